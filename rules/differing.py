"""What differs between two rule files, in plain words: rule by rule, then section by section. Pure.

Compared is what the files say, not how they are written: comments, order of keys and quotes make no difference.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from rules.changedrule import changed, whole
from rules.changedtext import bounded, shown
from rules.changedvalue import Place, changes, frozen
from rules.diagnostics import RuleFileError
from rules.yamltree import parse

MOST = 100
_ROOM = 30_000
_IN_ORDER = (("roles",), ("pathways",), ("board", "stages"))
_Rule = Mapping[str, Any]
_Rules = dict[str | int, _Rule]


def differences(old: str, new: str) -> tuple[str, ...]:
    """Sentences in Markdown, each about one thing; none where the files say the same, or one cannot be read."""
    before, after = _read(old), _read(new)
    if before is None or after is None:
        return ()
    return tuple(bounded(_differences(before, after), MOST, _ROOM, "difference"))


def _read(text: str) -> dict[str, Any] | None:
    try:
        data, _ = parse(text or "{}")
    except RuleFileError:
        return None
    return dict(data) if isinstance(data, dict) else None


def _differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    yield from _of_rules(_by_key(before.pop("rules", None)), _by_key(after.pop("rules", None)))
    yield from changes(Place(), before, after)
    for path in _IN_ORDER:
        old, new = (_names(file, path) for file in (before, after))
        if [name for name in old if name in new] != [name for name in new if name in old]:
            yield f"{shown('.'.join(path))} are in another order"


def _of_rules(before: _Rules, after: _Rules) -> Iterator[str]:
    gone = {key: rule for key, rule in before.items() if key not in after}
    said = {_said(rule): key for key, rule in gone.items()}
    for key, rule in after.items():
        if key in before:
            continue
        if (was := said.pop(_said(rule), None)) is None:
            yield f"New rule {_name(rule)}: {whole(rule)}"
        else:
            yield _renamed(_name(gone.pop(was)), _name(rule))
    yield from (f"The rule {_name(rule)} is gone" for rule in gone.values())
    for key, rule in before.items():
        if key in after and (parts := changed(rule, after[key])):
            yield f"{_name(after[key])}: {parts}"
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        yield "The rules stand in another order: where two want different things, the first one wins"


def _renamed(was: str, now: str) -> str:
    if was == now:
        return f"The rule {now} has another `id` now, or none, and counts as a new one"
    return f"The rule {was} is called {now} now; with another `id`, or none, it counts as a new one"


def _said(rule: _Rule) -> Hashable:
    """All of a rule but how it is called."""
    return frozen({key: value for key, value in rule.items() if key not in ("name", "id")})


def _names(file: Any, path: tuple[str, ...]) -> Mapping[str, Any]:
    for key in path:
        file = file.get(key) if isinstance(file, dict) else None
    return file if isinstance(file, dict) else {}


def _by_key(rules: Any) -> _Rules:
    listed = [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
    return {_key(rule, number): rule for number, rule in enumerate(listed)}


def _key(rule: _Rule, number: int) -> str | int:
    """How a rule is addressed; by its place where it has no text for that: aliases may make other values very large."""
    return next((word for word in (rule.get("id"), rule.get("name")) if isinstance(word, str) and word), number)


def _name(rule: _Rule) -> str:
    return shown(rule.get("name") or "without a name")
