"""Put the bot together: credentials become tokens, tokens a GraphQL client, and so on up to what the worker calls."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.backtest.fetching import Fetcher
from bot.backtest.history import History
from bot.backtest.shelf import NEWEST, Shelf
from bot.clock import Clock
from bot.github.auth import AppTokens
from bot.github.bases import BaseFiles
from bot.github.collaborators import Collaborators
from bot.github.errands import Errands
from bot.github.graphql import GraphQL
from bot.github.names import Names
from bot.github.outside import Onlooker
from bot.github.sharing import Lane
from bot.github.theirtime import GitHubTime
from bot.github.turns import Turns
from bot.github.works import SeenWorks
from bot.hearing.routing import route
from bot.hub import Hub
from bot.item import Ignored, RepoRef, Routed
from bot.perform import Performer
from bot.queue.claim import Claim
from bot.queue.handled import Handled
from bot.queue.rank import rank_of
from bot.reconcile import Reconciler
from bot.rulebook import Rulebooks
from bot.rulechange.reading import Looks, RuleChanges
from bot.settings import Settings
from bot.store.executor import StoreExecutor
from bot.waking.heeding import Heeding

_VISITOR_KEPT = timedelta(minutes=1)


class AssembledBot:
    """What decides and acts, ready to be called."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._reconciler = Reconciler(hub)
        self._heeding = Heeding(hub)
        self._visitors = Collaborators(hub.tokens, hub.clock, kept=_VISITOR_KEPT)

    def route(self, event: str, action: str | None, payload: Mapping[str, Any]) -> Routed | Ignored:
        """Where a delivery waits, or why it waits nowhere."""
        place = route(event, action, payload)
        if isinstance(place, Ignored):
            return place
        return replace(place, rank=rank_of(payload, self.hub.tokens.known_login))

    async def role(self, repo: RepoRef, login: str) -> str:
        """What GitHub lets a visitor of the pages do in a repository.

        Raises:
            GitHubError: as for `Collaborators.role`.
        """
        return await self._visitors.role(repo, login)

    async def past(self, repo: RepoRef) -> History:
        """What a repository's newest items went through, for the pages.

        Raises:
            GitHubError, HistoryError: as for `RuleChanges.past`.
        """
        return await self.hub.changes.past(repo)

    async def handle(self, claim: Claim) -> Handled:
        """Deal with one lane, by what every process knows."""
        lane = Lane(claim.lane, claim.installation, claim.rank)
        with self.hub.graphql.in_hand(lane):
            await self._heeding.heed(claim)
            return await self._reconciler.handle(claim)


def bot_for(settings: Settings, clock: Clock) -> Callable[[StoreExecutor], AbstractAsyncContextManager[AssembledBot]]:
    """What makes the bot of these settings once the store is open, and lets go of its connections at the end.

    Raises:
        SettingsError: the App's credentials are not complete.
    """
    credentials = settings.credentials()

    @asynccontextmanager
    async def opened(store: StoreExecutor) -> AsyncIterator[AssembledBot]:
        time = GitHubTime(clock)
        tokens = AppTokens(credentials.app_id, credentials.private_key, settings.api_url, clock, time)
        turns = Turns(store, clock, settings.creations)
        graphql = GraphQL(settings.graphql_url, tokens, clock, turns=turns, time=time)
        names = Names(graphql, clock, store)
        hub = Hub(
            store=store,
            clock=clock,
            time=time,
            tokens=tokens,
            graphql=graphql,
            names=names,
            rulebooks=Rulebooks(graphql, tokens, store, clock),
            performer=Performer(graphql, names, store, time, Errands(tokens)),
            collaborators=Collaborators(tokens, clock),
            works=SeenWorks(graphql),
            changes=RuleChanges(
                Looks(Onlooker(tokens, graphql, names), BaseFiles(graphql, tokens)),
                Fetcher(graphql, Shelf(settings.home, NEWEST), tokens.login),
                store,
                time,
            ),
            modes=settings.mode,
            url=settings.url or "",
        )
        try:
            yield AssembledBot(hub)
        finally:
            await graphql.close()

    return opened


@asynccontextmanager
async def looking(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Onlooker, BaseFiles]]:
    """What only looks at GitHub, as the App, and keeps nothing.

    Raises:
        SettingsError: the App's credentials are not complete.
    """
    credentials = settings.credentials()
    tokens = AppTokens(credentials.app_id, credentials.private_key, settings.api_url, clock)
    graphql = GraphQL(settings.graphql_url, tokens, clock)
    try:
        yield Onlooker(tokens, graphql, Names(graphql, clock)), BaseFiles(graphql, tokens)
    finally:
        await graphql.close()
