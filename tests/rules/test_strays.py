"""A rule that changes a rule of a base needs that rule to be there."""

import pytest

from bot.messages import built_in
from rules.bases import Base
from rules.diagnostics import RuleFileError
from rules.language import load
from rules.sayings import Sayings

OURS = "project: {purpose: Ours}\n"


def found(text: str) -> list[tuple[int, int, str, str, str, str]]:
    try:
        bases = {"acme/empty": Base(OURS + "rules: []\n")}
        diagnostics = load(OURS + text, bases, sayings=Sayings({}, built_in())).diagnostics
    except RuleFileError as error:
        diagnostics = error.diagnostics
    return [(each.line, each.column, each.severity, each.code, each.message, each.help) for each in diagnostics]


def test_a_rule_that_no_base_has_is_told_with_the_nearest_one() -> None:
    assert found("extends: triage\nrules:\n  - {id: triage-closd, do: [{label: x}]}\n") == [
        (4, 10, "error", "unknown-rule", "no base has a rule called `triage-closd`", "did you mean `triage-closed`?")
    ]
    assert found("extends: triage\nrules:\n  - {id: triage-closed, do: [{label: x}]}\n") == []


def test_a_name_that_switches_nothing_off_is_a_warning() -> None:
    assert found("extends: [triage, acme/empty]\nrules:\n  - {name: triage-closd, off: true}\n") == [
        (4, 12, "warning", "unknown-rule", "no base has a rule called `triage-closd`", "did you mean `triage-closed`?")
    ]
    assert found("extends: triage\nrules:\n  - {name: triage-closd, off: true, do: [{label: x}]}\n") == []


@pytest.mark.parametrize("rule", ["{id: theirs, off: true}", "{id: theirs, do: [{label: x}]}"])
def test_a_base_that_was_not_seen_may_have_the_rule(rule: str) -> None:
    told = found(f"extends: acme/unseen\nrules:\n  - {rule}\n  - {{name: A, do: [{{label: y}}]}}\n")
    assert [each[2:4] for each in told] == [("warning", "unseen"), ("note", "unknown-rule")]
    assert told[1][4] == "no base has a rule called `theirs`; a base that is not here may have it"


def test_the_rules_beside_one_that_is_left_out_stay_as_they_are() -> None:
    text = "extends: acme/unseen\nrules:\n  - {id: theirs}\n  - {name: A, do: [{label: y}]}\n  - {name: B, id: b}\n"
    book = load(OURS + text, {})
    assert [(rule.name, rule.line) for rule in book.rules] == [("A", 5), ("B", 6)]
    assert [each.code for each in book.diagnostics] == ["unseen", "unknown-rule"]


def test_what_is_said_of_a_rule_that_was_not_seen_is_read_all_the_same() -> None:
    told = found("extends: acme/unseen\nrules:\n  - {id: theirs, names: Ours}\n")
    assert [each[:4] for each in told] == [(4, 10, "note", "unknown-rule"), (4, 18, "error", "unknown-key")]


def test_without_bases_a_rule_still_needs_a_name() -> None:
    assert found("rules:\n  - {id: a}\n") == [(3, 5, "error", "missing-key", "`name` is missing", "add `name: …`")]
    assert found("rules: 3\n")[0][3] == "wrong-kind"
