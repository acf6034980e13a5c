"""Carries out over REST what GitHub has no mutation for."""

from bot.action import Errand
from bot.errors import Gone
from bot.github.auth import AppTokens
from bot.github.rest import FORBIDDEN, put_unless_there


class Errands:
    """Requests of one App, each by itself."""

    def __init__(self, tokens: AppTokens) -> None:
        self._tokens = tokens

    async def run(self, installation: int, errand: Errand) -> str:
        """Carry one out; gives why GitHub refused it, nothing where it did not.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: as for `AppTokens.rest`.
        """
        try:
            refused = await put_unless_there(self._tokens, installation, errand.path, errand.body)
        except Gone:
            return "GitHub finds no such thing, or not for this App"
        if refused is None:
            return ""
        status, message = refused
        return (
            f"the App lacks a permission: {errand.permission}" if status == FORBIDDEN else f"GitHub refused: {message}"
        )
