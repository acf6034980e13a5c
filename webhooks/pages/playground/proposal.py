"""Has rules that were tried in the playground proposed as a pull request, for whoever may write to the repository."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from bot.errors import GitHubError
from bot.explaining.visible import one_line
from bot.github.addresses import web_of
from bot.proposing.splices import CannotChange
from bot.rulechange.typed import NewRules
from webhooks.pages.desk import Desk


class Proposals(Protocol):
    """What opens pull requests with rules."""

    async def propose(self, repo: str, rules: NewRules, /) -> int:
        """Open the pull request, the same one for the same rules; gives its number, 0 where GitHub does not tell yet.

        Raises:
            CannotChange: there is nothing to propose, or a person has to do it; says why.
            GitHubError: GitHub did not do it; the message says why.
        """
        ...


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of it.

    Attributes:
        number: of the pull request, with its address; 0 where it is not known yet.
        problem: why there is none; empty where there is one.
    """

    number: int = 0
    address: str = ""
    problem: str = ""


class Proposing:
    """Proposes rules, one after the other: a button that is pressed twice opens one pull request."""

    def __init__(self, desk: Desk, proposals: Proposals) -> None:
        self._desk, self._proposals, self._turn = desk, proposals, asyncio.Lock()

    def barred(self, repo: str) -> bool:
        """Whether the settings have the bot write nothing there."""
        return self._desk.settings.mode.observes(repo)

    async def propose(self, repo: str, rules: NewRules) -> Proposed:
        """Open the pull request, or say why not."""
        async with self._turn:
            try:
                number = await self._proposals.propose(repo, rules)
            except (CannotChange, GitHubError) as error:
                return Proposed(problem=one_line(str(error)))
        web = web_of(self._desk.settings.api_url)
        return Proposed(number, f"{web}/{repo}/pull/{number}" if number else "")
