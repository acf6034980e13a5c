"""What the page of health reads from the store: what lies in the inbox, who has to wait, what was missed."""

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import sqlalchemy as sa

from bot import recover
from bot.queue import backlog
from bot.queue.backlog import Counts, Listed
from bot.queue.pacing import MINUTE, within_an_hour
from bot.store import marks, redeliveries
from bot.store.schema import READY, creations, inbox, installation, item

MOST_LISTED = 100
_OF_A_REPOSITORY = re.compile(r"(\d{1,18})#")


@dataclass(frozen=True, slots=True)
class Lying:
    """A delivery that was given up, or is tried again.

    Attributes:
        about: the item as people name it, `acme/site#7`, where it is known.
        title: the item's.
        place: where it lies otherwise, with the repository's name where that is known.
    """

    listed: Listed
    about: str = ""
    title: str = ""
    place: str = ""

    @property
    def repo_id(self) -> int | None:
        """The number of its repository; None where it concerns none."""
        return repo_of(self.listed.lane)


@dataclass(frozen=True, slots=True)
class Installed:
    """One installation of the App, and how far GitHub lets it go.

    Attributes:
        accounts: whose it is.
        until: until when it has to wait; 0 for not at all.
        saving: whether people's commands are done meanwhile.
        reason: what GitHub said.
        minute: how much content was created for it within a minute.
        hour: and within an hour.
    """

    id: int
    accounts: tuple[str, ...]
    repos: frozenset[int]
    until: int = 0
    saving: bool = False
    reason: str = ""
    minute: int = 0
    hour: int = 0


@dataclass(frozen=True, slots=True)
class Missed:
    """What GitHub could not hand over.

    Attributes:
        asked_at: when it was last asked what that is; None where it never was.
        recovered: how many came because it was asked for them.
        awaited: how many it was asked for that have not come yet.
        given_up: how many it could not hand over again and again.
    """

    asked_at: int | None
    recovered: int
    awaited: int
    given_up: int


@dataclass(frozen=True, slots=True)
class Condition:
    """How the bot is."""

    counts: Counts
    dead: Sequence[Lying]
    tried: Sequence[Lying]
    installed: Sequence[Installed]
    missed: Missed

    @property
    def unheard(self) -> list[str]:
        """The accounts of which nothing was heard yet."""
        return [account for one in self.installed if not one.repos for account in one.accounts]


def read(connection: sa.Connection, now: int) -> Condition:
    """How it is, for somebody who may see everything."""
    dead = backlog.listing(connection, "dead", MOST_LISTED)
    tried = _tried(connection)
    name = _namer(connection, {row.lane for row in (*dead, *tried)})
    awaited, given_up = redeliveries.missing(connection, recover.MOST_TIMES)
    return Condition(
        counts=backlog.counts(connection, now),
        dead=[name(row) for row in dead],
        tried=[name(row) for row in tried],
        installed=_installed(connection, now),
        missed=Missed(
            marks.find(connection, recover.HEARD), marks.find(connection, recover.RECOVERED) or 0, awaited, given_up
        ),
    )


def repo_of(lane: str) -> int | None:
    """The number of the repository that a lane is of."""
    found = _OF_A_REPOSITORY.match(lane)
    return int(found[1]) if found else None


def _tried(connection: sa.Connection) -> list[Listed]:
    """What failed at least once and waits for its next turn, the newest first."""
    newest = sa.select(inbox.c.seq).where(inbox.c.state == READY, inbox.c.attempts > 0)
    rows = connection.execute(newest.order_by(inbox.c.seq.desc()).limit(MOST_LISTED)).scalars()
    return backlog.listed(connection, rows.all())


def _namer(connection: sa.Connection, lanes: AbstractSet[str]) -> Callable[[Listed], Lying]:
    """What names deliveries as people do: an item by its title, what is none by its repository."""
    query = sa.select(item.c.lane, item.c.repo, item.c.number, item.c.title).where(item.c.lane.in_(lanes))
    items = {row.lane: (f"{row.repo}#{row.number}", row.title) for row in connection.execute(query)}
    repos = {repo_of(lane) for lane in lanes - items.keys()}
    named = sa.select(item.c.repo_id, sa.func.max(item.c.repo).label("repo")).where(item.c.repo_id.in_(repos - {None}))
    names = {row.repo_id: row.repo for row in connection.execute(named.group_by(item.c.repo_id))}

    def name(listed: Listed) -> Lying:
        about, title = items.get(listed.lane, ("", ""))
        repo, number = names.get(repo_of(listed.lane) or 0, ""), listed.lane.partition("#")[2]
        within = f"{repo} #{number}" if number.isdecimal() and int(number) else repo
        return Lying(listed, about, title, within if repo else listed.lane)

    return name


def _installed(connection: sa.Connection, now: int) -> list[Installed]:
    repos: dict[int, dict[int, str]] = {}
    for here, repo_id, repo in connection.execute(
        sa.select(item.c.installation, item.c.repo_id, sa.func.max(item.c.repo)).group_by(
            item.c.installation, item.c.repo_id
        )
    ):
        repos.setdefault(here, {})[repo_id] = repo
    waits = {row.id: row for row in connection.execute(sa.select(installation))}
    made = {row.installation: row.made for row in connection.execute(sa.select(creations))}
    return [_one(here, repos.get(here, {}), waits.get(here), made.get(here) or (), now) for here in sorted(repos)]


def _one(
    here: int,
    repos: Mapping[int, str],
    wait: sa.Row[tuple[object, ...]] | None,
    made: Sequence[tuple[int, int]],
    now: int,
) -> Installed:
    counted = within_an_hour([(at, count) for at, count in made], now)
    blocked, saving = (wait.blocked_until, wait.saving_until) if wait else (0, 0)
    until = max(blocked, saving)
    return Installed(
        here,
        tuple(sorted({repo.partition("/")[0] for repo in repos.values()})),
        frozenset(repos),
        until=until if until > now else 0,
        saving=blocked <= now,
        reason=wait.reason if wait else "",
        minute=sum(count for at, count in counted if at > now - MINUTE),
        hour=sum(count for _, count in counted),
    )
