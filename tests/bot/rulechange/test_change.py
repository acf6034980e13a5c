"""A proposed rule file judged: errors and its own limits fail it, all else is told."""

from typing import Any

from bot.rulechange.change import inspect_rules
from rules.diagnostics import Diagnostic
from rules.shared import RuleChange

ERROR = Diagnostic(3, 5, "error", "unknown-key", "unknown key `titel`", "did you mean `title`?", 5)
WARNING = Diagnostic(1, 1, "warning", "never", "this rule never holds", "", 1)
CHANGE: dict[str, Any] = {"item": 7, "comes": True, "do": "label", "target": "bug", "rule": "Bugs"}
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
    "not_played": ["Daily"],
    "as_now": ["body", "files"],
}
NOTHING: dict[str, Any] = {**REPORT, "changed": 0, "effects": [], "surprises": [], "pings": [], "not_played": []}


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


def test_what_differs_and_what_it_would_have_done_is_told() -> None:
    change = RuleChange(findings=(WARNING,), differences=("`Bugs` is new",), backtest=REPORT, flips=("#3, `vote`",))
    found = inspect_rules(change)
    assert (found.passes, found.title) == (True, "Nothing wrong; 3 of 200 items played come out otherwise")
    for line in (
        "- `Bugs` is new",
        "- #3, `vote`",
        "| `label bug/x` | 1 | 4 | 0 | 3 | #7 |",
        "- #7: only now `label bug`, by `Bugs`",
        "- #7: no longer `label bug`, by `Bugs`",
        "Called otherwise: `ben` 1 → 5",
        "Not played (schedules, commands): `Daily`",
        "As it is now, not as it was then: body, files.",
    ):
        assert line in found.summary
    assert "same" not in found.summary


def test_where_nothing_differs_that_is_said() -> None:
    found = inspect_rules(RuleChange(backtest=NOTHING))
    assert found.title == "Nothing wrong; none of 200 items played comes out otherwise"
    assert "Nothing that these files say." in found.summary
    assert inspect_rules(RuleChange()).title == "Nothing wrong; there is no past to play them with"
