"""An installation was not heard for a while: what was touched meanwhile is looked at again, its events made again."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.clock import milliseconds, moment
from bot.github.listing import MOST_AT_ONCE, list_items, shelves
from bot.github.rest import repositories
from bot.hub import Hub
from bot.inbox import Incoming, put
from bot.queue.claim import Claim, Done
from bot.queue.handled import Handled
from bot.waking.again import LookAgain
from bot.waking.looks import as_delivery

PREFIX = "gap:"
MARGIN = timedelta(minutes=1)
"""How far GitHub's clock and ours may differ."""
MOST = 10_000

_log = structlog.get_logger(__name__)


def catch_up(installation: int, since: datetime, now: int) -> Incoming:
    """What has the items looked at again that were touched since a moment; the same gap twice is a repeat."""
    lane, begun = f"{PREFIX}{installation}", milliseconds(since)
    return Incoming(f"{lane}:{begun}", "gap", lane, installation, str(begun).encode(), now)


class CatchUp:
    """Handles the gaps of one installation."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def handle(self, claim: Claim) -> Handled:
        """Put every item that was touched in a gap into its lane; the gaps that wait together are one.

        Raises:
            NotInstalled: the App is not there any more.
            RateLimited, Retryable, GitHubError: as for `GraphQL.read`; what is in its lane by then is a repeat later.
        """
        since = min(moment(int(waiting.body)) for waiting in claim.deliveries) - MARGIN
        found = 0
        async for items in self._touched(claim.installation, since):
            now = milliseconds(self._hub.clock.now())
            why = str(milliseconds(since))
            looks = [as_delivery(one.missed_since(since), why, now) for one in items]
            await self._hub.store.write(partial(put, arrivals=looks))
            found += len(looks)
            if found >= MOST:
                _log.warning("too much was touched", installation=claim.installation, help="fingerpost sweep")
                break
        note = f"{found} items were touched since {since:%Y-%m-%d %H:%M} and are looked at again"
        return Handled({waiting.seq: Done(note) for waiting in claim.deliveries})

    async def _touched(self, installation: int, since: datetime) -> AsyncIterator[Sequence[LookAgain]]:
        """The items touched since a moment, in pieces."""
        page = 1
        while repos := await repositories(self._hub.tokens, installation, page):
            left, page = shelves([repo.node_id for repo in repos], since), page + 1
            while left:
                asked, left = left[:MOST_AT_ONCE], left[MOST_AT_ONCE:]
                for listed in await list_items(self._hub.graphql, installation, asked):
                    left += [listed.following] if listed.following else []
                    if listed.items:
                        yield listed.items
