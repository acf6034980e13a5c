"""Who is not new in a repository: found out once, kept for good."""

import sqlalchemy as sa

from bot.store.ready import Ready
from bot.store.schema import person
from bot.store.sql import insert

_IS = sa.and_(person.c.repo_id == sa.bindparam("where"), person.c.login == sa.bindparam("who"))
_KNOWN = Ready(lambda _: sa.select(person.c.known_since).where(_IS))
_REMEMBER = Ready(lambda one: insert(one, person).on_conflict_do_nothing(index_elements=["repo_id", "login"]))


def known_since(connection: sa.Connection, repo_id: int, login: str) -> int | None:
    """Since when a person is known in a repository, or None if nothing is known of them."""
    found = _KNOWN.first(connection, {"where": repo_id, "who": login.casefold()})
    return None if found is None else int(found[0])


def remember(connection: sa.Connection, repo_id: int, login: str, since: int) -> None:
    """A person is not new any more; the first moment that was remembered stays."""
    _REMEMBER.run(connection, {"repo_id": repo_id, "login": login.casefold(), "known_since": since})


def meet(connection: sa.Connection, repo_id: int, login: str, at: int) -> int | None:
    """A person comes, who is not new any more with the next thing that they open; since when they were known before."""
    before = known_since(connection, repo_id, login)
    if before is None:
        remember(connection, repo_id, login, at)
    return before
