"""An explanation as a person reads it on a terminal: plain lines that fit, with a mark where a colour may help.

What others wrote (titles, names, texts) is shown on lines of its own making and cannot pass for ours.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.explaining.visible import harmless, one_line, wrapped

MARKS = {True: "✓", False: "✗", None: "?"}
_MOST_LINES = 40
_LONGEST = 160
_TOLD_APART = frozenset({"do", "rule", "body", "why", "then"})


def told(document: Mapping[str, Any], event: str, width: int = 80) -> str:
    """The explanation as text.

    Args:
        document: as `Explainer.explain` made it.
        event: what happened.
        width: how many columns there are.
    """
    blocks = [
        wrapped(_headline(document["item"], event), width),
        *(list(_rule(rule, width)) for rule in document["rules"]),
        list(_plan(document["actions"], document.get("observed", ()), width)),
        list(_section("Not done", map(_failed, _failures(document)), width)),
        list(_section("Held back", map(_held_back, document["held_back"]), width)),
        list(_section("Two rules want one place", map(_conflict, document["conflicts"]), width)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _headline(item: Mapping[str, Any], event: str) -> str:
    kind = one_line(item["kind"] or "item").replace("_", " ")
    number = "" if item["number"] is None else f"#{item['number']}"
    where = f" {one_line(item['repo'] or '')}{number}" if item["repo"] or number else ""
    title = f" {_quoted(item['title'])}" if item["title"] else ""
    return f"{one_line(event)} · {kind}{where}{title}"


def _rule(rule: Mapping[str, Any], width: int) -> Iterator[str]:
    base = one_line(rule.get("base", ""))
    place = f"line {rule['line']}{f' of {base}' if base else ''}"
    yield from wrapped(f"{one_line(rule['name'])} ({place})", width, f"{MARKS[rule['matched']]} ")
    if not rule["because"]:
        yield "    no conditions"
    for finding in rule["because"]:
        yield from _finding(finding, width, "    ")


def _finding(finding: Mapping[str, Any], width: int, indent: str) -> Iterator[str]:
    parts = finding.get("parts", ())
    if finding["condition"] == "all" and len(parts) == 1:
        yield from _finding(parts[0], width, indent)
        return
    seen = "" if finding["saw"] is None and finding["met"] is None else f" · saw {_seen(finding['saw'])}"
    says = one_line(finding["says"], _LONGEST)
    text = f"{says}:" if parts else f"{says}{seen}"
    yield from wrapped(text, width, f"{indent}{MARKS[finding['met']]} ")
    for part in parts:
        yield from _finding(part, width, f"{indent}    ")


def _plan(actions: Sequence[Mapping[str, Any]], observed: Container[str], width: int) -> Iterator[str]:
    if not actions:
        yield "Plan: nothing is to be done"
        return
    yield "Plan"
    for action in actions:
        only = ", which only observes" if action["rule"] in observed else ""
        yield from wrapped(f"{_deed(action)} · by {_quoted(action['rule'])}{only}", width, "  + ", "      ")
        if why := action.get("why"):
            yield from wrapped(one_line(why, _LONGEST * 4), width, "      ")
        yield from _body(action.get("body", ""), width)


def _deed(action: Mapping[str, Any]) -> str:
    """What is done, to what; and for a rule that waits, what it would do then."""
    keys = {name: value for name, value in action.items() if name not in _TOLD_APART}
    values = [one_line(str(value), _LONGEST) for given in keys.values() for value in _each(given)]
    later = "".join(f"; then {_deed(each)}" for each in action.get("then", ()))
    return f"{action['do']} {', '.join(values)}".strip() + later


def _body(body: str, width: int) -> Iterator[str]:
    lines = harmless(body).split("\n") if body else []
    for line in lines[:_MOST_LINES]:
        yield from wrapped(line[: _LONGEST * 4], width, "      │ ", "      │ ")
    if len(lines) > _MOST_LINES:
        yield f"      … {len(lines) - _MOST_LINES} more lines"


def _section(heading: str, entries: Iterable[str], width: int) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if number == 0:
            yield heading
        yield from wrapped(entry, width, "  - ")


def _held_back(held: Mapping[str, Any]) -> str:
    return f"{held['do']}: {one_line(held['why'], _LONGEST)} · by {_quoted(held['rule'])}"


def _failures(document: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """What was decided and did not come about."""
    return (outcome for outcome in document.get("outcomes", ()) if outcome["state"] != "done")


def _failed(outcome: Mapping[str, Any]) -> str:
    why = one_line(outcome.get("why") or "no reason was given", _LONGEST)
    return f"{outcome['do']} {one_line(outcome['target'], _LONGEST)}: {why} · by {_quoted(outcome['rule'])}"


def _conflict(conflict: Mapping[str, Any]) -> str:
    place, winner = one_line(conflict["place"]), _quoted(conflict["winner"])
    return f"{conflict['do']} ({place}): {_quoted(conflict['rule'])} gives way to {winner}"


def _seen(value: Any) -> str:
    if value is None or value in ([], ""):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return one_line(", ".join(map(str, value)), _LONGEST)
    return _quoted(value)


def _quoted(value: Any) -> str:
    return f"“{one_line(str(value), _LONGEST)}”"


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]
