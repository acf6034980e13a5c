"""`unlabel` takes off what is there, whoever put it there, and nothing that a person put back."""

from collections.abc import Callable
from typing import Any

from bot.action import Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.unlabel import RemoveLabels
from rules.facts import Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]


def test_a_label_is_taken_off_as_the_item_spells_it(decide: Decide, issue: Facts) -> None:
    labelled = issue.but(labels=("Needs-Triage", "bug"))
    assert decide([{"unlabel": ["needs-triage", "docs"]}], labelled) == (
        [{"do": "unlabel", "labels": ["Needs-Triage"]}],
        [],
    )


def test_a_label_that_is_not_there_needs_nothing(decide: Decide, issue: Facts) -> None:
    assert decide([{"unlabel": "bug"}], issue.but(labels=("docs",))) == ([], [])


def test_a_label_named_twice_is_taken_off_once(decide: Decide, issue: Facts) -> None:
    assert decide([{"unlabel": ["bug", "BUG"]}], issue.but(labels=("bug",))) == (
        [{"do": "unlabel", "labels": ["bug"]}],
        [],
    )


def test_a_label_that_a_person_put_back_stays(decide: Decide, issue: Facts) -> None:
    back = issue.but(labels=("bug", "docs"), undone=frozenset({("unlabel", "bug")}))
    assert decide([{"unlabel": ["bug", "docs"]}], back) == (
        [{"do": "unlabel", "labels": ["docs"]}],
        ["unlabel: a person put bug back"],
    )


def test_a_label_that_goes_to_and_fro_is_left_alone(decide: Decide, issue: Facts) -> None:
    flapping = issue.but(labels=("bug",), flapping=frozenset({("unlabel", "bug")}))
    assert decide([{"unlabel": "bug"}], flapping) == (
        [],
        ["unlabel: bug went to and fro too often: left alone for an hour"],
    )


def test_a_name_with_values_means_the_label_that_was_made_of_it(decide: Decide, issue: Facts) -> None:
    labelled = issue.but(title="y" * 80, labels=("about/" + "y" * 44, "to/"))
    assert decide([{"unlabel": ["about/{title}", "to/{milestone}"]}], labelled) == (
        [{"do": "unlabel", "labels": ["about/" + "y" * 44]}],
        [],
    )


def test_unknown_labels_never_act_and_say_so(decide: Decide, issue: Facts) -> None:
    assert decide([{"unlabel": "bug"}], issue.but(labels=Facts().labels)) == ([], ["unlabel: not known: labels"])


def test_all_go_in_one_write_and_a_label_that_is_gone_spoils_nothing(signed: dict[str, Any], target: Target) -> None:
    mixed, lost = RemoveLabels(**signed, labels=("bug", "Gone")), RemoveLabels(**signed, labels=("Lost",))
    assert list(VERBS["unlabel"].writes([mixed, lost], target)) == [
        Refusal(mixed, "gone", "there is no label Gone any more"),
        Refusal(lost, "lost", "there is no label Lost any more"),
        Write(
            "removeLabelsFromLabelable",
            {"labelableId": "I_7", "labelIds": ["label:bug"]},
            (RemoveLabels(**signed, labels=("bug",)),),
        ),
    ]
    assert list(VERBS["unlabel"].writes([lost], target)) == [Refusal(lost, "lost", "there is no label Lost any more")]


def test_it_is_described_and_cut_down_by_label(signed: dict[str, Any]) -> None:
    action = RemoveLabels(**signed, labels=("Bug", "docs"))
    assert action.describe() == "-Bug -docs"
    assert action.only(frozenset({"bug"})) == RemoveLabels(**signed, labels=("Bug",))
    assert action.only(frozenset()) is None
