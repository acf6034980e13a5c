"""A repository's first rule file: what is there already, and the pull request that brings it."""

from dataclasses import dataclass

from bot.github.neighbours import read_neighbours
from bot.github.proposals import read_proposals
from bot.hub import Hub
from bot.item import ItemRef
from bot.messages import say
from bot.proposing.asked import Asked
from bot.rulechange import pull
from bot.rulechange.pull import Edit
from bot.setup.importing import FILES, FOLDERS, Other, others_in
from rules.bases import FILE
from rules.proposals import Proposal

BRANCH = "fingerpost/pathways"
_WRITE = "write"


@dataclass(frozen=True, slots=True)
class Ground:
    """A repository before it has rules.

    Attributes:
        item: stands for the repository; it is no item.
        there: its rule file, and what the bot proposed before.
        others: files of other programs that can become rules.
        may_open: whether the bot may open a pull request there.
    """

    item: ItemRef
    there: Proposal
    others: tuple[Other, ...]
    may_open: bool

    @property
    def has_rules(self) -> bool:
        """Whether there is a rule file already; one that cannot be read is one."""
        return self.there.text != ""


async def ground_of(hub: Hub, repo: str) -> Ground:
    """What is in a repository.

    Raises:
        NotInstalled, Gone: the App is not there, or does not see it.
        Retryable, RateLimited, GitHubError: GitHub could not answer.
    """
    place = await hub.place(repo)
    asked = Asked(BRANCH, place.item.repo, FILE)
    [there] = (await read_proposals(hub.graphql, hub.tokens, place.item, [asked])).values()
    others = others_in(await read_neighbours(hub.graphql, place.item, FILES, FOLDERS))
    allowed = place.permissions.get("contents") == place.permissions.get("pull_requests") == _WRITE
    may_open = allowed and bool(there.base) and not hub.modes.observes(place.item.repo)
    return Ground(place.item, there, others, may_open)


async def open_pull(hub: Hub, ground: Ground, text: str, language: str) -> int:
    """Open the pull request, or bring the open one up to date; gives its number, 0 where GitHub does not tell yet.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: GitHub did not do it; the message says why.
    """
    edit = Edit(text, say("setup-title", language), say("setup-body", language))
    return await pull.open_pull(hub, ground.item, BRANCH, ground.there.begun_anew, edit)
