"""The conditions of a rule put together from parts, in the fewest words that mean the same.

Parts are what stands under `when`; lists stay lists here, and `rulefile` writes a list of one as its element.
"""

from copy import deepcopy
from typing import Any

When = dict[str, Any]

# No condition asks for the kind of an item; every pull request changes lines, be they none, and nothing else does.
PULL_REQUEST: When = {"lines": ">= 0"}

_ANY_OF_A_LIST = ("head", "base", "label", "title", "body", "author", "actor", "association")


def any_of(parts: list[When]) -> When:
    """What is met when one of the parts is."""
    merged: list[When] = []
    for part in _distinct(parts):
        for known in merged:
            if _widened(known, part):
                break
        else:
            merged.append(deepcopy(part))
    return merged[0] if len(merged) == 1 else {"any": [inner for part in merged for inner in _alternatives(part)]}


def _widened(known: When, part: When) -> bool:
    """Whether a part could be added to another by making its list longer."""
    key = next(iter(known), "")
    if len(known) != 1 or list(part) != [key]:
        return False
    if isinstance(known[key], dict) and isinstance(part[key], dict) and key in _ANY_OF_A_LIST:
        return _widened(known[key], part[key])
    if not isinstance(known[key], list) or not isinstance(part[key], list):
        return False
    if key == "files":
        # The last glob that fits decides, so that exclusions may come first but not later.
        if _excludes(part["files"]):
            if _excludes(known["files"]):
                return False
            known["files"] = [*part["files"], *known["files"]]
            return True
        if _excludes(known["files"]):
            known["files"] += part["files"]
            return True
    elif key not in _ANY_OF_A_LIST:
        return False
    known[key] += [each for each in part[key] if each not in known[key]]
    return True


def _excludes(globs: list[str]) -> bool:
    return any(glob.startswith("!") for glob in globs)


def _alternatives(part: When) -> list[When]:
    return part["any"] if list(part) == ["any"] else [part]


def all_of(parts: list[When]) -> When:
    """What is met when every part is."""
    whole: When = {}
    apart: list[When] = []
    for part in _distinct(parts):
        for key, value in part.items():
            if key == "all":
                apart += value
            elif key == "not":
                whole[key] = none_of([*whole.get(key, []), *value])[key]
            elif key not in whole:
                whole[key] = value
            elif key in {"files", "label"} and (both := _both(key, whole[key], value)):
                whole[key] = both
            else:
                apart.append({key: value})
    for key in {key for part in apart for key in part} & whole.keys() - {"not"}:
        apart.insert(0, {key: whole.pop(key)})
    return {**whole, "all": apart} if apart else whole


def _both(key: str, one: Any, other: Any) -> When | None:
    """One question about the files or labels out of two, where they ask different things."""
    first, second = (_spelled_out(key, each) for each in (one, other))
    if first.keys() == second.keys() == {"all"}:
        return {"all": [*first["all"], *second["all"]]}
    return {**first, **second} if first.keys().isdisjoint(second) else None


def _spelled_out(key: str, value: Any) -> When:
    if not isinstance(value, list):
        return dict(value)
    return {"all" if key == "label" and len(value) == 1 else "any": value}


def none_of(parts: list[When]) -> When:
    """What is met when no part is."""
    return {"not": _alternatives(any_of(parts))}


def _distinct(parts: list[When]) -> list[When]:
    return [part for i, part in enumerate(parts) if part not in parts[:i]]
