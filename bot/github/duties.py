"""Ask what somebody has on their hands: the open items that they are assigned to, or asked to review."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.github.answer import Answer
from bot.github.document import Part
from bot.item import ItemRef
from rules.facts import UNKNOWN, Duty, Maybe

MOST = 50
_TITLED = "nodes { ... on Issue { number title } ... on PullRequest { number title } }"
_ASKS = {"assigned": "assignee", "reviews": "is:pr review-requested"}


def duties_parts(item: ItemRef, logins: Sequence[str]) -> list[Part]:
    """The parts of a question that tell it of these people; none where nobody leaves anything."""
    return [
        Part(
            f"{name}{n}",
            f"search(type: ISSUE, first: {MOST}, query: ${name}{n}) {{ {_TITLED} }}",
            {f"{name}{n}": ("String!", f"repo:{item.repo} is:open {asked}:{login}")},
        )
        for n, login in enumerate(logins)
        for name, asked in _ASKS.items()
    ]


def duties_in(answer: Answer, logins: Sequence[str]) -> Maybe[dict[str, tuple[Duty, ...]]]:
    """What each of them has, by login in lower case; unknown where GitHub did not tell."""
    found: dict[str, tuple[Duty, ...]] = {}
    for n, login in enumerate(logins):
        told = [answer.data.get(f"{name}{n}") for name in _ASKS]
        if not all(isinstance(each, Mapping) for each in told):
            return UNKNOWN
        assigned, reviews = told
        found[login.lower()] = (*_duties(assigned), *_duties(reviews, review=True))
    return found


def _duties(found: Any, *, review: bool = False) -> Iterator[Duty]:
    for node in found["nodes"]:
        if node and "number" in node:
            yield Duty(number=node["number"], title=node["title"], review=review)
