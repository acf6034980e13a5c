"""`{list: NAME}`: where it may stand, where a mistake in it is told, and how much of it may be written."""

from typing import Any

import pytest

from rules.conditions.label import Labels
from rules.diagnostics import RuleFileError
from rules.language import load
from tests.rules.world import diagnostics, rulebook, told

LISTS = """\
project: {purpose: p}
lists:
  areas: [docs, web]
  all: [urgent, {list: areas}]
  people: [ada, ben]
  starts: [issues.opened, issues.reopened]
  none: [5]
  round: [x, {list: ring}]
  ring: [{list: round}]
"""


def rule(text: str) -> Any:
    return load(f"{LISTS}rules:\n  - {{name: A, {text}}}\n").rules[0]


def refused(text: str) -> list[tuple[int, int, str, str, str]]:
    with pytest.raises(RuleFileError) as caught:
        load(f"{LISTS}rules:\n  - {{name: A, {text}}}\n")
    return [(each.line, each.column, each.code, each.message, each.help) for each in caught.value.diagnostics]


def test_a_list_stands_for_all_values_for_some_of_them_and_within_another_list() -> None:
    for written in ("{list: all}", "[urgent, {list: areas}]", "{any: {list: all}}"):
        assert rule(f"when: {{label: {written}}}").when.parts[0].value == Labels(any=("urgent", "docs", "web"))


def test_events_people_and_labels_to_set_may_be_named_lists() -> None:
    made = rule("on: {list: starts}, do: [{assign: {users: {list: people}}}, {label: [{list: areas}, new]}]")
    assert made.on == frozenset({"issues.opened", "issues.reopened"})
    (_, assign), (_, label) = made.goals
    assert [user.source for user in assign.value.users] == ["ada", "ben"]
    assert [name.source for name in label.value] == ["docs", "web", "new"]


def test_it_may_stand_under_not_any_and_all() -> None:
    made = rule("when: {not: {label: {list: areas}}}")
    assert made.when.parts[0].parts[0].parts[0].value == Labels(any=("docs", "web"))


def test_a_field_may_be_called_list() -> None:
    made = rule("when: {field: {list: docs}}")
    assert [(name, len(answers)) for name, answers in made.when.parts[0].value.items()] == [("list", 1)]
    asked = rule("when: {field: {Area: {list: areas}}}").when.parts[0].value
    assert [(name, len(answers)) for name, answers in asked.items()] == [("Area", 2)]


def test_a_list_that_is_not_there_is_told_with_the_nearest_name() -> None:
    found = refused("when: {label: {list: area}}")
    assert found == [(11, 36, "unknown-list", "there is no list `area`", "did you mean `areas`?")]
    with pytest.raises(RuleFileError) as caught:
        load("project: {purpose: p}\nrules: [{name: A, when: {label: {list: areas}}}]\n")
    assert [each.help for each in caught.value.diagnostics] == ["add it under `lists`"]


def test_of_many_unknown_lists_the_first_hundred_are_told() -> None:
    rules = "".join(f"  - {{name: A{i}, when: {{label: {{list: x{i}}}}}}}\n" for i in range(102))
    with pytest.raises(RuleFileError) as caught:
        load(f"project: {{purpose: p}}\nrules:\n{rules}")
    *told, last = caught.value.diagnostics
    assert ([each.code for each in told], last.message) == (["unknown-list"] * 100, "2 more are not listed")


def test_lists_that_name_each_other_too_deep_are_refused() -> None:
    lists = "".join(f"  l{i}: [{{list: l{i + 1}}}]\n" for i in range(30))
    text = f"project: {{purpose: p}}\nlists:\n{lists}  l30: [x]\nrules: [{{name: A, when: {{label: {{list: l0}}}}}}]\n"
    with pytest.raises(RuleFileError) as caught:
        load(text)
    assert [(each.line, each.code) for each in caught.value.diagnostics] == [(26, "limit")]


def test_a_value_that_does_not_fit_is_told_where_the_list_holds_it() -> None:
    assert refused("when: {label: {list: none}}")[0][:3] == (7, 10, "wrong-kind")


def test_a_list_where_one_value_is_wanted_is_refused_where_it_is_named() -> None:
    assert refused("when: {draft: {list: areas}}")[0][:3] == (11, 29, "wrong-kind")


def test_a_list_that_holds_itself_is_refused() -> None:
    found = refused("when: {label: {list: round}}")
    assert found == [(9, 17, "list", "the list `round` holds itself", "take one of the two out")]


def test_lists_that_would_be_too_long_once_written_out_are_refused() -> None:
    lists = "".join(f"  l{i}: [{', '.join([f'{{list: l{i + 1}}}'] * 10)}]\n" for i in range(6))
    text = f"project: {{purpose: p}}\nlists:\n{lists}  l6: [x]\nrules: [{{name: A, when: {{label: {{list: l0}}}}}}]\n"
    with pytest.raises(RuleFileError) as caught:
        load(text)
    assert [each.code for each in caught.value.diagnostics] == ["limit"]


