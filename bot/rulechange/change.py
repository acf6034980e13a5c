"""What a pull request would make of the rules, judged by those in force. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.people.inspecting import Inspection
from rules import escape
from rules.diagnostics import Diagnostic
from rules.shared import RuleChange

_ROWS = 15
_LONGEST = 60_000
_SEVERITIES = ("error", "warning", "note")


def inspect_rules(change: RuleChange) -> Inspection:
    """Passes unless the file has errors, or would do more than its own `limits` allow."""
    own = sorted((each for each in change.findings if not each.base), key=_rank)
    errors = sum(each.severity == "error" for each in change.findings)
    exceeded = list(change.backtest["exceeded"]) if change.backtest else []
    summary = "\n".join(_lines(change, exceeded))[:_LONGEST]
    if errors:
        title = f"{errors} {'mistake' if errors == 1 else 'mistakes'}: the rules in force stay as they are"
        return Inspection(False, title, summary, tuple(own))
    if exceeded:
        return Inspection(False, "The rules would do more than their own limits allow", summary, tuple(own))
    return Inspection(True, _title(change), summary, tuple(own))


def _rank(finding: Diagnostic) -> tuple[int, int, int]:
    return _SEVERITIES.index(finding.severity), finding.line, finding.column


def _title(change: RuleChange) -> str:
    if change.backtest is None:
        return "Nothing wrong; there is no past to play them with"
    played = f"of {change.backtest['items']:,} items played"
    if not change.backtest["changed"]:
        return f"Nothing wrong; none {played} comes out otherwise"
    return f"Nothing wrong; {change.backtest['changed']:,} {played} come out otherwise"


def _lines(change: RuleChange, exceeded: Iterable[str]) -> Iterator[str]:
    elsewhere = [each for each in change.findings if each.base and each.severity == "error"]
    yield from (f"- {escape.code(each.base)} line {each.line}: {escape.text(each.message)}" for each in elsewhere)
    yield from (f"- Over the limit: {escape.text(sentence)}" for sentence in exceeded)
    yield "### What differs\n"
    yield "\n".join(f"- {sentence}" for sentence in change.differences) or "Nothing that these files say."
    if change.flips:
        yield "\n### Decisions that would have ended otherwise\n"
        yield from (f"- {flip}" for flip in change.flips)
    if change.backtest:
        yield "\n### What these rules would have done\n"
        yield from _backtest(change.backtest)


def _backtest(report: Mapping[str, Any]) -> Iterator[str]:
    yield f"{report['items']:,} items were played; {report['changed']:,} come out otherwise.\n"
    rows = [row for row in report["effects"] if row["gone"] or row["come"]][:_ROWS]
    if rows:
        yield "| what | old | new | no longer | only now | for example |\n|---|---:|---:|---:|---:|---|"
    for row in rows:
        figures = " | ".join(f"{row[name]:,}" for name in ("old", "new", "gone", "come"))
        examples = " ".join(f"#{each['item']}" for each in row["examples"])
        yield f"| {_cell(_what(row))} | {figures} | {examples} |"
    if report["surprises"]:
        yield "\nMost surprising:\n"
    for each in report["surprises"]:
        sign = "only now" if each["comes"] else "no longer"
        yield f"- #{each['item']}: {sign} {escape.code(_what(each))}, by {escape.code(each['rule'])}"
    calls = [row for row in report["pings"] if row["old"] != row["new"]][:_ROWS]
    if calls:
        yield "\nCalled otherwise: " + ", ".join(f"{_cell(r['login'])} {r['old']} → {r['new']}" for r in calls)
    if report["not_played"]:
        yield f"\nNot played (schedules, commands): {', '.join(map(escape.code, report['not_played'][:_ROWS]))}"
    yield f"\nAs it is now, not as it was then: {', '.join(report['as_now'])}."


def _what(row: Mapping[str, Any]) -> str:
    return f"{row['do']} {row['target']}"


def _cell(text: str) -> str:
    return escape.code(text.replace("|", "/"))
