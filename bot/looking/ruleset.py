"""A rule file looked at as a whole: can it be used, and what is to be said of it, seen from a repository."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from bot.asking.unheard import unheard
from bot.github.outside import Onlooker, Place, key_of
from bot.looking.inspection import compared
from rules.bases import Base
from rules.book import Rulebook
from rules.diagnostics import Diagnostic, RuleFileError, lines_of
from rules.language import Further
from rules.language import load as load_rules
from rules.outside import Named, named_in
from rules.rulefile import RuleFile
from rules.sayings import Sayings
from rules.yamltree import Node

Found = tuple[Rulebook | None, tuple[Diagnostic, ...]]
"""The rules of a file, None where it cannot be used, and all that is to be said of it."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A rule file with all that belongs to it.

    Attributes:
        bases: the other repositories' files that it extends.
        sayings: what its rules may say.
    """

    source: bytes
    bases: Mapping[str, Base] = field(default_factory=dict)
    sayings: Sayings = field(default_factory=Sayings)


def load(file: Unread, further: Further | None = None) -> Found:
    """A file alone; `further` adds what else is to be said, as for `rules.language.load`."""

    def more(read: RuleFile, tree: Node) -> tuple[Diagnostic, ...]:
        return (*unheard(read, tree), *(further(read, tree) if further else ()))

    try:
        book = load_rules(file.source, file.bases, more, file.sayings)
    except RuleFileError as error:
        return None, error.diagnostics
    return book, book.diagnostics


async def load_live(onlooker: Onlooker, place: Place, file: Unread) -> Found:
    """A file held against what GitHub has of all that it names; one that cannot be used needs no look.

    Raises:
        PermissionMissing: the App may not read files.
        Retryable, RateLimited, NotInstalled, GitHubError: GitHub could not answer.
    """
    seen: list[tuple[RuleFile, tuple[Named, ...]]] = []

    def remember(read: RuleFile, tree: Node) -> tuple[Diagnostic, ...]:
        seen.append((read, named_in(read, tree)))
        return ()

    found = await asyncio.to_thread(load, file, remember)  # a large file takes a second, and others wait
    if not seen:
        return found
    read, everything = seen[0]
    named = _here(everything, file.source)
    outside, key = await onlooker.outside(place, read, named), partial(key_of, repo=place.item.repo)
    return await asyncio.to_thread(load, file, lambda _read, _tree: compared(named, outside, key))


def _here(named: tuple[Named, ...], source: bytes) -> tuple[Named, ...]:
    """All but a people file that a base names: it lies in the base's own repository."""
    lines = len(lines_of(source.decode("utf-8-sig", "replace")))
    return tuple(each for each in named if each.kind != "people" or each.line <= lines)
