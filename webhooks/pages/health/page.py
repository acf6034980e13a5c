"""The page of how the bot is, `/health`: what waits, what was given up and why, who has to wait, what was missed.

People see what concerns the repositories to which they may write; whoever sits at the machine sees everything. Before
the bot has heard of anything there, whoever administers an account with the App sees that nothing came yet.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.errors import GitHubError
from bot.github.limits import Budget
from bot.item import RepoRef
from bot.queue import backlog
from webhooks.health import Check
from webhooks.pages.audience import busiest
from webhooks.pages.desk import Desk
from webhooks.pages.health import reading
from webhooks.pages.health.reading import Condition, Installed, Lying
from webhooks.visitors.visitor import Visitor, unknown

_FORM_BYTES = 1_000
_LONGEST_NAME = 100
_MOST_ASKED = 20
"""Of so many repositories, besides the busiest, GitHub is asked whether somebody may write there."""
_ALL = "*"

Change = Callable[[sa.Connection, str, int], bool]


@dataclass(frozen=True, slots=True)
class Vitals:
    """What only the process itself knows.

    Attributes:
        checks: what must be there for it to do its work.
        budget: what is left of an installation's points with GitHub, as far as this process has heard.
        silence: for how many seconds the worker has not been heard of; None where another process works.
        unheard: a repository of each installation that is not among some, of the newest few or of one account; GitHub
            may be asked.
    """

    checks: Sequence[Check]
    budget: Callable[[int], Budget | None]
    silence: Callable[[], float] | None = None
    unheard: Callable[[Collection[int], str], Awaitable[Sequence[RepoRef]]] | None = None


class HealthPage:
    """How the bot is."""

    def __init__(self, desk: Desk, vitals: Vitals) -> None:
        self._desk, self._vitals = desk, vitals

    @property
    def routes(self) -> list[Route]:
        """Where it is found."""
        guarded = self._desk.guarded
        return [
            Route("/health", guarded(self.show), methods=["GET"]),
            Route("/health/retry", guarded(partial(self.change, how=backlog.retry)), methods=["POST"]),
            Route("/health/drop", guarded(partial(self.change, how=backlog.drop)), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The page."""
        visitor = await self._desk.gate.admit(request)
        account = request.query_params.get("account", "")[:_LONGEST_NAME]
        found = await self._seen_by(visitor, account)
        if found is None:
            nothing = self._desk.sheet(request, "unheard.html", whole=True, account=account)
            return self._desk.answer(request, nothing, 404)
        missing = [reason for check in self._vitals.checks if (reason := await check())]
        silence = self._vitals.silence() if self._vitals.silence else None
        make = partial(
            self._desk.sheet,
            request,
            "health.html",
            account=account,
            found=found,
            missing=missing,
            silent_s=None if silence is None or silence == float("inf") else int(silence),
            budgets={one.id: self._vitals.budget(one.id) for one in found.installed},
            limits=self._desk.settings.creations,
            now=self._desk.now,
        )
        return self._desk.answer(request, await asyncio.to_thread(make))

    async def change(self, request: Request, how: Change) -> Response:
        """Have a delivery tried again, or left alone; without one named, each that was given up."""
        visitor = await self._desk.gate.admit(request)
        named = (await self._desk.gate.form(request, _FORM_BYTES)).get("delivery", "")
        if named == _ALL:
            seen = await self._seen_by(visitor)
            chosen = [one.listed.delivery for one in seen.dead] if seen else []
        else:
            chosen = [await self._allowed(visitor, named)]
        await self._desk.store.write(partial(_change, deliveries=chosen, how=how, now=self._desk.now))
        return RedirectResponse("/health", 303)

    async def _allowed(self, visitor: Visitor, delivery: str) -> str:
        found = await self._desk.store.read(partial(backlog.show, delivery=delivery))
        repo = reading.repo_of(found.listed.lane) if found else None
        if found and (visitor.local or (repo and await self._desk.gate.writable(visitor, [repo]))):
            return delivery
        raise unknown()

    async def _seen_by(self, visitor: Visitor, account: str = "") -> Condition | None:
        """How it is, as far as a visitor may know; None where that is nothing, as for all who may know nothing."""
        found = await self._desk.store.read(partial(reading.read, now=self._desk.now))
        if visitor.local:
            return found
        concerned = [one.repo_id for one in (*found.dead, *found.tried) if one.repo_id is not None]
        asked = [*dict.fromkeys(concerned)][:_MOST_ASKED]
        lately = await self._desk.store.read(busiest)
        repos = await self._desk.gate.writable(visitor, {*asked, *lately})
        if not repos:
            return await self._before_the_first(visitor, found, account)

        def theirs(rows: Sequence[Lying]) -> list[Lying]:
            return [one for one in rows if one.repo_id in repos]

        installed = [one for one in found.installed if one.repos & repos]
        return replace(found, dead=theirs(found.dead), tried=theirs(found.tried), installed=installed)

    async def _before_the_first(self, visitor: Visitor, found: Condition, account: str) -> Condition | None:
        """How it is, for whoever looks after an account of which nothing was heard yet."""
        if self._vitals.unheard is None:
            return None
        try:
            silent = await self._vitals.unheard([one.id for one in found.installed], account)
        except GitHubError:
            return None
        theirs = [place for place in silent if await self._desk.gate.administers(visitor, place)]
        if not theirs:
            return None
        installed = [Installed(place.installation, (place.repo.partition("/")[0],), frozenset()) for place in theirs]
        return replace(found, dead=[], tried=[], installed=installed)


def _change(connection: sa.Connection, deliveries: Sequence[str], how: Change, now: int) -> None:
    for delivery in deliveries:
        how(connection, delivery, now)
