"""The roots of queries."""

from typing import Any

from bot.sandbox.graphql.context import Context, Info
from bot.sandbox.graphql.registry import field
from bot.sandbox.refusals import NotFound
from bot.sandbox.world.records import Organization, Record, Repository, User


@field("Query", "node")
def node(_root: Any, info: Info, id: str) -> Record:  # noqa: A002 - GitHub's argument
    """One thing by its node id."""
    context: Context = info.context
    return context.node(id, Record)


@field("Query", "nodes")
def nodes(_root: Any, info: Info, ids: list[str]) -> list[Record | NotFound]:
    """Many things; each missing one is null with an error of its own."""
    context: Context = info.context
    found: list[Record | NotFound] = []
    for each in ids:
        try:
            found.append(context.node(each, Record))
        except NotFound as problem:
            found.append(problem)
    return found


@field("Query", "repository")
def repository(_root: Any, info: Info, owner: str, name: str, followRenames: bool = True) -> Repository:  # noqa: N803
    """A repository by its name, or by one that it had before."""
    context: Context = info.context
    found = context.reader.repository(owner, name)
    full = f"{owner}/{name}"
    moved = found is not None and context.reader.full_name(found).lower() != full.lower()
    if found is None or not context.sees(found) or (moved and followRenames is False):
        raise NotFound(f"Could not resolve to a Repository with the name '{full}'.")
    return found


@field("Query", "user")
def user(_root: Any, info: Info, login: str) -> User:
    """A person by login."""
    found = info.context.reader.account(login)
    if not isinstance(found, User):
        raise NotFound(f"Could not resolve to a User with the login of '{login}'.")
    return found


@field("Query", "organization")
def organization(_root: Any, info: Info, login: str) -> Organization:
    """An organisation by login."""
    found = info.context.reader.account(login)
    if not isinstance(found, Organization):
        raise NotFound(f"Could not resolve to an Organization with the login of '{login}'.")
    return found


@field("Query", "viewer")
def viewer(_root: Any, info: Info) -> Any:
    """Who asks. GitHub shows an App as a user here, with `[bot]` at the end of its login."""
    return info.context.change.actor


@field("Query", "rateLimit")
def rate_limit(_root: Any, info: Info) -> dict[str, Any]:
    """What this hour's budget still holds."""
    context: Context = info.context
    budget = context.budget
    return {
        "cost": 1, "limit": budget.limit, "nodeCount": 0, "remaining": budget.remaining, "used": budget.used,
        "resetAt": context.reset_at(),
    }  # fmt: skip
