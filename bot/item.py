"""What a delivery is about, and where it waits: the addresses that everything else is keyed by."""

from dataclasses import dataclass

from bot.queue.rank import EVENT


@dataclass(frozen=True, slots=True)
class Routed:
    """A delivery that the bot will work on.

    Attributes:
        lane: the line in which it waits; one lane is worked on by one worker at a time.
        installation: GitHub's number of the App's installation.
        event: GitHub's event and action, `issues.opened`, or the event alone where it has no action.
        rank: whose work it is.
    """

    lane: str
    installation: int
    event: str
    rank: int = EVENT


@dataclass(frozen=True, slots=True)
class Ignored:
    """A delivery that is kept but not worked on, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class RepoRef:
    """One repository, as an installation sees it.

    Attributes:
        repo_id: GitHub's number of the repository; it survives renames.
        repo_node: the repository's GraphQL id.
        repo: its name, `acme/tools`.
    """

    installation: int
    repo_id: int
    repo_node: str
    repo: str


@dataclass(frozen=True, slots=True)
class ItemRef(RepoRef):
    """One issue, pull request or discussion.

    Attributes:
        node: the item's GraphQL id.
    """

    number: int
    node: str
    kind: str

    @property
    def lane(self) -> str:
        """Where deliveries about this item wait."""
        return item_lane(self.repo_id, self.number)

    def __str__(self) -> str:
        return f"{self.repo}#{self.number}"


def item_lane(repo_id: int, number: int) -> str:
    """The lane of an issue, pull request or discussion."""
    return f"{repo_id}#{number}"


def repository_lane(repo_id: int) -> str:
    """The lane of what concerns a whole repository: its rules, labels, milestones."""
    return f"{repo_id}#*"


def installation_lane(installation: int) -> str:
    """The lane of what concerns an account as a whole: members, teams, the installation itself."""
    return f"installation:{installation}"


def commit_lane(repo_id: int, sha: str) -> str:
    """The lane of what concerns a commit, as checks know it."""
    return f"{repo_id}@{sha}"


def node_lane(node: str) -> str:
    """The lane of an item that is known only by its GraphQL id, as board events know it."""
    return f"node:{node}"
