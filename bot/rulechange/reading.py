"""Finds out what a pull request would make of the rules: reads, checks against GitHub, and plays the past with both."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from bot.backtest.fetching import Fetcher, Span
from bot.backtest.history import History
from bot.github.bases import BaseFiles, Home
from bot.github.outside import Onlooker, Place
from bot.github.theirtime import GitHubTime
from bot.item import ItemRef, RepoRef
from bot.looking.ruleset import Unread, load_live
from bot.messages import built_in
from bot.people.directory import read_people
from bot.rulebook import InForce
from bot.rulechange.differing import rewordings, told
from bot.rulechange.flips import flips
from bot.store import voting
from bot.store.executor import StoreExecutor
from rules.bases import FILE
from rules.book import Rulebook
from rules.diagnostics import Diagnostic
from rules.facts import BLANK, UNKNOWN, Facts
from rules.groups import groups_in
from rules.sayings import Sayings
from rules.shared import RuleChange, SharedFile

MOST_ITEMS = 200
"""Of each kind, the newest: what a check plays while somebody waits for it."""
LONGEST_PLAY_S = 30.0
"""What is left then is not played: whoever proposes rules may make them as slow as they can."""
_TOO_LONG = Diagnostic(1, 1, "error", "too-large", f"{FILE} is too long to be read, or is no text")


@dataclass(frozen=True, slots=True)
class Looks:
    """What looks at GitHub: at all that a rule file names, and at what it builds on."""

    onlooker: Onlooker
    bases: BaseFiles


class RuleChanges:
    """Looks at proposed rule files."""

    def __init__(self, looks: Looks, fetcher: Fetcher, store: StoreExecutor, time: GitHubTime) -> None:
        """With what looks at GitHub, and what brings a repository's past."""
        self.looks, self._fetcher, self._store, self._time = looks, fetcher, store, time
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def of(self, item: ItemRef, file: SharedFile, in_force: InForce) -> RuleChange:
        """What a pull request makes of the rules that are in force.

        Raises:
            PermissionMissing: the App may not read files.
            Retryable, RateLimited, NotInstalled, GitHubError: GitHub could not answer.
        """
        first = not in_force.oid
        if file.after is UNKNOWN:
            return RuleChange(findings=(_TOO_LONG,), first=first)
        if not file.after:
            return RuleChange(gone=True)
        place = replace(await self.looks.onlooker.place(item.repo), commit=file.commit)
        home = await self.looks.bases.home(place.item)
        words = await self.looks.bases.proposed_texts(place.item, file.commit)
        book, findings = await self._read(place, home, file.after, words)
        reworded = rewordings(await self.looks.bases.texts(place.item, home), words)
        change = RuleChange(
            findings=findings,
            first=first,
            differences=(*await asyncio.to_thread(told, file.before, file.after), *reworded),
        )
        if book is None:
            return change
        around = await self._around(place, in_force, book)
        return replace(
            change,
            backtest=await self._backtest(item, around, (in_force.book, book)),
            flips=tuple(flips(await self._ended(item), book)),
        )

    async def past(self, repo: RepoRef) -> History:
        """A repository's newest items, up to now; what is read is kept page by page, for one after the other.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: GitHub could not answer.
            HistoryError: what is kept is damaged.
        """
        async with self._turns.setdefault(repo.repo_id, asyncio.Lock()):
            return await self._fetcher.fetch(repo, Span(most=MOST_ITEMS), self._time.now())

    async def forget(self, login: str) -> None:
        """Take a person out of what is kept of the past."""
        await self._fetcher.forget(login)

    async def _read(
        self, place: Place, home: Home, text: str, words: Mapping[str, str | None]
    ) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
        bases = (await self.looks.bases.of(place.item, home, text)).bases
        file = Unread(text.encode(), bases, Sayings(words, built_in()))
        return await load_live(self.looks.onlooker, place, file)

    async def _around(self, place: Place, in_force: InForce, book: Rulebook) -> Facts:
        """The community as its files in force tell; where there are none, as the pull request's own do."""
        people, groups = in_force.people.members, in_force.groups
        own = None if book.people_from else book.project.people
        wanted = {path for path, known in ((own, people), (book.project.groups, groups)) if path and not known}
        texts = await self.looks.onlooker.documents(place, wanted)
        return BLANK.but(
            people=people or read_people(texts.get(own or "", "")).members,
            groups=groups or groups_in(texts.get(book.project.groups or "", "")),
        )

    async def _backtest(self, item: ItemRef, around: Facts, books: tuple[Rulebook, Rulebook]) -> dict[str, Any]:
        from bot.backtest.waiting import timed_trial  # noqa: PLC0415 - the player, which few ever need: see test_running

        history = await self.past(item)
        return await timed_trial(history, around, books, 2 * MOST_ITEMS, LONGEST_PLAY_S)

    async def _ended(self, item: ItemRef) -> list[tuple[int, Any]]:
        found = await self._store.read(partial(voting.ended, lanes=f"{item.repo_id}#"))
        return [(int(lane.rpartition("#")[2]), vote) for lane, vote in found]
