"""Mistakes of all kinds are told at once, and none that only follows from another."""

import pytest

from rules.bases import Base
from rules.diagnostics import RuleFileError
from rules.language import load
from rules.sayings import Sayings
from tests.rules.world import told

HEAD = "project: {purpose: Growing food together}\n"
BOARD = "board: {stages: {Drafting: {}, Review: {}}}\n"
BASE = f"{HEAD}{BOARD}rules: [{{name: Theirs, do: [{{label: x}}]}}]\n"
A_KEY_A_LINE = "write each key with its value on a line of its own: `key: value`"
A_TEXT = ("wrong-kind", "`5` is not a text", 'quote it: "5"')
LABLE = ("unknown-verb", "unknown verb `lable`", "did you mean `label`?")
OPENNED = ("unknown-event", "unknown event `issues.openned`", "did you mean `issues.opened`?")


def codes(text: str) -> list[tuple[int, str, str]]:
    """The line, code and message of all that is wrong with a file below its first line."""
    return [(line, code, message) for line, _, code, message, _ in told(HEAD + text)]


def of_bases(text: str, bases: dict[str, Base] | None = None) -> list[tuple[int, str, str]]:
    with pytest.raises(RuleFileError) as caught:
        load(HEAD + text, bases)
    return [(each.line, each.severity, each.code) for each in caught.value.diagnostics]


def test_whatever_is_wrong_with_rules_is_told_at_once_first_to_last() -> None:
    rules = """\
rules:
  - name: A
    on: issues.openned
    when: {title: 5, stage: Draftin}
    do: [{lable: bug}, {stage: Reviw}, {assign: {role: editr}}]
  - {name: A, if: "(", dos: []}
  - nme: B
    on: issues.openned
  - C
"""
    assert told(f"{HEAD}{BOARD}roles: {{editor: {{}}}}\n{rules}") == [
        (6, 9, *OPENNED),
        (7, 19, *A_TEXT),
        (7, 29, "unknown-stage", "unknown stage `Draftin`", "did you mean `Drafting`?"),
        (8, 11, *LABLE),
        (8, 32, "unknown-stage", "unknown stage `Reviw`", "did you mean `Review`?"),
        (8, 56, "unknown-role", "unknown role `editr`", "did you mean `editor`?"),
        (9, 12, "duplicate-name", "another rule is called `A`", "the other begins on line 5"),
        (9, 21, "expression", "not an expression: Syntax error: mismatched input '<EOF>'", ""),
        (9, 24, "unknown-key", "unknown key `dos`", "did you mean `do`?"),
        (10, 5, "unknown-key", "unknown key `nme`", "did you mean `name`?"),
        (11, 9, *OPENNED),
        (12, 5, "wrong-kind", "`C` is not a mapping of keys and values", A_KEY_A_LINE),
    ]


@pytest.mark.parametrize(
    ("project", "mistakes"),
    [
        ("mode: act", [(1, 1, "missing-key")]),
        ("project: {}", [(1, 10, "missing-key")]),
        ("project: 5", [(1, 10, "wrong-kind")]),
        ("project: {purpose: 5, timezone: Mars}", [(1, 20, "wrong-kind"), (1, 33, "timezone")]),
    ],
)
def test_what_a_project_lacks_keeps_nothing_else_from_being_told(
    project: str, mistakes: list[tuple[int, int, str]]
) -> None:
    *found, last = told(f"{project}\nrules: [{{name: A, on: issues.openned}}]\n")
    assert [each[:3] for each in found] == mistakes
    assert last == (2, 23, *OPENNED)


@pytest.mark.parametrize(
    ("sections", "uses"),
    [
        ("board: {stagse: {Drafting: {}}}", "when: {stage: Drafting}"),
        ("board: {stages: {Drafting: 5}}", "when: {stage: Drafting}"),
        ("board: {stages: [Drafting]}", "when: {stage: Drafting}"),
        ("board: 5", "when: {stage: Drafting}"),
        ("baord: {stages: {Drafting: {}}}", "when: {stage: Drafting}"),
        ("roles: {editor: 5, guide: {}}", "do: [{assign: {role: editor}}]"),
        ("roles: {editor: {abuot: x}, guide: {}}", "do: [{assign: {role: editor}}]"),
        ("regions: {North: 5}", "when: {region: North}"),
        ("decisions: {vote: {voters: 5}}", "do: [{decide: {decision: vote}}]"),
        ("pathways: {tasting: {steps: 5}}", "do: [{checklist: tasting}]"),
        ("messages: {welcome: 5, welcomed: Hello}", "do: [{comment: {say: welcome}}]"),
        ("labels: 5", "do: [{label: x}]"),
    ],
)
def test_what_was_taken_out_with_a_mistake_is_not_missed(sections: str, uses: str) -> None:
    with_rule, without = (told(f"{HEAD}{sections}\nrules: [{rule}]\n") for rule in (f"{{name: A, {uses}}}", ""))
    assert with_rule == without
    assert {line for line, *_ in with_rule} == {2}


