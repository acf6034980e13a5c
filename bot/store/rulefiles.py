"""The rule files as last seen: the last valid version stays in force, also after a restart."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from bot.store.schema import rulefile
from bot.store.sql import plain, upsert

_LONGEST_TEXT = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One version of a rule file.

    Attributes:
        oid: Git's id of the blob.
        problem: what is wrong with it, where it is not valid.
    """

    repo_id: int
    path: str
    oid: str
    text: str
    valid: bool
    seen_at: int
    problem: str = ""


def save(connection: sa.Connection, file: RuleFile) -> None:
    """Keep a version: a valid one takes the place of the last valid one, a refused one that of the last refused."""
    text, problem = plain(file.text, _LONGEST_TEXT), plain(file.problem, _LONGEST_TEXT)
    upsert(connection, rulefile, asdict(file) | {"text": text, "problem": problem})


def latest(connection: sa.Connection, repo_id: int, path: str) -> RuleFile | None:
    """The version seen last, valid or not."""
    return _newest(connection, repo_id, path)


def last_valid(connection: sa.Connection, repo_id: int, path: str) -> RuleFile | None:
    """The version in force."""
    return _newest(connection, repo_id, path, rulefile.c.valid.is_(True))


def forget(connection: sa.Connection, repo_id: int, path: str) -> None:
    """The file was removed: no version is in force any more."""
    connection.execute(sa.delete(rulefile).where(rulefile.c.repo_id == repo_id, rulefile.c.path == path))


def _newest(connection: sa.Connection, repo_id: int, path: str, *which: sa.ColumnElement[bool]) -> RuleFile | None:
    query = sa.select(rulefile).where(rulefile.c.repo_id == repo_id, rulefile.c.path == path, *which)
    row = connection.execute(query.order_by(rulefile.c.seen_at.desc(), rulefile.c.valid.desc()).limit(1)).first()
    return None if row is None else RuleFile(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
