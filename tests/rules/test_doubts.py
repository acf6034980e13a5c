"""Rules that can never hold, come too late, or undo each other are warned of; those that may mean it are not."""

from textwrap import dedent, indent

import pytest

from tests.rules.world import diagnostics

HEAD = "project: {purpose: Growing food together}\nboard: {stages: {A: , B: }}\nrules:\n"


def doubts_of(text: str) -> list[tuple[int, int, str, str]]:
    """Line, column, code and message of each doubt about some rules, which begin on line 4."""
    found = diagnostics(HEAD + indent(dedent(text), "  "))
    assert [each.message for each in found if each.severity == "error"] == []
    doubtful = [each for each in found if each.severity == "warning" and each.code != "does-nothing"]
    return [(each.line, each.column, each.code, each.message) for each in doubtful]


def doubts_of_when(when: str, on: str = "") -> list[tuple[int, int, str, str]]:
    return doubts_of(f"- name: R\n  {on or 'mode: act'}\n  when: {{{when}}}\n")


@pytest.mark.parametrize(
    ("when", "column", "why"),
    [
        ("label: bug, not: {label: [Bug, docs]}", 12, "`label` asks for `bug`, and `not` forbids it"),
        ("label: {all: [a, b]}, not: {label: b}", 12, "`label` asks for `b`, and `not` forbids it"),
        ("title: [/x/, y], not: [{title: /x/}, {title: y}]", 12, "`title` asks for `/x/` or `y`, and `not` forbids it"),
        ('files: ["a/**", "!b"], not: {files: ["a/**", "!b"]}', 12, None),
        ("not: {all: [{label: a}]}, all: [{label: a}]", 0, ""),
        ("state: open, all: [{state: [closed, merged]}]", 32, "`state` cannot be `open` and `closed` or `merged`"),
        ("draft: true, all: [{draft: false}]", 32, "`draft` cannot be `true` and `false`"),
        ('lines: "< 0"', 12, "no number is < 0"),
        ('lines: ">= 10", all: {lines: "< 10"}', 34, "no number is >= 10 and < 10"),
        ("author: {new: true}, not: {author: {new: true}}", 12, None),
    ],
)
def test_a_rule_that_can_never_hold_is_warned_of(when: str, column: int, why: str | None) -> None:
    found = doubts_of_when(when)
    if why == "":
        assert found == []
        return
    ((line, at, code, message),) = found
    assert (line, at, code) == (6, column, "never")
    assert message.startswith("this rule can never act: ")
    assert why is None or message == f"this rule can never act: {why}"


@pytest.mark.parametrize(
    "when",
    [
        "label: [bug, docs], not: {label: bug}",
        "label: bug, not: {label: bug, draft: true}",
        "label: bug, any: [{not: {label: bug}}, {draft: true}]",
        "label: a, all: [{label: b}]",
        "milestone: [a, b], all: [{milestone: b}]",
        'lines: ">= 10", all: [{lines: "< 12"}]',
        "title: /X/, not: {title: /x/}",
        'files: ["a/**", "!b"], not: {files: "a/**"}',
    ],
)
def test_a_rule_that_can_hold_is_not(when: str) -> None:
    assert doubts_of_when(when) == []


def test_conditions_that_no_kind_of_item_has_together_are_warned_of() -> None:
    found = doubts_of_when("form: bug, files: x")
    message = "this rule can never act: no item that it looks at has `files` and `form`"
    assert [(line, code) for line, _, code, _ in found] == [(6, "never")]
    assert sorted(found[0][3].split()) == sorted(message.split())


SHADOWED = """
- {name: First, when: {title: x}, do: [{stage: A}]}
- {name: Second, when: {title: x, label: bug}, do: [{stage: B}]}
"""


def test_a_stage_that_an_earlier_rule_always_takes_is_warned_of() -> None:
    message = "`stage` never comes into play here: the rule “First” always takes it first"
    assert doubts_of(SHADOWED) == [(6, 56, "shadowed", message)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("when: {title: x, label", "when: {title: y, label"),
        ("{stage: B}", "{stage: A}"),
        ("{name: First", "{name: First, off: true"),
        ("{name: First", "{name: First, mode: observe"),
        ("{name: First", "{name: First, on: issues.opened"),
        ("{stage: B}", "{label: b}"),
    ],
)
def test_a_stage_that_may_be_left_to_a_later_rule_is_not(old: str, new: str) -> None:
    assert doubts_of(SHADOWED.replace(old, new)) == []


def test_a_rule_for_some_events_is_shadowed_by_one_for_all_of_them() -> None:
    both = SHADOWED.replace("{name: First", "{name: First, on: issues").replace(
        "{name: Second", "{name: Second, on: [issues.opened]"
    )
    assert [code for _, _, code, _ in doubts_of(both)] == ["shadowed"]


def test_a_rule_for_one_event_leaves_the_stage_of_another_event_alone() -> None:
    apart = SHADOWED.replace("{name: First", "{name: First, on: issues.opened").replace(
        "{name: Second", "{name: Second, on: [issues.opened, issues.closed]"
    )
    assert doubts_of(apart) == []


