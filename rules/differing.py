"""What differs between two rule files, in plain words: rule by rule, then section by section. Pure.

Compared is what the files say, not how they are written: comments, order of keys and quotes make no difference.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rules import escape
from rules.diagnostics import RuleFileError
from rules.yamltree import parse

MOST = 100
_LONGEST = 200
_KEYS = ("on", "when", "if", "do", "while", "for_each", "on_own_actions", "mode", "off", "locked")
_SAYS = {
    "on": ("waits for", "waits for nothing any more and is looked at every time"),
    "when": ("asks for", "asks for nothing any more"),
    "if": ("asks whether", "has no `if` any more"),
    "do": ("does", "does nothing any more"),
    "for_each": ("looks at each", "looks at what it speaks of"),
    "mode": ("is in mode", "acts again as the file does"),
}


def differences(old: str, new: str) -> tuple[str, ...]:
    """Sentences in Markdown, each about one thing; none where the files say the same, or one cannot be read."""
    before, after = _read(old), _read(new)
    if before is None or after is None:
        return ()
    found = [*_of_rules(before.pop("rules", None), after.pop("rules", None)), *_of_sections(before, after, "")]
    left = len(found) - MOST
    return (*found[:MOST], *([f"and {left} more differences"] if left > 0 else []))


def _read(text: str) -> dict[str, Any] | None:
    try:
        data, _ = parse(text or "{}")
    except RuleFileError:
        return None
    return dict(data) if isinstance(data, dict) else None


def _of_rules(old: Any, new: Any) -> Iterator[str]:
    before, after = _by_id(old), _by_id(new)
    for key, rule in after.items():
        if key not in before:
            yield f"New rule {_name(rule)}: {_whole(rule)}"
    for key, rule in before.items():
        if key not in after:
            yield f"The rule {_name(rule)} is gone"
        else:
            yield from _of_rule(rule, after[key])
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        yield "The rules stand in another order: where two want different things, the first one wins"


def _of_rule(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    name = _name(new)
    if old.get("name") != new.get("name"):
        yield f"The rule {_name(old)} is called {name} now"
    for key in _KEYS:
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        if key in _SAYS:
            says, nothing = _SAYS[key]
            before = f"; before, {_code(was)}" if was is not None else ""
            yield f"{name} {nothing if now is None else f'{says} {_code(now)}'}{before}"
        else:
            yield f"{name}: `{key}` is {_shown(now)}, not {_shown(was)}"


def _whole(rule: Mapping[str, Any]) -> str:
    told = [f"{_SAYS[key][0]} {_code(rule[key])}" for key in ("on", "when", "if", "do") if key in rule]
    return ", ".join(told) or "it says nothing"


def _of_sections(old: Mapping[str, Any], new: Mapping[str, Any], path: str) -> Iterator[str]:
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        place = f"{path}.{key}" if path else str(key)
        if was == now:
            continue
        if isinstance(was, dict) and isinstance(now, dict):
            yield from _of_sections(was, now, place)
        elif key not in old:
            yield f"{_code(place)} is new: {_code(now)}"
        elif key not in new:
            yield f"{_code(place)} is gone; it was {_code(was)}"
        else:
            yield f"{_code(place)} is {_code(now)}; it was {_code(was)}"


def _by_id(rules: Any) -> dict[str, Mapping[str, Any]]:
    listed = [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
    return {str(rule.get("id") or rule.get("name") or number): rule for number, rule in enumerate(listed)}


def _name(rule: Mapping[str, Any]) -> str:
    return escape.code(str(rule.get("name") or "without a name")[:_LONGEST])


def _shown(value: Any) -> str:
    return "not given" if value is None else _code(value)


def _code(value: Any) -> str:
    text = _flow(value)
    return escape.code(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def _flow(value: Any) -> str:
    """A value on one line, nearly as YAML writes it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items())}}}"
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case _:
            return str(value)
