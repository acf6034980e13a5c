"""Which of the open items that invite somebody suit a person best, by what they know and speak. Pure."""

from collections.abc import Collection, Iterable

from rules.facts import Inviting

MOST = 3
_LANGUAGE = "lang"


def fitting(inviting: Iterable[Inviting], topics: Collection[str], languages: Collection[str]) -> tuple[Inviting, ...]:
    """The few that suit best, in the order in which they were found where they suit alike.

    A label suits by its name, or by what stands behind its slash: `editing`, `topic/editing`. What is written for
    people who speak another language (`lang/ja`) suits nobody else; of whom nothing is known everything suits.
    """
    known, spoken = _plain(topics), {_base(tag) for tag in languages}
    ranked = [(_fit(one, known, spoken), one) for one in inviting]
    suiting = sorted((each for each in ranked if each[0] is not None), key=lambda each: -(each[0] or 0))
    return tuple(one for _, one in suiting)[:MOST]


def _fit(one: Inviting, topics: frozenset[str], languages: Collection[str]) -> int | None:
    """How well an item suits; None where it does not."""
    labels = [label.lower().partition("/") for label in one.labels]
    wanted = {_base(name) for group, _, name in labels if group == _LANGUAGE and name}
    if wanted and languages and wanted.isdisjoint(languages):
        return None
    named = {part for group, _, name in labels for part in (f"{group}/{name}", group, name)}
    return len(topics & _plain(named)) + bool(wanted & set(languages))


def _plain(words: Collection[str]) -> frozenset[str]:
    return frozenset(word for each in words if (word := each.lower().replace("-", " ").strip()))


def _base(tag: str) -> str:
    return tag.lower().partition("-")[0]
