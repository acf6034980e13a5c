"""From a `when` block, as pydantic reads it, to the question that it asks."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from rules.combine import All, AnyOf, NoneOf, Question
from rules.conditions import CONDITIONS
from rules.home import HOME, Home
from rules.later import NotYet


def given(when: Any) -> list[tuple[str, Any]]:
    """What a `when` block asks, in the order of the language, which is always the same."""
    if when is None:
        return []
    place = _order(when.__class__).__getitem__
    return [(name, getattr(when, name)) for name in sorted(when.model_fields_set, key=place)]


@cache
def _order(model: type[BaseModel]) -> dict[str, int]:
    return {name: place for place, name in enumerate(model.model_fields)}


def question(when: Any, home: Home = HOME) -> All:
    """The question that a `when` block asks; an absent block is always met."""
    if when is None:
        return All(())
    parts: list[Question] = []
    for name, value in given(when):
        word = name.removesuffix("_")
        if word in {"not", "any", "all"}:
            parts.append(_combined(word, value, home))
        else:
            parts.append(CONDITIONS[word](value, home) if word in CONDITIONS else NotYet(word))
    return All(tuple(parts))


def _combined(word: str, blocks: tuple[Any, ...], home: Home) -> Question:
    parts = tuple(question(block, home) for block in blocks)
    return NoneOf(parts) if word == "not" else AnyOf(parts) if word == "any" else All(parts)
