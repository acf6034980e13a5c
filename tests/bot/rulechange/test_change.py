"""A proposed rule file judged: errors and its own limits fail it, all else is told."""

from dataclasses import replace
from typing import Any

from bot.rulechange.change import inspect_rules
from rules.diagnostics import Diagnostic
from rules.shared import RuleChange

ERROR = Diagnostic(3, 5, "error", "unknown-key", "unknown key `titel`", "did you mean `title`?", 5)
WARNING = Diagnostic(1, 1, "warning", "never", "this rule never holds", "", 1)
WHERE: dict[str, Any] = {"item": 7, "url": "https://github.test/a/b/issues/7", "title": "It | breaks"}
CHANGE: dict[str, Any] = {**WHERE, "comes": True, "do": "label", "target": "bug", "rule": "Bugs"}
LINK = "[#7](https://github.test/a/b/issues/7)"
REPORT: dict[str, Any] = {
    "items": 200,
    "changed": 3,
    "effects": [
        {"do": "label", "target": "bug|x", "old": 1, "new": 4, "gone": 0, "come": 3, "examples": [CHANGE]},
        {"do": "label", "target": "same", "old": 2, "new": 2, "gone": 0, "come": 0, "examples": []},
    ],
    "surprises": [CHANGE, CHANGE | {"comes": False}],
    "pings": [{"login": "ben", "old": 1, "new": 5, "busiest_week": 2}, {"login": "cy", "old": 1, "new": 1}],
    "exceeded": [],
    "shared": [],
    "unsure": [{"rule": "Odd", "items": 1}],
    "not_played": ["Daily"],
    "as_now": ["body", "files"],
    "as_empty": ["checks"],
}
NOBODY: dict[str, Any] = {"surprises": [], "pings": [], "unsure": [], "not_played": []}
NOTHING: dict[str, Any] = {**REPORT, **NOBODY, "changed": 0, "effects": []}


def test_a_file_with_mistakes_fails_and_errors_come_first() -> None:
    found = inspect_rules(RuleChange(findings=(WARNING, ERROR)))
    assert (found.passes, found.title) == (False, "1 mistake: the rules in force stay as they are")
    assert found.notes == (ERROR, WARNING)


def test_a_mistake_in_a_base_is_told_with_its_file() -> None:
    base = Diagnostic(9, 1, "error", "unknown-key", "unknown key `x`", "", 1, base="acme/rules")
    found = inspect_rules(RuleChange(findings=(base, ERROR, ERROR)))
    assert found.title == "3 mistakes: the rules in force stay as they are"
    assert "- `acme/rules` line 9: unknown key `x`" in found.summary.replace("\\", "")
    assert found.notes == (ERROR, ERROR)


def test_rules_that_exceed_their_own_limits_fail() -> None:
    found = inspect_rules(RuleChange(backtest={**NOTHING, "exceeded": ["ben would be called 9 times"]}))
    assert (found.passes, found.title) == (False, "The rules would do more than their own limits allow")
    assert "- Over the limit: ben would be called 9 times" in found.summary


def test_calls_that_could_be_shared_are_told_and_do_not_fail_the_rules() -> None:
    found = inspect_rules(RuleChange(backtest={**NOTHING, "shared": ["ben would be called 9 times; some shared"]}))
    assert found.passes
    assert "\nNot held against the rules: ben would be called 9 times; some shared." in found.summary


def test_what_differs_and_what_it_would_have_done_is_told() -> None:
    change = RuleChange(findings=(WARNING,), differences=("`Bugs` is new",), backtest=REPORT, flips=("#3, `vote`",))
    found = inspect_rules(change)
    told = "No mistakes, 1 doubt; 3 of 200 items would have come out otherwise"
    assert (found.passes, found.title) == (True, told)
    for line in (
        "- `Bugs` is new",
        "- #3, `vote`",
        f"| `label bug/x` | 1 | 4 | 0 | 3 | {LINK} |",
        f"- {LINK} `It | breaks`: only now `label bug`, by `Bugs`",
        f"- {LINK} `It | breaks`: no longer `label bug`, by `Bugs`",
        "How often people would be called: `ben` 1 → 5.",
        "it cannot always be told whether these rules hold: `Odd` (1 item).",
        "because they wait for a schedule, a command or a vote: `Daily`.",
        "because nothing tells what it was then: body, files.",
        "Nothing of this acts before it is merged.",
    ):
        assert line in found.summary
    assert "same" not in found.summary


def test_how_it_is_checked_once_more_is_told_where_that_may_help() -> None:
    asked = [RuleChange(findings=(WARNING,)), RuleChange(), RuleChange(findings=(WARNING,), first=True)]
    told = [inspect_rules(each).summary for each in asked]
    assert [("“Re-run”" in each, "`/recheck`" in each) for each in told] == [
        (True, True),
        (False, False),
        (True, False),
    ]


def test_where_nothing_differs_that_is_said() -> None:
    found = inspect_rules(RuleChange(backtest=NOTHING))
    assert found.title == "No mistakes; none of 200 items would have come out otherwise"
    assert "Nothing: both files say the same." in found.summary
    assert "Nothing would have been done otherwise." in found.summary


def test_without_a_past_that_is_said() -> None:
    assert inspect_rules(RuleChange()).title == "No mistakes; there is no past to play them with"
    none = inspect_rules(RuleChange(backtest={**NOTHING, "items": 0}))
    assert none.title == "No mistakes; there is no past to play them with"


def test_the_first_rules_are_told_by_what_they_do_alone() -> None:
    new = RuleChange(first=True, differences=("New rule `Bugs`",), backtest={**REPORT, "surprises": [CHANGE]})
    found = inspect_rules(new)
    assert (found.passes, found.title) == (True, "No mistakes; 3 of 200 items would have been acted on")
    for line in (
        "### The first rules\n\n- New rule `Bugs`",
        f"| what | how often | for example |\n|---|---:|---|\n| `label bug/x` | 4 | {LINK} |",
        f"- {LINK} `It | breaks`: `label bug`, by `Bugs`",
        "How often people would be called: `ben` 5, `cy` 1.",
    ):
        assert line in found.summary
    assert "rules in force" not in found.summary
    assert "called" not in inspect_rules(RuleChange(first=True, backtest=NOTHING)).summary


def test_mistakes_in_the_first_rules_leave_none_in_force() -> None:
    found = inspect_rules(RuleChange(first=True, findings=(ERROR,)))
    assert (found.passes, found.title) == (False, "1 mistake: no rules are in force until they are mended")


def test_a_rule_file_that_is_taken_away_is_no_mistake_and_is_told() -> None:
    found = inspect_rules(RuleChange(gone=True))
    assert (found.passes, found.title, found.notes) == (True, "The rule file is taken away", ())


def test_a_mistake_in_a_message_is_a_remark_in_its_file() -> None:
    message = Diagnostic(1, 8, "error", "unknown-value", "unknown value", base=".github/pathways/messages/hello.en.md")
    found = inspect_rules(RuleChange(findings=(message,)))
    assert found.notes == (message,)
    assert "What differs" not in found.summary


def test_of_very_many_mistakes_and_effects_the_first_are_listed() -> None:
    wrong = inspect_rules(RuleChange(findings=tuple(replace(ERROR, line=line) for line in range(1, 18))))
    assert (wrong.summary.count("unknown key"), "- and 2 mistakes more" in wrong.summary) == (15, True)
    many = inspect_rules(RuleChange(backtest={**REPORT, "effects": REPORT["effects"][:1] * 17}))
    assert (many.summary.count("| `label bug/x` |"), "and 2 more" in many.summary) == (15, True)
