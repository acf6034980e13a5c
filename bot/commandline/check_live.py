"""The work of `fingerpost check --live`: a rule file against what GitHub has of all that it names."""

import asyncio
from pathlib import Path

from bot import settings
from bot.assembly import looking
from bot.clock import SystemClock
from bot.commandline.messages_beside import sayings_beside
from bot.commandline.run_check import MOST_BYTES, Checked, report
from bot.commandline.terminal import name_of, read
from bot.errors import GitHubError
from bot.github.bases import Home
from bot.looking.ruleset import Unread, load_live
from bot.messages import built_in
from bot.settings import Settings
from rules.bases import FILE
from rules.sayings import Sayings


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
        return Checked(name, text, bases, said, *await load_live(onlooker, place, Unread(text, bases, said)))


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
