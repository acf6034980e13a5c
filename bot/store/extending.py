"""Which repository's rules build on which others': who is to look again when a base changes."""

from collections.abc import Mapping

import sqlalchemy as sa

from bot.item import RepoRef
from bot.store.schema import extending


def remember(connection: sa.Connection, repo: RepoRef, bases: Mapping[str, int | None]) -> None:
    """What the rules of a repository build on now, in place of what was known.

    Args:
        connection: of a transaction.
        repo: whose rules.
        bases: the repositories by name, with GitHub's number where they were found.
    """
    forget(connection, repo.repo_id)
    known = {"repo_id": repo.repo_id, "installation": repo.installation, "repo_node": repo.repo_node, "repo": repo.repo}
    rows = {name.lower(): {**known, "base": name.lower(), "base_id": number} for name, number in bases.items()}
    if rows:
        connection.execute(sa.insert(extending), list(rows.values()))


def of(connection: sa.Connection, base_id: int, base: str) -> list[RepoRef]:
    """The repositories whose rules build on one, by its number or by the name that it has now."""
    which = sa.or_(extending.c.base_id == base_id, extending.c.base == base.lower())
    columns = (extending.c.installation, extending.c.repo_id, extending.c.repo_node, extending.c.repo)
    query = sa.select(*columns).where(which, extending.c.repo_id != base_id).distinct()
    return [RepoRef(*row) for row in connection.execute(query.order_by(extending.c.repo_id))]


def forget(connection: sa.Connection, repo_id: int) -> None:
    """A repository builds on nothing any more, or is gone."""
    connection.execute(sa.delete(extending).where(extending.c.repo_id == repo_id))
