"""Reads and writes over GraphQL, as the lanes in hand ask for them; those of one installation share their requests.

No retries: what may be tried again, and when, is for the worker to decide.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

import httpx

from bot.action import Write
from bot.clock import Clock
from bot.github.answer import Answer, Written
from bot.github.auth import Tokens
from bot.github.document import Part, parts_of
from bot.github.limits import Budget
from bot.github.sharing import Call, Lane, Sharing
from bot.github.theirtime import GitHubTime
from bot.github.transport import Transport
from bot.github.turns import Turns


class GraphQL:
    """GitHub's GraphQL API, as the installations of one App see it."""

    def __init__(
        self,
        url: str,
        tokens: Tokens,
        clock: Clock,
        wire: httpx.AsyncBaseTransport | None = None,
        turns: Turns | None = None,
        time: GitHubTime | None = None,
    ) -> None:
        """A client that holds its connections until `close`.

        Args:
            url: of the endpoint.
            tokens: where installation tokens come from.
            clock: says how long a limit lasts.
            wire: carries the requests; connections of its own unless given.
            turns: who may create content; None where nobody counts.
            time: learns GitHub's own time from each answer.
        """
        self._clock = clock
        self._sharing = Sharing(Transport(url, tokens, clock, wire, time), clock, turns)

    async def close(self) -> None:
        """Let go of the connections; what is still on its way is given up."""
        await self._sharing.close()

    def in_hand(self, lane: Lane) -> AbstractContextManager[None]:
        """While a lane is in hand, its requests and those of its installation's other lanes are shared."""
        return self._sharing.in_hand(lane)

    def budget(self, installation: int) -> Budget | None:
        """What was left of an installation's hour when this process last heard of it."""
        return self._sharing.budget(installation)

    def write_alone(self) -> None:
        """What the lane in hand writes from here on goes in requests of its own: an earlier one had no clear end."""
        self._sharing.write_alone()

    async def read(self, installation: int, parts: Sequence[Part], deliveries: Sequence[str] = ()) -> Answer:
        """Ask for several things at once; what GitHub does not find is null in the answer, with a fault.

        Raises:
            Retryable: GitHub could not answer now.
            RateLimited: the installation must wait.
            NotInstalled: the App is not there any more.
            GitHubError: the question itself was refused.
        """
        answer = await self._sharing.ask(installation, Call(tuple(parts), tuple(deliveries)))
        if refusal := answer.refused():
            raise refusal
        return answer

    async def write(
        self,
        installation: int,
        writes: Sequence[Write],
        deliveries: Sequence[str] = (),
        *,
        before: datetime | None = None,
    ) -> list[Written]:
        """Do several things at once, in order; each succeeds or fails on its own. Before a moment, or not at all.

        Raises:
            Ambiguous: no clear answer came; any of them may have happened.
            Retryable: the request was certainly not carried out, and may be sent again.
            NotYet: they create more content than GitHub takes at present; nothing was sent.
            RateLimited, NotInstalled, GitHubError: as for `read`; nothing was carried out.
        """
        creates = sum(write.creates for write in writes)
        call = Call(tuple(parts_of(writes)), tuple(deliveries), writes=True, creates=creates, before=before)
        return (await self._sharing.ask(installation, call)).written(writes, self._clock.now())
