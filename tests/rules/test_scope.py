"""What a scheduled rule looks at, said or not."""

import pytest

from rules.bases import Base
from rules.language import load
from tests.rules.world import diagnostics

HEAD = "project: {purpose: p}\n"
ITEM, WHOLE = "item", "repository"
OPEN = "open_issue: {title: Agenda}"


def scope(rule: str, more: str = "") -> str:
    book = load(f"project: {{purpose: p}}\n{more}rules:\n  - {{name: r, {rule}}}\n")
    return book.rules[0].scope


@pytest.mark.parametrize(
    ("rule", "looks_at"),
    [
        (f"on: schedule.monthly, do: [{{{OPEN}}}]", WHOLE),
        ("on: schedule.monthly, do: [{open_issue: {title: 'Agenda {month}', body: 'At {repo}, {date}'}}]", WHOLE),
        ("on: schedule.monthly, when: {repo: acme/*}, do: [{report: x}, {announce: y}]", WHOLE),
        (f"on: schedule.monthly, when: {{not: {{repo: acme/*}}}}, do: [{{{OPEN}}}]", WHOLE),
        ("on: schedule.monthly, do: [{open_issue: {title: 'Look at {title}'}}]", ITEM),
        ("on: schedule.monthly, do: [{open_issue: {title: 'x {field.Name}'}}]", ITEM),
        (f"on: schedule.monthly, when: {{label: x}}, do: [{{{OPEN}}}]", ITEM),
        (f"on: schedule.monthly, when: {{any: [{{repo: a/b}}, {{label: x}}]}}, do: [{{{OPEN}}}]", ITEM),
        (f"on: schedule.monthly, when: {{group: x}}, do: [{{{OPEN}}}]", ITEM),
        (f"on: schedule.monthly, if: 'true', do: [{{{OPEN}}}]", ITEM),
        (f"on: schedule.monthly, do: [{{{OPEN}}}, {{label: x}}]", ITEM),
        (f"on: schedule.monthly, do: [{{{OPEN}}}, {{relay: x}}]", ITEM),
        (f"on: schedule.monthly, do: [{{{OPEN}}}, {{after: 1 day, do: [{{{OPEN}}}]}}]", ITEM),
        (f"on: [schedule.monthly, issues.opened], do: [{{{OPEN}}}]", ITEM),
        ("on: schedule.monthly", ITEM),
        (f"on: schedule.monthly, for_each: item, do: [{{{OPEN}}}]", ITEM),
        ("on: schedule.monthly, for_each: region, do: [{label: x}]", "region"),
        ("do: [{label: x}]", ITEM),
    ],
)
def test_what_it_looks_at(rule: str, looks_at: str) -> None:
    assert scope(rule) == looks_at


def test_a_message_that_speaks_of_an_item_makes_it_look_at_items() -> None:
    said = "on: schedule.daily, do: [{open_issue: {title: x, body: '%s'}}]"
    assert [scope(said % "plain"), scope(said % "by {author}")] == [WHOLE, ITEM]


def test_what_it_took_is_told_where_it_was_not_said() -> None:
    told = diagnostics(f"{HEAD}rules:\n  - {{name: r, on: schedule.daily, do: [{{{OPEN}}}]}}\n")
    assert [(each.severity, each.message, each.help) for each in told] == [
        (
            "note",
            "this rule looks at the repository as a whole",
            "if you mean something else, write `for_each: item`",
        )
    ]
    assert diagnostics(f"{HEAD}rules:\n  - {{name: r, on: schedule.daily, for_each: item, do: [{{{OPEN}}}]}}\n") == ()


def test_a_verb_that_needs_an_item_is_told_where_the_repository_is_meant() -> None:
    rule = "{name: r, on: schedule.daily, for_each: repository, when: {label: x}, do: [{close: completed}]}"
    told = diagnostics(f"{HEAD}rules:\n  - {rule}\n")
    assert [each.message for each in told] == [
        "`label` means nothing here: a repository has none",
        "`close` means nothing here: a repository has none",
    ]


def test_other_rules_have_no_choice() -> None:
    (told,) = diagnostics(f"{HEAD}rules:\n  - {{name: r, for_each: repository, do: [{{label: x}}]}}\n")
    assert (told.severity, told.code, told.help) == ("warning", "for-each", "leave it out")


@pytest.mark.parametrize(
    ("base", "scopes"), [("acme/.github", ["elsewhere", "item"]), ("acme/rules", ["repository", "item"])]
)
def test_an_organisation_looks_after_its_own_repository_once(base: str, scopes: list[str]) -> None:
    rules = (
        f"rules:\n  - {{name: a, on: schedule.daily, do: [{{{OPEN}}}]}}\n"
        "  - {name: b, on: schedule.daily, do: [{label: x}]}\n"
    )
    theirs = {base: Base(f"project: {{purpose: p}}\n{rules}")}
    book = load(f"project: {{purpose: p}}\nextends: {base}\n", theirs)
    assert [rule.scope for rule in book.rules] == scopes
    assert [rule.name for rule in (*book.of_items.rules, *book.of_repository.rules)] == (
        ["b"] if base == "acme/.github" else ["b", "a"]
    )
