"""The things of which the world is made: frozen records that name each other by number.

A change replaces a record by a new one (`World.update`), so a view of the past is a handful of old records.
Moments are text in GitHub's own form (`2026-03-02T09:00:00Z`): they compare as they are and are stored as they are.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

Number = int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A thing with a number of its own, unique in the whole world."""

    id: Number
    created_at: str = ""
    updated_at: str = ""

    typename: ClassVar[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Record):
    """Somebody who can own, act or be named."""

    login: str
    name: str | None = None
    description: str | None = None
    projects: tuple[Number, ...] = ()
    repositories: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class User(Account):
    """A person."""

    email: str = ""
    company: str | None = None
    status: dict[str, Any] | None = None
    typename: ClassVar[str] = "User"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot(Account):
    """What an App acts as; REST calls it `name[bot]`, GraphQL `name`."""

    typename: ClassVar[str] = "Bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Account):
    """An organisation with members, owners and teams."""

    members: tuple[Number, ...] = ()
    owners: tuple[Number, ...] = ()
    teams: tuple[Number, ...] = ()
    typename: ClassVar[str] = "Organization"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Record):
    """A team of an organisation; whoever is invited and no member of the organisation has to accept first."""

    org: Number
    slug: str
    name: str
    description: str | None = None
    privacy: str = "closed"
    members: tuple[Number, ...] = ()
    invited: tuple[Number, ...] = ()
    typename: ClassVar[str] = "Team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository(Record):
    """A repository; `numbers[n - 1]` is the item of number n, 0 once it is deleted or transferred.

    `source` is the one of which it is a fork, 0 where it is none.
    """

    owner: Number
    name: str
    private: bool = False
    archived: bool = False
    description: str | None = None
    default_branch: str = "main"
    pushed_at: str = ""
    source: Number = 0
    former: tuple[str, ...] = ()
    collaborators: dict[str, str] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    contributors: tuple[Number, ...] = ()
    numbers: tuple[Number, ...] = ()
    labels: tuple[Number, ...] = ()
    milestones: tuple[Number, ...] = ()
    categories: tuple[Number, ...] = ()
    pinned: tuple[Number, ...] = ()
    projects: tuple[Number, ...] = ()
    branches: dict[str, Number] = field(default_factory=dict)
    commits: dict[str, Number] = field(default_factory=dict)
    blobs: dict[str, Number] = field(default_factory=dict)
    checks: tuple[Number, ...] = ()
    statuses: tuple[Number, ...] = ()
    typename: ClassVar[str] = "Repository"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit(Record):
    """A commit with its whole tree: path to blob."""

    repo: Number
    sha: str
    message: str
    author: Number
    tree: dict[str, str] = field(default_factory=dict)
    parent: str | None = None
    typename: ClassVar[str] = "Commit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob(Record):
    """The text of a file."""

    repo: Number
    sha: str
    text: str
    typename: ClassVar[str] = "Blob"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRun(Record):
    """A check on a commit.

    Attributes:
        app: the slug of the App that reports it.
        wanted: whether somebody wants the App's checks on that commit made again, and it has reported none since.
    """

    repo: Number
    head_sha: str
    name: str
    app: str = "builder"
    status: str = "queued"
    conclusion: str | None = None
    started_at: str | None = None
    completed_at: str | None = None
    details_url: str | None = None
    external_id: str = ""
    output: dict[str, Any] = field(default_factory=dict)
    wanted: bool = False
    typename: ClassVar[str] = "CheckRun"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitStatus(Record):
    """What another program says of a commit, in the older way: error, failure, pending or success."""

    repo: Number
    head_sha: str
    context: str
    state: str
    creator: Number
    description: str | None = None
    target_url: str | None = None
    typename: ClassVar[str] = "StatusContext"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation(Record):
    """Where the App is installed; `repositories` is None for all of the account's."""

    account: Number
    permissions: dict[str, str] = field(default_factory=dict)
    repositories: tuple[Number, ...] | None = None
    events: tuple[str, ...] = ()
    suspended_at: str | None = None
    typename: ClassVar[str] = "Installation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Record):
    """An installation access token."""

    token: str
    installation: Number
    expires_at: str
    permissions: dict[str, str] = field(default_factory=dict)
    repositories: tuple[Number, ...] | None = None
    typename: ClassVar[str] = "Token"