@pytest.mark.parametrize(
    ("lists", "mistake"),
    [
        ("lists: x", (8, "wrong-kind", "`x` is not a mapping of keys and values")),
        ("lists: {areas: x}", (16, "wrong-kind", "`x` is not a list")),
        ("lists: {areas: []}", (16, "empty", "nothing stands here")),
    ],
)
def test_a_malformed_list_is_told_where_it_stands_and_not_where_it_is_named(
    lists: str, mistake: tuple[int, str, str]
) -> None:
    rules = "{name: A, when: {label: {list: areas}}}, {name: B, do: [{label: [x, {list: areas}]}]}"
    decisions = f"decisions: {{vote: {{voters: {{list: areas}}, {DECISION}}}}}"
    found = told(f"project: {{purpose: p}}\n{lists}\nrules: [{rules}]\n{decisions}")
    assert [(line, *each[:3]) for line, *each in found] == [(2, *mistake)]


def test_what_comes_later_keeps_its_words() -> None:
    made = rule("do: [{announce: {list: nothing}}, {label: {list: areas}}]")
    assert made.later == ("announce",)


@pytest.mark.parametrize(
    "wrong", ["on: 5", "when: {list: areas}", "when: 5", "do: {list: areas}", "do: [5, {list: x}]"]
)
def test_a_list_of_values_stands_under_a_word_and_nowhere_else(wrong: str) -> None:
    assert refused(f"{wrong}, if: 'true'")[0][0] == 11


DECISION = "open_for: 7 days, passes_with: {in_favour: 66%, quorum: 50%}"


@pytest.mark.parametrize(
    "voters", ["{list: board}", "[{list: board}]", "{role: {list: board}}", "{role: [chair, keeper]}"]
)
def test_who_votes_may_be_a_named_list(voters: str) -> None:
    made = rulebook(
        f"lists: {{board: [chair, keeper]}}\n"
        f"decisions: {{consent: {{voters: {voters}, {DECISION}}}}}\n"
        "rules: [{name: A, do: [{decide: consent}]}]\n"
    )
    assert [each.voters.role for each in made.decisions.values()] == [("chair", "keeper")]


def test_a_list_of_voters_that_is_not_there_is_told_where_it_is_named() -> None:
    decisions = f"decisions: {{consent: {{voters: {{list: bord}}, {DECISION}}}}}\n"
    (found,) = told(f"project: {{purpose: p}}\nlists: {{board: [chair]}}\n{decisions}rules: []\n")
    assert found == (3, 38, "unknown-list", "there is no list `bord`", "did you mean `board`?")


def test_a_decision_whose_voters_only_an_unseen_base_may_know_is_left_out_with_a_note() -> None:
    decisions = f"decisions: {{consent: {{voters: {{list: bord}}, {DECISION}}}}}\n"
    found = diagnostics(
        f"project: {{purpose: p}}\nextends: acme/rules\n{decisions}rules: [{{name: A, do: [{{decide: consent}}]}}]\n"
    )
    assert [(each.severity, each.code, each.line) for each in found] == [
        ("warning", "unseen", 2),
        ("note", "unseen", 3),
    ]


def test_without_rules_nothing_is_filled_in_and_that_is_told() -> None:
    assert told("project: {purpose: p}\nlists: {a: [b]}\n")[0][2] == "missing-key"


@pytest.mark.parametrize("decisions", ["[]", "{a: b}", "{a: {voters: {list: 3}}}"])
def test_malformed_decisions_are_told_in_their_own_words(decisions: str) -> None:
    found = diagnostics(f"project: {{purpose: p}}\ndecisions: {decisions}\nrules: []\n")
    assert {each.severity for each in found} == {"error"}
    assert {each.code for each in found} <= {"wrong-kind", "missing-key", "unknown-key"}


def test_what_is_left_to_a_later_moment_may_name_lists() -> None:
    found = rule(
        "do: [{after: 1 day, unless: {label: {list: areas}}, do: [{label: {list: areas}}, "
        "{after: 1 day, do: [{unlabel: {list: areas}}]}]}]"
    )
    ((_, after), (_, label), (_, deeper), (_, unlabel)) = found.all_goals
    assert after.unless.parts[0].value == Labels(any=tuple(name.source for name in label.value))
    assert (label.value, deeper.word) == (unlabel.value, "after")
    wrong = refused("do: [{after: 1 day, do: [{label: {list: area}}]}]")
    assert [each[2] for each in wrong] == ["unknown-list"]


def test_an_entry_that_is_no_mapping_is_told_as_one() -> None:
    assert [each[2] for each in refused("when: {label: {list: areas}}, do: [label]")] == ["not-a-verb"]
