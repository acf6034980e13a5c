"""Everything that a look at an item uses, in one place; the wiring fills it."""

from dataclasses import dataclass, field
from functools import partial
from random import getrandbits

from bot.clock import Clock
from bot.github.auth import AppTokens
from bot.github.collaborators import Collaborators
from bot.github.graphql import GraphQL
from bot.github.names import Names
from bot.github.outside import Place
from bot.github.theirtime import GitHubTime
from bot.github.works import SeenWorks
from bot.modes import OBSERVE, Modes
from bot.perform import Performer
from bot.rulebook import Rulebooks
from bot.rulechange.reading import RuleChanges
from bot.store.executor import StoreExecutor
from rules.book import Rulebook


@dataclass(frozen=True, slots=True)
class Hub:
    """The parts of the bot, each knowing its own business.

    Attributes:
        clock: what the worker and the rules go by.
        time: GitHub's, by which its answers and words are compared.
        modes: where nothing at all may be written to GitHub.
        url: where the bot's own pages are found by people; empty where they are not.
        teller: this process, when it tells others something.
    """

    store: StoreExecutor
    clock: Clock
    time: GitHubTime
    tokens: AppTokens
    graphql: GraphQL
    names: Names
    rulebooks: Rulebooks
    performer: Performer
    collaborators: Collaborators
    works: SeenWorks
    changes: RuleChanges
    modes: Modes = field(default_factory=Modes)
    url: str = ""
    teller: int = field(default_factory=partial(getrandbits, 63))

    async def place(self, repo: str) -> Place:
        """A repository as the App sees it.

        Raises:
            NotInstalled, Gone, Retryable, RateLimited, GitHubError: as for `Onlooker.place`.
        """
        return await self.changes.looks.onlooker.place(repo)

    def observes(self, repo: str, book: Rulebook) -> bool:
        """Whether nothing at all may be written to a repository with these rules."""
        return book.mode == OBSERVE or self.modes.observes(repo)
