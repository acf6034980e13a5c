"""A bot whose GitHub answers in the published types, whatever it is asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.backtest.fetching import Fetcher
from bot.backtest.shelf import NEWEST, Shelf
from bot.clock import SystemClock
from bot.github.bases import BaseFiles
from bot.github.collaborators import Collaborators
from bot.github.errands import Errands
from bot.github.graphql import GraphQL
from bot.github.names import Names
from bot.github.outside import Onlooker
from bot.github.theirtime import GitHubTime
from bot.github.works import SeenWorks
from bot.hub import Hub
from bot.perform import Performer
from bot.rulebook import Rulebooks
from bot.rulechange.reading import Looks, RuleChanges
from bot.store.executor import open_store
from tests.contract.answering import AnsweringGitHub


class AnyToken:
    """Tokens for a GitHub that looks at none."""

    async def token(self, installation: int) -> str:
        """A word."""
        return f"token of {installation}"

    def refused(self, installation: int, token: str) -> None:
        """Not by this GitHub."""
        raise AssertionError(f"{installation} was refused its {token}")

    async def permissions(self, installation: int) -> dict[str, str]:
        """All that there are."""
        del installation
        return {"contents": "write", "pull_requests": "write", "members": "write"}

    async def login(self) -> str:
        """The App's own."""
        return "fingerpost[bot]"


@asynccontextmanager
async def hub_on(github: AnsweringGitHub) -> AsyncIterator[Hub]:
    """The bot's parts, speaking to that GitHub; nothing is known yet."""
    clock, tokens = SystemClock(), AnyToken()
    time = GitHubTime(clock)
    app_tokens: Any = tokens
    with TemporaryDirectory() as home:
        store = await open_store(f"sqlite:///{Path(home) / 'fingerpost.db'}", clock)
        async with github.transport() as wire:
            graphql = GraphQL("https://github.test/graphql", tokens, clock, wire)
            names = Names(graphql, clock)
            yield Hub(
                store=store,
                clock=clock,
                time=time,
                tokens=app_tokens,
                graphql=graphql,
                names=names,
                rulebooks=Rulebooks(graphql, app_tokens, store, clock),
                performer=Performer(graphql, names, store, time, Errands(app_tokens)),
                collaborators=Collaborators(app_tokens, clock),
                works=SeenWorks(graphql),
                changes=RuleChanges(
                    Looks(Onlooker(app_tokens, graphql, names), BaseFiles(graphql, app_tokens)),
                    Fetcher(graphql, Shelf(Path(home), NEWEST), tokens.login),
                    store,
                    time,
                ),
            )
        await store.close()
