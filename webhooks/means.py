"""What the pages are made of: it is open long before somebody asks for one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.backtest.history import History
from bot.clock import Clock
from bot.hub import Hub
from bot.inbox import Inbox
from bot.item import Ignored, RepoRef, Routed
from bot.queue.claim import Claim
from bot.queue.handled import Handled
from bot.settings import Settings
from bot.store.executor import StoreExecutor
from webhooks.health import Check
from webhooks.setup.code import OneTimeCode


class Bot(Protocol):
    """What decides and acts.

    Attributes:
        hub: its parts.
    """

    hub: Hub

    def route(self, event: str, action: str | None, payload: Mapping[str, Any], /) -> Routed | Ignored:
        """Where a delivery waits, or why it waits nowhere."""
        ...

    async def handle(self, claim: Claim) -> Handled:
        """Deal with one lane."""
        ...

    async def role(self, repo: RepoRef, login: str, /) -> str:
        """What GitHub lets a visitor of the pages do in a repository."""
        ...

    async def past(self, repo: RepoRef, /) -> History:
        """What a repository's newest items went through, for the pages."""
        ...


@dataclass(frozen=True, slots=True)
class Means:
    """All of it.

    Attributes:
        inbox: takes in what a page asks of the bot, as a delivery of our own.
        code: opens the set-up for somebody who cannot sign in yet.
        checks: what must be there for the process to do its work.
        silence: for how many seconds the worker has not been heard of; None where another process works.
    """

    settings: Settings
    store: StoreExecutor
    clock: Clock
    bot: Bot
    inbox: Inbox
    code: OneTimeCode | None
    checks: Sequence[Check]
    silence: Callable[[], float] | None
