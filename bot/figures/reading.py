"""Reads what the figures of a repository are counted from: its rule file, its decisions, its items. Bounded."""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.figures.looks import items_in, looks
from bot.figures.observed import compared, lanes_of, would
from bot.figures.summary import Seen
from bot.looking.watching import watched_since
from bot.messages import built_in
from bot.modes import Modes
from bot.proposing.switching import Written
from bot.store import rulefiles
from bot.store.rulefiles import RuleFile
from bot.store.schema import rulefile
from rules.bases import FILE
from rules.sayings import Sayings


@dataclass(frozen=True, slots=True)
class Files:
    """The rule file of a repository.

    Attributes:
        in_force: the last valid version; refused: a newer one that is not in force.
    """

    in_force: RuleFile | None
    refused: RuleFile | None


def repository(connection: sa.Connection, repo: str) -> tuple[int, str] | None:
    """The number and the name of a repository whose rules are known, `acme/site`; of two the one seen last."""
    named = sa.func.lower(rulefile.c.repo) == repo.lower()
    query = sa.select(rulefile.c.repo_id, rulefile.c.repo).where(named, rulefile.c.path == FILE)
    row = connection.execute(query.order_by(rulefile.c.seen_at.desc()).limit(1)).first()
    return None if row is None else (row.repo_id, row.repo)


def files(connection: sa.Connection, repo_id: int) -> Files:
    """The rules in force, and those that are not."""
    newest = rulefiles.latest(connection, repo_id, FILE)
    in_force = rulefiles.last_valid(connection, repo_id, FILE)
    return Files(in_force, newest if newest and not newest.valid else None)


def written(file: RuleFile) -> Written:
    """A version with all that belongs to it."""
    return Written(file.text, file.bases, Sayings(file.messages, built_in()))


def seen(connection: sa.Connection, repo_id: int, repo: str, modes: Modes) -> Seen | None:
    """All that the summary of observing tells of a repository; None where no rules are in force there.

    Raises:
        CannotChange: the rules in force cannot be read by this version of the program.
    """
    kept = rulefiles.last_valid(connection, repo_id, FILE)
    if kept is None:
        return None
    decided, file = looks(connection, repo_id), written(kept)
    found = would(decided)
    items = items_in(connection, lanes_of(found.values()))
    compared(found.values(), items)
    since = watched_since(connection, repo_id)
    return Seen(repo, file, file.load(), decided, modes.observes(repo), since, found, items)


def seen_at(connection: sa.Connection, repo: str, modes: Modes) -> Seen | None:
    """The same of a repository by its name; None where no rules of it are known.

    Raises:
        CannotChange: as for `seen`.
    """
    place = repository(connection, repo)
    return seen(connection, *place, modes) if place else None
