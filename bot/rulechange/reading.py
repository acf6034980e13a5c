"""Finds out what a pull request would make of the rules: reads, checks against GitHub, and plays the past with both."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.backtest.fetching import Fetcher, Span
from bot.backtest.history import History
from bot.backtest.trial import trial
from bot.github.bases import BaseFiles
from bot.github.outside import Onlooker
from bot.github.theirtime import GitHubTime
from bot.item import ItemRef, RepoRef
from bot.looking.ruleset import Unread, load_live
from bot.messages import built_in
from bot.rulebook import InForce
from bot.rulechange.flips import flips
from bot.store import voting
from bot.store.executor import StoreExecutor
from rules.bases import FILE
from rules.book import Rulebook
from rules.diagnostics import Diagnostic
from rules.differing import differences
from rules.facts import BLANK, Unknown
from rules.sayings import Sayings
from rules.shared import RuleChange, SharedFile

MOST_ITEMS = 200
"""Of each kind, the newest: what a check plays while somebody waits for it."""
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

    async def of(self, item: ItemRef, file: SharedFile, in_force: InForce) -> RuleChange:
        """What a pull request makes of the rules that are in force.

        Raises:
            PermissionMissing: the App may not read files.
            Retryable, RateLimited, NotInstalled, GitHubError: GitHub could not answer.
        """
        if isinstance(file.after, Unknown):
            return RuleChange(findings=(_TOO_LONG,))
        before = "" if isinstance(file.before, Unknown) else file.before
        if not file.after:
            return RuleChange(differences=("The rule file is gone: no rule would act any more",))
        book, findings = await self._read(item, file.after)
        told = differences(before, file.after)
        if book is None:
            return RuleChange(findings=findings, differences=told)
        return RuleChange(
            findings=findings,
            differences=told,
            backtest=await self._backtest(item, in_force, book),
            flips=tuple(flips(await self._ended(item), book)),
        )

    async def past(self, repo: RepoRef) -> History:
        """A repository's newest items, up to now; what is read is kept page by page.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: GitHub could not answer.
            HistoryError: what is kept is damaged.
        """
        return await self._fetcher.fetch(repo, Span(most=MOST_ITEMS), self._time.now())

    async def _read(self, item: ItemRef, text: str) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
        place = await self.looks.onlooker.place(item.repo)
        home = await self.looks.bases.home(place.item)
        bases = (await self.looks.bases.of(place.item, home, text)).bases
        sayings = Sayings(await self.looks.bases.texts(place.item, home), built_in())
        return await load_live(self.looks.onlooker, place, Unread(text.encode(), bases, sayings))

    async def _backtest(self, item: ItemRef, in_force: InForce, book: Rulebook) -> dict[str, Any]:
        history = await self.past(item)
        around = BLANK.but(people=in_force.people.members, groups=in_force.groups)
        books = in_force.book, book
        return await asyncio.to_thread(trial, history, around, books, 2 * MOST_ITEMS)

    async def _ended(self, item: ItemRef) -> list[tuple[int, Any]]:
        found = await self._store.read(partial(voting.ended, lanes=f"{item.repo_id}#"))
        return [(int(lane.rpartition("#")[2]), vote) for lane, vote in found]
