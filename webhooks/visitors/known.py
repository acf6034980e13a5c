"""The repositories that the bot knows, as the gate needs them."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from bot.item import RepoRef
from bot.store.schema import item

NAME = re.compile(r"[A-Za-z0-9_-]{1,100}/[A-Za-z0-9._-]{1,100}")
"""A repository's, with its owner's."""
_COLUMNS = (item.c.installation, item.c.repo_id, item.c.repo_node, item.c.repo, item.c.private)


@dataclass(frozen=True, slots=True)
class Known:
    """A repository, as last seen."""

    ref: RepoRef
    private: bool


def named(connection: sa.Connection, repo: str) -> Known | None:
    """The repository that has this name; None where none is known by it."""
    if not NAME.fullmatch(repo):
        return None
    # By an index, whether there is one or not: how long an answer takes must tell strangers nothing.
    named_so = sa.select(item.c.repo_id).where(sa.func.lower(item.c.repo) == repo.lower())
    repo_id = connection.execute(named_so.order_by(item.c.seen_at.desc()).limit(1)).scalar_one_or_none()
    return None if repo_id is None else _newest_of(connection, repo_id)


def numbered(connection: sa.Connection, repos: Collection[int]) -> list[Known]:
    """The repositories with these numbers, as far as they are known."""
    return [known for repo in repos if (known := _newest_of(connection, repo))]


def _newest_of(connection: sa.Connection, repo_id: int) -> Known | None:
    newest = sa.select(*_COLUMNS).where(item.c.repo_id == repo_id).order_by(item.c.seen_at.desc()).limit(1)
    row = connection.execute(newest).first()
    return None if row is None else Known(RepoRef(*row[:4]), private=row.private)