FIGHT = """
- {name: On, when: {title: x}, do: [{label: [a, Bug]}]}
- {name: "Off", when: {body: y}, do: [{unlabel: bug}]}
"""


def test_rules_of_which_one_undoes_the_other_are_warned_of() -> None:
    message = "this undoes what the rule “On” does to the label bug, whenever both hold"
    assert doubts_of(FIGHT) == [(6, 42, "fight", message)]
    closing = FIGHT.replace("{label: [a, Bug]}", "{close: completed}").replace("{unlabel: bug}", "{reopen: true}")
    assert [message for _, _, _, message in doubts_of(closing)] == [
        "this undoes what the rule “On” does to the same item, whenever both hold"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{body: y}", "{not: {title: x}}"),
        ("{unlabel: bug}", "{unlabel: docs}"),
        ("{name: On", "{name: On, on: issues.opened"),
        ("{name: On", "{name: On, off: true"),
        ("{name: On", "{name: On, mode: observe"),
    ],
)
def test_rules_that_cannot_meet_do_not_fight(old: str, new: str) -> None:
    assert doubts_of(FIGHT.replace(old, new)) == []


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("issues.opened", "[issues.opened, push]", True),
        ("issues", "issues.opened", True),
        ("issues.opened", "issues", True),
        ("issues.opened", "issues.closed", False),
    ],
)
def test_rules_for_events_fight_where_one_event_is_for_both(one: str, other: str, meet: bool) -> None:
    text = FIGHT.replace("{name: On", f"{{name: On, on: {one}").replace('{name: "Off"', f'{{name: "Off", on: {other}')
    assert bool(doubts_of(text)) is meet


def numbered(count: int, rule: str) -> str:
    return "".join(f"- {rule.replace('N', str(n))}\n" for n in range(count))


def test_more_doubts_than_anybody_reads_are_not_listed() -> None:
    never = "{name: rN, when: {label: x, not: {label: x}}, do: [{react: eyes}]}"
    more = "there may be more rules that can never act, come too late or undo each other"
    found = diagnostics(HEAD + indent(numbered(101, never), "  "))
    assert [each.code for each in found].count("never") == 100
    assert [(each.line, each.severity, each.message) for each in found if each.code != "never"] == [(3, "note", more)]
    assert [each.code for each in diagnostics(HEAD + indent(numbered(100, never), "  "))] == ["never"] * 100


LABELS = ", ".join(f"l{n}" for n in range(30))
STAGES = ", ".join(["{stage: A}"] * 20)


@pytest.mark.parametrize(
    "rules",
    [
        numbered(200, f"{{name: aN, when: {{state: open, label: xN}}, do: [{{label: [{LABELS}]}}]}}")
        + numbered(200, f"{{name: bN, when: {{state: closed, label: xN}}, do: [{{unlabel: [{LABELS}]}}]}}"),
        numbered(200, f"{{name: rN, when: {{title: tN}}, do: [{STAGES}]}}"),
    ],
    ids=["fights", "shadows"],
)
def test_what_would_take_long_to_compare_is_left_and_that_is_said(rules: str) -> None:
    found = diagnostics(HEAD + indent(rules, "  "))
    assert [(each.line, each.code, each.severity) for each in found] == [(3, "more", "note")]


def test_of_many_values_the_first_few_are_shown() -> None:
    labels = ", ".join(f"l{n}" for n in range(8))
    ((_, _, _, message),) = doubts_of_when(f"label: [{labels}], not: {{label: [{labels}]}}")
    assert message == (
        "this rule can never act: `label` asks for `l0`, `l1`, `l2`, `l3`, `l4` or 3 more, and `not` forbids it"
    )


@pytest.mark.parametrize(
    ("amounts", "why"),
    [
        (["> 4", "< 6", "= 5"], None),
        (["> 4", "< 5"], "no number is > 4 and < 5"),
        (["<= 4", ">= 2", ">= 5"], "no number is >= 5 and <= 4"),
        (["= 3", "4"], "no number is 4 and = 3"),
        (["<= 0"], None),
        (["< 0"], "no number is < 0"),
    ],
)
def test_amounts_between_which_no_number_is_left_are_named(amounts: list[str], why: str | None) -> None:
    asked = ", ".join(f"{{comments: '{amount}'}}" for amount in amounts)
    found = [message for _, _, _, message in doubts_of_when(f"all: [{asked}]")]
    assert found == ([] if why is None else [f"this rule can never act: {why}"])


def test_of_two_stages_in_one_rule_the_first_is_doubted() -> None:
    found = doubts_of("- name: R\n  do: [{stage: A}, {label: x}, {stage: B}]\n")
    message = "a later `stage` of the same rule takes the place of this one"
    assert found == [(5, 11, "twice", message)]
    assert doubts_of("- name: R\n  do: [{stage: A}, {label: x}, {label: y}]\n") == []
