"""Whose items a page shows that is about all repositories: everybody's, some people's, or all of them."""

from dataclasses import dataclass

import sqlalchemy as sa
from starlette.requests import Request

from bot.store.schema import item
from webhooks.pages.desk import Desk
from webhooks.visitors.gate import Page

_MOST_REPOSITORIES = 10
"""Of so many GitHub is asked whether somebody may write there: those in which something happened last."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who looks.

    Attributes:
        local: sits at the machine, and sees everything.
        writes: may write to these repositories, and sees nothing else; None for everybody, who sees what is public.
    """

    local: bool = False
    writes: frozenset[int] | None = None

    def may_see(self, connection: sa.Connection) -> sa.ColumnElement[bool]:
        """Which rows of `item` they see.

        A repository counts as private from the moment that any later item of it was seen to be in a private one: the
        items that were seen before still carry the old word.
        """
        if self.local:
            return sa.true()
        if self.writes is not None:
            return item.c.repo_id.in_(self.writes)
        return item.c.private.is_(False) & item.c.repo_id.not_in(_shut(connection))

    def may_read(self, connection: sa.Connection, repo_id: int) -> bool:
        """Whether they see the rules of a repository."""
        if self.writes is not None:
            return repo_id in self.writes
        return self.local or repo_id not in _shut(connection)

    @property
    def insider(self) -> bool:
        """Whether they are told what the bot knows of people, of whatever they see."""
        return self.local or self.writes is not None


EVERYBODY = Audience()


async def audience(desk: Desk, request: Request, page: Page) -> Audience:
    """Who looks at a page that can be published.

    Raises:
        Turned: it is not published, and nobody has signed in; or GitHub does not answer.
        StoreUnavailable: the database does not answer.
    """
    visitor = desk.gate.visitor(request)
    if visitor and visitor.local:
        return Audience(local=True)
    if page in desk.settings.public:
        return EVERYBODY
    visitor = await desk.gate.admit(request)
    lately = await desk.store.read(busiest)
    return Audience(writes=await desk.gate.writable(visitor, lately))


def _shut(connection: sa.Connection) -> list[int]:
    """The repositories that have become private."""
    newest, private = sa.func.max(item.c.seen_at), sa.func.max(sa.case((item.c.private.is_(True), item.c.seen_at)))
    query = sa.select(item.c.repo_id).group_by(item.c.repo_id).having(private >= newest)
    return list(connection.execute(query).scalars())


def busiest(connection: sa.Connection) -> list[int]:
    """The repositories in which something happened last."""
    last = sa.func.max(item.c.seen_at)
    query = sa.select(item.c.repo_id).group_by(item.c.repo_id).order_by(last.desc()).limit(_MOST_REPOSITORIES)
    return list(connection.execute(query).scalars())
