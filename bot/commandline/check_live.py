"""The work of `fingerpost check --live`: a rule file against what GitHub has of all that it names."""

import asyncio
from functools import partial
from pathlib import Path

from bot import settings
from bot.assembly import looking
from bot.clock import SystemClock
from bot.commandline.messages_beside import sayings_beside
from bot.commandline.run_check import MOST_BYTES, Checked, load, report
from bot.commandline.terminal import name_of, read
from bot.errors import GitHubError
from bot.github.bases import Home
from bot.github.outside import Onlooker, Place, key_of
from bot.looking.inspection import compared
from bot.messages import built_in
from bot.settings import Settings
from rules.bases import FILE
from rules.diagnostics import Diagnostic, lines_of
from rules.outside import Named, named_in
from rules.rulefile import RuleFile
from rules.sayings import Sayings
from rules.yamltree import Node


def run_live(repo: str, path: Path | None, *, strict: bool, as_json: bool) -> None:
    """Print what is wrong with a file, seen from a repository; end with 1 where that is an error."""
    given = settings.load()
    source = None if path is None else read(path, MOST_BYTES)
    name = f"{repo}:{FILE}" if path is None else name_of(path)
    sayings = None if path is None else sayings_beside(path)
    report(asyncio.run(_checked(given, repo, name, source, sayings)), strict=strict, as_json=as_json)


async def _checked(given: Settings, repo: str, name: str, source: bytes | None, sayings: Sayings | None) -> Checked:
    async with looking(given, SystemClock()) as (onlooker, files):
        place = await onlooker.place(repo)
        home = await files.home(place.item)
        text = _own(home, repo) if source is None else source
        bases = (await files.of(place.item, home, text.decode("utf-8-sig", "replace"))).bases
        said = sayings or Sayings(await files.texts(place.item, home), built_in())
        return await _looked(onlooker, place, Checked(name, text, bases, said, None, ()))


def _own(home: Home, repo: str) -> bytes:
    """The repository's own file.

    Raises:
        GitHubError: there is none, or it is too large to be fetched.
    """
    if home.file is None:
        raise GitHubError(f"{repo} has no {FILE} on its default branch: name a FILE, or add one")
    if not home.file.whole:
        raise GitHubError(f"{FILE} of {repo} is too large: {home.file.size:,} bytes")
    return home.file.text.encode()


async def _looked(onlooker: Onlooker, place: Place, unread: Checked) -> Checked:
    """The file with all that is to be said of it; one that cannot be used needs no look."""
    seen: list[tuple[RuleFile, tuple[Named, ...]]] = []

    def remember(file: RuleFile, tree: Node) -> tuple[Diagnostic, ...]:
        seen.append((file, named_in(file, tree)))
        return ()

    found = load(unread.source, unread.bases, unread.sayings, remember)
    if seen:
        file, everything = seen[0]
        named = _here(everything, unread.source)
        outside, key = await onlooker.outside(place, file, named), partial(key_of, repo=place.item.repo)
        found = load(unread.source, unread.bases, unread.sayings, lambda _file, _tree: compared(named, outside, key))
    return Checked(unread.name, unread.source, unread.bases, unread.sayings, *found)


def _here(named: tuple[Named, ...], source: bytes) -> tuple[Named, ...]:
    """All but a people file that a base names: it lies in the base's own repository."""
    lines = len(lines_of(source.decode("utf-8-sig", "replace")))
    return tuple(each for each in named if each.kind != "people" or each.line <= lines)
