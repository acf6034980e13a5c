"""What a policy task asks: its conditions put together with `and`, `or` and `not`."""

from typing import Any

from bot.importers.document import Document, Path, listed
from bot.importers.policy_questions import CONDITIONS, DIFFERENT, EVENTS, KINDS, OTHERS, Asked, all_true
from bot.importers.when import any_of, none_of
from rules.diagnostics import did_you_mean
from rules.pattern import PatternError

_PART = "make a task of each"


def asked(source: Document, value: Any, path: Path) -> Asked | None:
    """What a list of conditions asks together; None, with a note, where rules cannot ask it."""
    whole = Asked()
    for i, each in enumerate(listed(value)):
        part = _one(source, each, (*path, i) if isinstance(value, list) else path)
        if part is None:
            return None
        whole = whole.narrowed(part)
    return whole


def _one(source: Document, value: Any, path: Path) -> Asked | None:
    name, options = next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else (value, {})
    where = (*path, name) if isinstance(value, dict) else path
    if name == "and":
        return asked(source, options, where)
    if name == "or":
        return _either(source, options, where)
    if name == "not":
        return _denied(source, options, where)
    given: dict[str, Any] = options if isinstance(options, dict) else {str(name): options}
    if name in EVENTS:
        return EVENTS[name](given)
    if name in KINDS:
        return Asked(pulls=KINDS[name])
    if name in DIFFERENT:
        source.note(where, DIFFERENT[name])
    if name not in CONDITIONS and name not in OTHERS:
        known = [*CONDITIONS, *OTHERS, *EVENTS, *KINDS]
        source.note(where, f"no rule can ask `{str(name)[:60]}`: the task is left out", _near(str(name), known))
        return None
    try:
        return OTHERS[name](given) if name in OTHERS else Asked(CONDITIONS[name](given))
    except PatternError as error:
        source.note(where, f"`{name}` is not carried over, and its task is left out: {error}")
        return None


def _near(name: str, known: list[str]) -> str:
    advice = did_you_mean(name[:60], known)
    return advice if advice.startswith("did") else ""


def _either(source: Document, value: Any, path: Path) -> Asked | None:
    parts = [_one(source, each, (*path, i)) for i, each in enumerate(listed(value))]
    found = [part for part in parts if part is not None]
    if not found:
        return None
    whole = Asked()
    for part in found:
        whole = whole.narrowed(Asked({}, part.payloads, part.actions, part.commands, part.pulls))
    if len({part.waits for part in found}) > 1:
        source.note(path, "what happened `or` what holds cannot be one rule: the task is left out", _PART)
        return None
    if len({part.pulls for part in found}) > 1:
        whole.pulls = None
    if not any(part.expressions for part in found):
        whole.when = any_of([part.when for part in found]) if all(part.when for part in found) else {}
    elif any(part.when for part in found):
        what = "not all that stands under this `or` can be asked in one way: the task is left out"
        source.note(path, what, _PART)
        return None
    elif all(part.expressions for part in found):
        whole.expressions = [" || ".join(all_true(part.expressions) for part in found)]
    return whole


def _denied(source: Document, value: Any, path: Path) -> Asked | None:
    inner = asked(source, value, path)
    if inner is None:
        return None
    if inner.actions == ["closed"] and not inner.when:
        source.note(path, "“any action but closed” is asked as `state: open`")
        return Asked({"state": ["open"]})
    if inner.waits:
        source.note(path, "no rule can ask for any event but some: the task is left out", "list the events under `on`")
        return None
    if inner.pulls is not None:
        return Asked(pulls=not inner.pulls)
    if inner.expressions and inner.when:
        source.note(path, "not all that stands under this `not` can be asked in one way: the task is left out")
        return None
    if inner.expressions:
        return Asked(expressions=[f"!({all_true(inner.expressions)})"])
    return Asked(none_of([inner.when])) if inner.when else inner
