"""`label` adds what is missing, and nothing that a person took off."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.action import Name, Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.label import AddLabels
from rules.facts import Facts, Person

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]


def test_labels_that_are_missing_are_added_in_the_order_of_the_rule(decide: Decide, issue: Facts) -> None:
    assert decide([{"label": ["bug", "docs"]}], issue) == ([{"do": "label", "labels": ["bug", "docs"]}], [])


def test_a_label_that_is_there_in_any_case_is_not_added_again(decide: Decide, issue: Facts) -> None:
    assert decide([{"label": ["bug", "docs"]}], issue.but(labels=("BUG",))) == (
        [{"do": "label", "labels": ["docs"]}],
        [],
    )
    assert decide([{"label": "bug"}], issue.but(labels=("Bug",))) == ([], [])


def test_a_label_named_twice_is_added_once(decide: Decide, issue: Facts) -> None:
    assert decide([{"label": ["bug", "Bug"]}], issue) == ([{"do": "label", "labels": ["bug"]}], [])


def test_a_label_that_a_person_took_off_stays_off_while_the_others_go_on(decide: Decide, issue: Facts) -> None:
    undone = issue.but(undone=frozenset({("label", "bug")}))
    assert decide([{"label": ["Bug", "docs"]}], undone) == (
        [{"do": "label", "labels": ["docs"]}],
        ["label: a person took Bug off"],
    )


def test_what_a_person_did_to_another_verb_does_not_matter(decide: Decide, issue: Facts) -> None:
    undone = issue.but(undone=frozenset({("unlabel", "bug"), ("assign", "bug")}))
    assert decide([{"label": "bug"}], undone) == ([{"do": "label", "labels": ["bug"]}], [])


def test_a_label_that_goes_to_and_fro_is_left_alone(decide: Decide, issue: Facts) -> None:
    flapping = issue.but(flapping=frozenset({("label", "bug")}))
    assert decide([{"label": "Bug"}], flapping) == (
        [],
        ["label: Bug went to and fro too often: left alone for an hour"],
    )


def test_unknown_labels_or_an_unknown_history_never_act_and_say_so(decide: Decide, issue: Facts) -> None:
    blank = Facts()
    assert decide([{"label": "bug"}], issue.but(labels=blank.labels)) == ([], ["label: not known: labels"])
    nothing = issue.but(labels=blank.labels, undone=blank.undone)
    assert decide([{"label": "bug"}], nothing) == ([], ["label: not known: labels, undone"])


def test_a_name_holds_values(decide: Decide, issue: Facts) -> None:
    drafting = issue.but(stage="Drafting", author=Person(login="Alice"))
    assert decide([{"label": ["at/{stage}", "by-{author}"]}], drafting) == (
        [{"do": "label", "labels": ["at/Drafting", "by-Alice"]}],
        [],
    )


def test_a_name_with_an_empty_value_is_left_out_and_told(decide: Decide, issue: Facts) -> None:
    assert decide([{"label": ["to/{milestone}", "bug"]}], issue) == (
        [{"do": "label", "labels": ["bug"]}],
        ["label: a value in “to/{milestone}” is empty"],
    )


def test_a_value_that_comes_of_the_same_look_is_waited_for_and_nothing_stays_held_back(
    decide: Decide, issue: Facts
) -> None:
    assert decide([{"label": "for-{assignee}"}, {"assign": "bob"}], issue) == (
        [{"do": "assign", "assignees": ["bob"]}, {"do": "label", "labels": ["for-bob"]}],
        [],
    )


def test_a_value_makes_no_label_longer_than_github_lets_it_be(decide: Decide, issue: Facts) -> None:
    long = issue.but(title="x" * 300)
    assert decide([{"label": "about/{title}"}], long) == ([{"do": "label", "labels": ["about/" + "x" * 44]}], [])
    assert decide([{"label": "about/{title}"}], long.but(labels=("about/" + "x" * 44,))) == ([], [])


def test_a_discussion_can_be_labelled(decide: Decide, issue: Facts) -> None:
    discussion = issue.but(kind="discussion")
    assert decide([{"label": "bug"}], discussion) == ([{"do": "label", "labels": ["bug"]}], [])


def test_all_labels_go_in_one_write_and_those_that_github_refuses_spoil_nothing(
    signed: dict[str, Any], target: Target
) -> None:
    first, second = AddLabels(**signed, labels=("bug", "Nope")), AddLabels(**signed, labels=("docs", "bug"))
    lost = AddLabels(**signed, labels=("Gone",))
    assert list(VERBS["label"].writes([first, second, lost], target)) == [
        Refusal(first, "nope", "GitHub does not take the label Nope"),
        Refusal(lost, "gone", "GitHub does not take the label Gone"),
        Write(
            "addLabelsToLabelable",
            {"labelableId": "I_7", "labelIds": ["label:bug", "label:docs"]},
            (AddLabels(**signed, labels=("bug",)), second),
        ),
    ]


def test_nothing_is_written_where_github_takes_no_label(signed: dict[str, Any], target: Target) -> None:
    action = AddLabels(**signed, labels=("Nope",))
    assert list(VERBS["label"].writes([action], target)) == [
        Refusal(action, "nope", "GitHub does not take the label Nope")
    ]


def test_labels_are_named_as_the_rule_spells_them_and_kept_in_lower_case(signed: dict[str, Any]) -> None:
    action = AddLabels(**signed, labels=("Good First Issue", "bug"))
    assert VERBS["label"].names(action) == [Name("label", "Good First Issue"), Name("label", "bug")]
    assert action.targets == ("good first issue", "bug")
    assert action.describe() == "+Good First Issue +bug"


@pytest.mark.parametrize(
    ("targets", "left"),
    [({"bug"}, ("Bug",)), ({"docs", "bug"}, ("Bug", "docs")), ({"other"}, None), (set(), None)],
)
def test_an_action_is_cut_down_to_some_labels(
    signed: dict[str, Any], targets: set[str], left: tuple[str, ...] | None
) -> None:
    action = AddLabels(**signed, labels=("Bug", "docs"))
    assert action.only(frozenset(targets)) == (AddLabels(**signed, labels=left) if left else None)
