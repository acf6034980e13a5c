"""The timers of schedules: for each repository those that its rules in force want, at six where the community lives.

A timer is set when rules come into force and again when it has fired, moved when the time zone changes, and gone when
no rule wants it. One that came due while the bot was not there stays as it is: it fires once, late.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from bot import timers
from bot.clock import milliseconds, moment
from bot.item import RepoRef
from bot.timers import Timer
from rules.book import Rulebook
from rules.condition import KINDS
from rules.index import hints_of
from rules.schedules import SCHEDULES, next_due

PREFIX = "schedule:"
LATE = timedelta(hours=1)


class Run(BaseModel):
    """A schedule that is due in a repository; what its timer carries."""

    model_config = ConfigDict(frozen=True)

    installation: int
    repo_id: int
    repo_node: str
    repo: str
    due: int

    @property
    def where(self) -> RepoRef:
        """The repository."""
        return RepoRef(self.installation, self.repo_id, self.repo_node, self.repo)

    def late(self, now: datetime) -> str:
        """By how much it is late, in words; empty where that is not worth a word."""
        behind = now - moment(self.due)
        if behind < LATE:
            return ""
        number, unit = (behind.days, "day") if behind.days else (behind // timedelta(hours=1), "hour")
        return f"{number} {unit}{'' if number == 1 else 's'} late"


def lane_of(repo: RepoRef) -> str:
    """Where the schedules of a repository come due."""
    return f"{PREFIX}{repo.repo_id}"


def wanted_by(book: Rulebook) -> frozenset[str]:
    """The schedules that rules wait for, of those that look at something here."""
    return frozenset().union(*(rule.on for rule in (*book.of_items.rules, *book.of_repository.rules))) & {*SCHEDULES}


def kinds_heard(book: Rulebook, schedule: str) -> list[str]:
    """The kinds of item that the rules of a schedule may do something about."""
    found: set[str] = set()
    for rule in book.index.hearing(schedule):
        if not rule.standing:
            able = frozenset().union(*(goal.kinds for _, goal in rule.goals))
            found |= able.intersection(*(hint.values for hint in hints_of(rule) if hint.fact == "kind"))
    return [kind for kind in KINDS if kind in found]


def keep_time(connection: sa.Connection, repo: RepoRef, book: Rulebook | None, now: datetime) -> None:
    """Have the timers that a repository's rules want, and no others.

    Args:
        connection: of a transaction.
        repo: where the rules are in force.
        book: the rules; None where there are none any more.
        now: the present.
    """
    set_before = {timer.name: timer for timer in timers.of_lane(connection, lane_of(repo))}
    wanted = [_timer(repo, schedule, book, now) for schedule in sorted(wanted_by(book))] if book else []
    for name in set_before.keys() - {timer.name for timer in wanted}:
        timers.cancel(connection, name)
    for timer in wanted:
        known = set_before.get(timer.name)
        overdue = known is not None and known.fire_at <= milliseconds(now)
        if known != timer and not overdue:
            timers.start(connection, timer)


def set_again(connection: sa.Connection, run: Run, schedule: str, now: datetime) -> None:
    """Set the next time of a schedule that has just come due; once the rules are read, they say it better."""
    known = timers.of_lane(connection, lane_of(run.where))
    if not any(timer.event == schedule for timer in known):
        timers.start(connection, _at(run.where, schedule, milliseconds(next_due(schedule, now, UTC))))


def belong(connection: sa.Connection, repo_id: int, installation: int) -> None:
    """The App was installed anew, or the repository given away: its schedules are the new installation's."""
    for timer in timers.of_lane(connection, f"{PREFIX}{repo_id}"):
        if timer.installation != installation:
            run = Run.model_validate_json(timer.body).model_copy(update={"installation": installation})
            timers.start(connection, replace(timer, installation=installation, body=run.model_dump_json().encode()))


def _timer(repo: RepoRef, schedule: str, book: Rulebook, now: datetime) -> Timer:
    return _at(repo, schedule, milliseconds(next_due(schedule, now, book.home.zone)))


def _at(repo: RepoRef, schedule: str, due: int) -> Timer:
    run = Run(installation=repo.installation, repo_id=repo.repo_id, repo_node=repo.repo_node, repo=repo.repo, due=due)
    body = run.model_dump_json().encode()
    return Timer(f"{schedule}:{repo.repo_id}", lane_of(repo), repo.installation, schedule, body, due)
