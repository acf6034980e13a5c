"""The accounts with the App of which nothing was heard yet, each by one of its repositories.

The owners of an account administer all of its repositories, so that one stands for all of them.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.errors import NotInstalled
from bot.github.rest import PAGE, Installed, installations, repositories
from bot.hub import Hub
from bot.item import RepoRef

MOST = 20
MOST_PAGES = 30
_KEPT = timedelta(minutes=5)


class SilentAccounts:
    """Asks GitHub, and remembers what it said for a few minutes: strangers shall not spend the App's requests."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._until: datetime | None = None
        self._listed: Sequence[Installed] = ()
        self._places: dict[int, RepoRef | None] = {}

    async def besides(self, known: Collection[int], account: str = "") -> Sequence[RepoRef]:
        """One repository of each installation that is not among those known.

        Args:
            known: the installations of which something was heard.
            account: only that of this account; without one, of the newest few.

        Raises:
            RateLimited, Retryable, GitHubError: GitHub could not tell.
        """
        now = self._hub.clock.now()
        if self._until is None or self._until <= now:
            self._listed, self._places, self._until = await self._all(), {}, now + _KEPT
        silent = [one for one in self._listed if one.id not in known and one.suspended_at is None]
        if account:
            silent = [one for one in silent if one.account and one.account.login.lower() == account.lower()]
        return [place for one in silent[:MOST] if (place := await self._place(one.id))]

    async def _all(self) -> Sequence[Installed]:
        """The installations, the newest first: whoever has just installed the App looks whether it hears them."""
        found: list[Installed] = []
        for page in range(1, MOST_PAGES + 1):
            listed = await installations(self._hub.tokens, page)
            found += listed
            if len(listed) < PAGE:
                break
        return sorted(found, key=lambda one: -one.id)

    async def _place(self, installation: int) -> RepoRef | None:
        if installation not in self._places:
            self._places[installation] = await self._first(installation)
        return self._places[installation]

    async def _first(self, installation: int) -> RepoRef | None:
        try:
            held = await repositories(self._hub.tokens, installation, 1)
        except NotInstalled:  # it was removed meanwhile
            return None
        return RepoRef(installation, held[0].id, held[0].node_id, held[0].full_name) if held else None
