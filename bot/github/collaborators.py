"""What GitHub lets people do in a repository, asked for when the people file does not grant what they want."""

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.errors import Gone
from bot.github.auth import AppTokens
from bot.github.rest import permission
from bot.item import RepoRef

KEPT = timedelta(minutes=5)
MOST_KEPT = 10_000
OUTSIDER = "none"
_ROLES = ("admin", "maintain", "write", "triage", "read", OUTSIDER)
"""GitHub's own; one that an organisation made up goes by the old word for what it is based on."""


class Collaborators:
    """The roles of people in repositories, kept for a few minutes."""

    def __init__(self, tokens: AppTokens, clock: Clock, kept: timedelta = KEPT) -> None:
        self._tokens, self._clock, self._lasts = tokens, clock, kept
        self._kept: OrderedDict[tuple[int, str], tuple[str, datetime]] = OrderedDict()

    async def role(self, repo: RepoRef, login: str) -> str:
        """Somebody's role: `admin`, `maintain`, `write`, `triage`, `read` or `none`.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: as for `AppTokens.rest`.
        """
        key, kept = (repo.repo_id, login.lower()), self._kept
        known, until = kept.get(key, ("", None))
        if until is not None and until > self._clock.now():
            return known
        found = await self._ask(repo, login)
        kept[key] = (found, self._clock.now() + self._lasts)
        kept.move_to_end(key)
        if len(kept) > MOST_KEPT:
            kept.popitem(last=False)
        return found

    def forget(self) -> None:
        """Who may do what changed somewhere."""
        self._kept = OrderedDict()  # an answer that is on its way may be out of date: it goes where nobody looks

    async def _ask(self, repo: RepoRef, login: str) -> str:
        try:
            told = await permission(self._tokens, repo.installation, repo.repo, login)
        except Gone:  # there is nobody of this name
            return OUTSIDER
        return next((word for word in told if word in _ROLES), OUTSIDER)
