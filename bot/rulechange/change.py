"""What a pull request would make of the rules, judged by those in force. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.people.inspecting import Inspection
from rules import escape
from rules.bases import FILE
from rules.diagnostics import Diagnostic
from rules.sayings import FOLDER
from rules.shared import RuleChange

_ROWS = 15
_LONGEST = 60_000
_LONGEST_TITLE = 80
_SEVERITIES = ("error", "warning", "note")
_NOTHING_YET = "\nNothing of this acts before it is merged."
_ONCE_MORE = "What you mend elsewhere, a label that was missing for example, is seen once somebody presses “Re-run”"


def inspect_rules(change: RuleChange) -> Inspection:
    """Passes unless the file has errors, or would do more than its own `limits` allow."""
    if change.gone:
        why = "Once this is merged, only rules act here that the owner has for all repositories; without them, none do."
        return Inspection(True, "The rule file is taken away", why)
    here = tuple(sorted((each for each in change.findings if _is_here(each)), key=_rank))
    errors = sum(each.severity == "error" for each in change.findings)
    exceeded = list(change.backtest["exceeded"]) if change.backtest else []
    summary = "\n".join(_lines(change, exceeded)).strip()[:_LONGEST]
    if errors:
        left = "no rules are in force until they are mended" if change.first else "the rules in force stay as they are"
        return Inspection(False, f"{_many(errors, 'mistake')}: {left}", summary, here)
    if exceeded:
        return Inspection(False, "The rules would do more than their own limits allow", summary, here)
    return Inspection(True, _title(change), summary, here)


def _is_here(finding: Diagnostic) -> bool:
    """Whether it is about a file of this very repository: the rule file, or a message."""
    return not finding.base or finding.base.startswith(f"{FOLDER}/")


def _rank(finding: Diagnostic) -> tuple[int, str, int, int]:
    return _SEVERITIES.index(finding.severity), finding.base, finding.line, finding.column


def _title(change: RuleChange) -> str:
    doubts = sum(each.severity == "warning" for each in change.findings)
    right = f"No mistakes, {_many(doubts, 'doubt')}" if doubts else "No mistakes"
    if change.backtest is None or not change.backtest["items"]:
        return f"{right}; there is no past to play them with"
    played = f"of {change.backtest['items']:,} items"
    count = f"{change.backtest['changed']:,}" if change.backtest["changed"] else "none"
    return f"{right}; {count} {played} would have {'been acted on' if change.first else 'come out otherwise'}"


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _lines(change: RuleChange, exceeded: Iterable[str]) -> Iterator[str]:
    wrong = [each for each in change.findings if each.severity == "error"]
    yield from (f"- {escape.code(each.base or FILE)} line {each.line}: {_told(each)}" for each in wrong[:_ROWS])
    if len(wrong) > _ROWS:
        yield f"- and {_many(len(wrong) - _ROWS, 'mistake')} more"
    yield from (f"- Over the limit: {escape.text(sentence)}" for sentence in exceeded)
    yield from _differences(change)
    if change.flips:
        yield "\n### Decisions that would have ended otherwise\n"
        yield from (f"- {flip}" for flip in change.flips)
    if change.backtest:
        yield "\n### What these rules would have done\n"
        yield from _alone(change.backtest) if change.first else _beside(change.backtest)
    again = f" {_ONCE_MORE}{'' if change.first else ', or comments `/recheck`'}." if change.findings else ""
    yield f"{_NOTHING_YET}{again}"


def _told(finding: Diagnostic) -> str:
    return escape.text(f"{finding.message}; {finding.help}" if finding.help else finding.message)


def _differences(change: RuleChange) -> Iterator[str]:
    """A file with mistakes that cannot be compared is not said to be the same."""
    if change.differences:
        yield "\n### The first rules\n" if change.first else "\n### What differs\n"
        yield from (f"- {sentence}" for sentence in change.differences)
    elif change.backtest is not None:
        yield "\n### What differs\n\nNothing: both files say the same."


def _beside(report: Mapping[str, Any]) -> Iterator[str]:
    """What is done by two sets of rules, one beside the other."""
    yield f"The newest {_many(report['items'], 'item')}, played once more by the rules in force and by these.\n"
    columns = {"rules in force": "old", "these rules": "new", "no longer": "gone", "only now": "come"}
    yield from _table(report["effects"], columns)
    yield from _rarest(report["surprises"], {True: "only now ", False: "no longer "})
    calls = [row for row in report["pings"] if row["old"] != row["new"]][:_ROWS]
    if calls:
        told = ", ".join(f"{_cell(row['login'])} {row['old']:,} → {row['new']:,}" for row in calls)
        yield f"\nHow often people would be called: {told}."
    yield from _left_out(report)


def _alone(report: Mapping[str, Any]) -> Iterator[str]:
    """The same of rules before which there were none."""
    yield f"The newest {_many(report['items'], 'item')}, played once more as if these rules had always been there.\n"
    yield from _table(report["effects"], {"how often": "new"})
    yield from _rarest(report["surprises"], {True: ""})
    if calls := report["pings"][:_ROWS]:
        told = ", ".join(f"{_cell(row['login'])} {row['new']:,}" for row in calls)
        yield f"\nHow often people would be called: {told}."
    yield from _left_out(report)


def _table(effects: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> Iterator[str]:
    rows = [row for row in effects if row["gone"] or row["come"]]
    if not rows:
        yield "Nothing would have been done otherwise."
        return
    yield f"| what | {' | '.join(columns)} | for example |"
    yield f"|---|{'---:|' * len(columns)}---|"
    for row in rows[:_ROWS]:
        figures = " | ".join(f"{row[name]:,}" for name in columns.values())
        yield f"| {_cell(_what(row))} | {figures} | {' '.join(map(_link, row['examples']))} |"
    if len(rows) > _ROWS:
        yield f"\nand {len(rows) - _ROWS:,} more"


def _rarest(surprises: Iterable[Mapping[str, Any]], signs: Mapping[bool, str]) -> Iterator[str]:
    for number, each in enumerate(surprises):
        if not number:
            yield "\nThe rarest of these, which may not be meant:\n"
        what = f"{signs[each['comes']]}{escape.code(_what(each))}, by {escape.code(each['rule'])}"
        yield f"- {_link(each)} {escape.code(each['title'][:_LONGEST_TITLE])}: {what}"


def _left_out(report: Mapping[str, Any]) -> Iterator[str]:
    """What the figures do not tell."""
    yield from (f"\nNot held against the rules: {escape.text(sentence)}." for sentence in report["shared"][:_ROWS])
    if report["unsure"]:
        told = ", ".join(f"{_cell(row['rule'])} ({_many(row['items'], 'item')})" for row in report["unsure"][:_ROWS])
        yield f"\nOf the past it cannot always be told whether these rules hold: {told}."
    if report["not_played"]:
        told = ", ".join(map(escape.code, report["not_played"][:_ROWS]))
        yield f"\nRules that were not played, because they wait for a schedule, a command or a vote: {told}."
    yield f"\nTaken as it is now, because nothing tells what it was then: {', '.join(report['as_now'])}."
    yield f"\nTaken as if there were none: {', '.join(report['as_empty'])}."


def _link(change: Mapping[str, Any]) -> str:
    return f"[#{change['item']}]({change['url']})"


def _what(row: Mapping[str, Any]) -> str:
    return f"{row['do']} {row['target']}"


def _cell(text: str) -> str:
    return escape.code(text.replace("|", "/"))
