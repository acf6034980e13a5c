"""What facts are made of: people, reviews, cards, boards, and what is not known."""

import dataclasses
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias, TypeVar

T = TypeVar("T")


class Unknown(enum.Enum):
    """The type of `UNKNOWN`."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("what is unknown is neither true nor false: compare with `is UNKNOWN`")

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN = Unknown.UNKNOWN
Maybe: TypeAlias = T | Unknown

MEMBER_ASSOCIATIONS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on GitHub.

    Attributes:
        association: GitHub's word for the bond with the repository: OWNER, MEMBER, CONTRIBUTOR, NONE ...
        new: whether this is the person's first issue or pull request here.
        roles: the roles that the people file gives.
        may: what those roles allow.
        id: GitHub's number of the account, which stays when it is renamed.
    """

    login: str
    bot: bool = False
    id: Maybe[int] = UNKNOWN
    association: Maybe[str] = UNKNOWN
    new: Maybe[bool] = UNKNOWN
    roles: Maybe[tuple[str, ...]] = UNKNOWN
    may: Maybe[frozenset[str]] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Days on which somebody is not there.

    Attributes:
        since: the first one; None where it began before anybody wrote it down.
        until: the last one; None where nobody knows it.
    """

    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether a day is one of them."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """The time of somebody in a role.

    Attributes:
        since: its first day; None where nobody wrote it down.
        until: its last day, where it is over and somebody wrote it down.
        over: whether the person has the role no more.
    """

    role: str
    since: date | None = None
    until: date | None = None
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry of the people file.

    Attributes:
        id: GitHub's number of the account; where it is given, a login that somebody else took is not this person.
        tenures: since when the person has each role, as far as that is written, and the roles that they had.
        languages: tags such as `pt-BR`, the preferred one first.
        country: by ISO 3166, `AT`.
        zone: where the person's day begins and ends, `Europe/Vienna`; empty for the community's own.
        covers: countries, and names of regions.
        capacity: how many open items the person takes at one time; None where nothing is said.
        opted_out: whether the person does not want to be named where contributions are told.
    """

    login: str
    id: int | None = None
    name: str = ""
    roles: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    employer: str = ""
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    country: str = ""
    zone: str = ""
    covers: tuple[str, ...] = ()
    capacity: int | None = None
    away: tuple[Away, ...] = ()
    opted_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What GitHub and the ledger tell of somebody who may be asked.

    Attributes:
        open_items: how many open items of the repository the person is assigned to or asked to review.
        limited: whether the person's status on GitHub says to be busy.
        asked_at: when the bot last asked the person for anything.
        id: GitHub's number of the account; None where GitHub knows nobody of this login.
        outsider: whether the person is known to have no access to the repository, so that GitHub lets nobody ask them.
    """

    open_items: int = 0
    limited: bool = False
    asked_at: datetime | None = None
    id: int | None = None
    outsider: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changer:
    """Somebody who changed files of the item lately.

    Attributes:
        files: how often each, by path.
    """

    login: str
    files: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What people did last to an item, and to a pull request that will close it.

    Attributes:
        by: when each of them did something last, by login in lower case.
        since: from when on that is known of everybody.
    """

    by: Mapping[str, datetime]
    since: datetime

    def silent(self, login: str, moment: datetime) -> bool:
        """Whether somebody is known to have done nothing since a moment."""
        return self.by.get(login.lower(), self.since) <= moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A reviewer's latest opinion: APPROVED, CHANGES_REQUESTED or DISMISSED; COMMENTED where there never was one."""

    author: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The item's card on the community's board.

    Attributes:
        status: the column's name.
        moved_at: when it came there.
        updated_at: when anything of it changed last.
    """

    id: str
    status: str | None = None
    archived: bool = False
    moved_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardField:
    """A field of a board.

    Attributes:
        kind: text, number, date, single_select, iteration, or GitHub's word for another one.
        options: what a single select offers, or the titles of iterations, those to come included.
        begins: the day on which each iteration begins, and the day after its last one.
    """

    name: str
    kind: str
    options: tuple[str, ...] = ()
    begins: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the App can see of the board that the rule file names.

    Attributes:
        problem: why the board cannot be used, in a sentence for maintainers; None when it can.
        options: the columns that the board's field offers, by the names of today and those that they had before.
        renamed: today's names of columns by their former ones in lower case; of the field under "".
        deleted: former names of columns that are gone.
        fields: those that can be set; None where they were not looked at.
    """

    problem: str | None = None
    options: tuple[str, ...] = ()
    fields: tuple[BoardField, ...] | None = None
    renamed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    deleted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCheck:
    """A check run of the bot's own on the last commit.

    Attributes:
        conclusion: success, failure or in_progress, or GitHub's word for another one.
        digest: of what it reported; a report that has the same one says the same.
    """

    id: str
    conclusion: str
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inviting:
    """An open item that nobody has and that somebody is invited to take."""

    number: int
    title: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of the community, as the groups file tells of it.

    Attributes:
        has: how much its entry says under each key: how long a list is, else 1.
    """

    name: str
    status: str = ""
    organizers: tuple[str, ...] = ()
    mentor: str = ""
    has: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An open item that somebody has on their hands: assigned to them, or waiting for their review."""

    number: int
    title: str
    review: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What the bot did to an item, all of it for one reason.

    Attributes:
        deeds: (verb, target) pairs.
        by: who asked for it, in lower case; empty where nobody did.
        found: what the place of a deed held before, where that was written down.
    """

    rule: str
    deeds: tuple[tuple[str, str], ...]
    by: str = ""
    found: Mapping[tuple[str, str], str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelChange:
    """A label that was put on, or taken off; `ours` says whether the bot did it."""

    at: datetime
    on: bool
    ours: bool
