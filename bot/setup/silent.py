"""The accounts with the App of which nothing was heard yet, each by one of its repositories.

The owners of an account administer all of its repositories, so that one stands for all of them.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.errors import NotInstalled
from bot.github.rest import installations, repositories
from bot.hub import Hub
from bot.item import RepoRef

MOST = 20
_KEPT = timedelta(minutes=5)


class SilentAccounts:
    """Asks GitHub, and remembers what it said for a few minutes: strangers shall not spend the App's requests."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._kept: tuple[frozenset[int], Sequence[RepoRef], datetime] | None = None

    async def besides(self, known: Collection[int]) -> Sequence[RepoRef]:
        """One repository of each installation that is not among those known, of a few of them at most.

        Raises:
            RateLimited, Retryable, GitHubError: GitHub could not tell.
        """
        now = self._hub.clock.now()
        if self._kept is None or self._kept[0] != frozenset(known) or self._kept[2] <= now:
            self._kept = (frozenset(known), await self._asked(known), now + _KEPT)
        return self._kept[1]

    async def _asked(self, known: Collection[int]) -> Sequence[RepoRef]:
        listed = await installations(self._hub.tokens, 1)
        silent = [one.id for one in listed if one.suspended_at is None and one.id not in known]
        return [place for one in silent[:MOST] if (place := await self._first(one))]

    async def _first(self, installation: int) -> RepoRef | None:
        try:
            held = await repositories(self._hub.tokens, installation, 1)
        except NotInstalled:  # it was removed meanwhile
            return None
        return RepoRef(installation, held[0].id, held[0].node_id, held[0].full_name) if held else None
