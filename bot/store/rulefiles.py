"""The rule files as last seen: the last valid version stays in force, also after a restart."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import sqlalchemy as sa

from bot.item import RepoRef
from bot.store.schema import item, rulefile
from bot.store.sql import plain, upsert
from rules.bases import Base

_LONGEST_TEXT = 2 * 1024 * 1024
_MOST_TROUBLES = 50


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One version of a rule file.

    Attributes:
        oid: Git's id of the blob; with bases, what tells all of them together apart.
        problem: what is wrong with it, where it is not valid.
        repo: the repository's name.
        private: whether it is hidden from the public.
        bases: what it extends, by name, as it was when this version was read.
        messages: the texts of its message files, by path; None for one that is too large.
    """

    repo_id: int
    path: str
    oid: str
    text: str
    valid: bool
    seen_at: int
    problem: str = ""
    repo: str = ""
    private: bool = True
    bases: Mapping[str, Base] = field(default_factory=dict)
    messages: Mapping[str, str | None] = field(default_factory=dict)


def save(connection: sa.Connection, file: RuleFile) -> None:
    """Keep a version: a valid one takes the place of all others, a refused one that of the last refused."""
    text, problem = plain(file.text, _LONGEST_TEXT), plain(file.problem, _LONGEST_TEXT)
    row = {name: getattr(file, name) for name in RuleFile.__dataclass_fields__}
    bases = {name: asdict(base) | {"text": plain(base.text, _LONGEST_TEXT)} for name, base in file.bases.items()}
    messages = {path: told and plain(told, _LONGEST_TEXT) for path, told in file.messages.items()}
    upsert(connection, rulefile, row | {"text": text, "problem": problem, "bases": bases, "messages": messages})
    if file.valid:
        refused = rulefile.c.valid.is_(False)
        connection.execute(sa.delete(rulefile).where(*_of(file.repo_id, file.path), refused))


def latest(connection: sa.Connection, repo_id: int, path: str) -> RuleFile | None:
    """The version seen last, valid or not."""
    return _newest(connection, repo_id, path)


def last_valid(connection: sa.Connection, repo_id: int, path: str) -> RuleFile | None:
    """The version in force."""
    return _newest(connection, repo_id, path, rulefile.c.valid.is_(True))


def troubles(connection: sa.Connection, repo_id: int | None = None) -> list[RuleFile]:
    """The files whose newest version is not in force, of public repositories only.

    Args:
        connection: to read with.
        repo_id: of one repository only.
    """
    query = sa.select(rulefile).where(rulefile.c.valid.is_(False), rulefile.c.private.is_(False))
    if repo_id is not None:
        query = query.where(rulefile.c.repo_id == repo_id)
    newest = query.order_by(rulefile.c.seen_at.desc(), rulefile.c.path).limit(_MOST_TROUBLES)
    return [_file(row) for row in connection.execute(newest)]


def scheduling(connection: sa.Connection) -> list[RepoRef]:
    """The repositories whose rules in force may want a schedule, as far as any item of theirs is known."""
    asks = sa.or_(rulefile.c.text.contains("schedule."), sa.cast(rulefile.c.bases, sa.Text).contains("schedule."))
    columns = (item.c.installation, item.c.repo_id, item.c.repo_node, item.c.repo)
    joined = sa.select(*columns).distinct().join_from(rulefile, item, rulefile.c.repo_id == item.c.repo_id)
    found = connection.execute(joined.where(rulefile.c.valid, asks).order_by(item.c.repo_id))
    return list({row.repo_id: RepoRef(*row) for row in found}.values())


def watched(connection: sa.Connection, repo_id: int, repo: str) -> set[str]:
    """The paths of a repository that rules were read from, its own or those that build on it."""
    own = sa.select(rulefile.c.path).where(rulefile.c.repo_id == repo_id)
    named = sa.func.lower(rulefile.c.path).startswith(repo.lower(), autoescape=True)
    theirs = (path.partition(":") for path in connection.scalars(sa.select(rulefile.c.path).where(named)))
    of_base = {path for base, _, path in theirs if base.partition("@")[0].lower() == repo.lower()}
    return {path for path in connection.scalars(own) if ":" not in path} | of_base


def follow(connection: sa.Connection, repo_id: int, repo: str, *, private: bool) -> None:
    """A repository was renamed, hidden or opened."""
    connection.execute(sa.update(rulefile).where(rulefile.c.repo_id == repo_id).values(repo=repo, private=private))


def forget(connection: sa.Connection, repo_id: int, path: str) -> None:
    """The file was removed: no version is in force any more."""
    connection.execute(sa.delete(rulefile).where(*_of(repo_id, path)))


def _of(repo_id: int, path: str) -> tuple[sa.ColumnElement[bool], ...]:
    return rulefile.c.repo_id == repo_id, rulefile.c.path == path


def _newest(connection: sa.Connection, repo_id: int, path: str, *which: sa.ColumnElement[bool]) -> RuleFile | None:
    query = sa.select(rulefile).where(*_of(repo_id, path), *which)
    row = connection.execute(query.order_by(rulefile.c.seen_at.desc(), rulefile.c.valid.desc()).limit(1)).first()
    return None if row is None else _file(row)


def _file(row: sa.Row[*tuple[Any, ...]]) -> RuleFile:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return RuleFile(**{**values, "bases": {name: Base(**base) for name, base in values["bases"].items()}})