@pytest.mark.parametrize(
    ("section", "mistake"),
    [
        ("project: 0, stages: {Drafting: {}}", (2, "out-of-range", "`0` is out of range")),
        ("stages: {Drafting: {ownr: x}}", (2, "unknown-key", "unknown key `ownr`")),
    ],
)
def test_what_is_named_is_known_where_a_mistake_stands_beside_or_within(
    section: str, mistake: tuple[int, str, str]
) -> None:
    rules = "rules: [{name: A, when: {stage: [Drafting, Draftin]}}]\n"
    assert codes(f"board: {{{section}}}\n{rules}") == [mistake, (3, "unknown-stage", "unknown stage `Draftin`")]


def test_rules_that_cannot_be_read_are_not_said_to_be_missing() -> None:
    assert codes("rules: 5\n") == [(2, "wrong-kind", "`5` is not a list")]
    assert codes("rulez: []\n") == [(2, "unknown-key", "unknown key `rulez`")]
    assert codes("mode: 5\n")[0] == (1, "missing-key", "`rules` is missing")


def test_what_may_stand_in_a_base_that_cannot_be_put_under_the_file_is_not_missed() -> None:
    rules = "rules: [{name: A, on: issues.openned, when: {stage: Drafting}, whlie: true}]\n"
    base = {"acme/base": Base(BASE)}
    told_in_rules = [(3, "error", "unknown-event"), (3, "error", "unknown-key")]
    assert of_bases(f"extends: [acme/base, 5]\n{rules}", base) == [(2, "error", "wrong-kind"), *told_in_rules]
    assert of_bases(f"extends: acme/base\n{rules}", base) == told_in_rules
    unseen = of_bases(f"extends: acme/base\n{rules}")
    assert unseen == [told_in_rules[0], (3, "note", "unknown-stage"), told_in_rules[1]]


def test_mistakes_of_the_form_in_a_base_stand_beside_those_of_the_file() -> None:
    base = {"acme/base": Base(f"{HEAD}rules: [{{name: B, on: issues.openned, dos: []}}]\n")}
    found = of_bases("extends: acme/base\nrules: [{name: A, on: issues.openned}]\n", base)
    assert found == [
        (2, "error", "extends"),
        (3, "error", "unknown-event"),
        (2, "error", "unknown-event"),
        (2, "error", "unknown-key"),
    ]


def test_a_rule_that_a_base_has_to_know_is_taken_out_as_a_whole() -> None:
    rules = f"rules: [{{id: {'x' * 70}, do: []}}, {{name: A, on: issues.openned}}]\n"
    found = of_bases(f"extends: acme/unseen\n{rules}")
    assert [each for each in found if each[1] == "error"] == [(3, "error", "wrong-form"), (3, "error", "unknown-event")]


def test_rules_and_lists_that_are_not_there_keep_nothing_else_from_being_told() -> None:
    rules = "rules: [{id: Ours}, {name: A, on: issues.openned}, {name: B, when: {label: {list: areas}}}, {name: C, "
    missing = [(3, "error", "unknown-rule"), (3, "error", "unknown-event"), (3, "error", "unknown-list")]
    base = {"acme/base": Base(BASE)}
    assert of_bases(f"extends: acme/base\n{rules}mode: act}}]\n", base) == missing
    assert of_bases(f"extends: acme/base\n{rules}dos: []}}]\n", base) == [*missing, (3, "error", "unknown-key")]


def test_a_decision_that_names_no_list_that_is_there_is_known_all_the_same() -> None:
    decision = "{voters: {users: {list: board}}, open_for: 7 days, passes_with: {net_support: 1}}"
    rules = "rules: [{name: A, on: issues.openned, do: [{decide: {decision: vote}}]}]\n"
    assert codes(f"decisions: {{vote: {decision}}}\n{rules}") == [
        (2, "unknown-list", "there is no list `board`"),
        (3, *OPENNED[:2]),
    ]


def test_message_files_are_told_too() -> None:
    path = ".github/pathways/messages/welcome.en.md"
    with pytest.raises(RuleFileError) as caught:
        load(f"{HEAD}rules: [{{name: A, dos: []}}]\n", sayings=Sayings({path: "Hello {nobody"}))
    assert [(each.base, each.code) for each in caught.value.diagnostics] == [("", "unknown-key"), (path, "template")]


def test_of_a_file_whose_form_is_wrong_doubts_are_not_told() -> None:
    fight = "rules:\n  - {name: A, do: [{label: x}]}\n  - {name: B, do: [{unlabel: x}]}\n"
    assert [code for _, code, _ in codes(fight)] == ["fight"]
    assert [code for _, code, _ in codes(f"{fight}xyzzy: 5\n")] == ["unknown-key"]
