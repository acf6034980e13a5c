"""Lists items of repositories: those touched since a moment, or the open ones; many repositories by one request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.github.history import login_of
from bot.github.queries import TYPES
from bot.item import RepoRef
from bot.waking.again import LookAgain

PAGE = 50
MOST_AT_ONCE = 30
_CONNECTIONS = {"issue": "issues", "pull_request": "pullRequests", "discussion": "discussions"}
KINDS = tuple(_CONNECTIONS)
_ITEM = "id number url createdAt updatedAt authorAssociation author { __typename login }"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The items of one kind in one repository, from some place on.

    Attributes:
        repo: the repository's node id.
        touched_since: those changed since then, the newest first; None for the open ones, the oldest first.
        after: where the page begins; None for the first one.
    """

    repo: str
    kind: str
    touched_since: datetime | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a shelf.

    Attributes:
        following: the rest of the shelf; None where there is none.
    """

    items: tuple[LookAgain, ...]
    following: Shelf | None


def shelves(repositories: Sequence[str], touched_since: datetime | None = None) -> list[Shelf]:
    """Everything that some repositories hold."""
    return [Shelf(repo, kind, touched_since) for repo in repositories for kind in KINDS]


async def list_items(graphql: GraphQL, installation: int, wanted: Sequence[Shelf]) -> list[Listed]:
    """A page of each shelf, at most `MOST_AT_ONCE` of them; what the App may not see is empty.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    parts = [_part(f"s{n}", shelf) for n, shelf in enumerate(wanted)]
    answer = await graphql.read(installation, parts)
    return [_read(shelf, answer.found(f"s{n}"), installation) for n, shelf in enumerate(wanted)]


async def find_item(graphql: GraphQL, repo: RepoRef, number: int) -> LookAgain | None:
    """The issue, pull request or discussion with a number; None where there is none that the App may see.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    either = f"... on Issue {{ {_ITEM} }} ... on PullRequest {{ {_ITEM} }}"
    work = f"issueOrPullRequest(number: $number) {{ __typename {either} }}"
    talk = f"discussion(number: $number) {{ __typename {_ITEM} }}"
    given = {"repo": ("ID!", repo.repo_node), "number": ("Int!", number)}
    held = "id databaseId nameWithOwner isPrivate"
    parts = {
        alias: Part(alias, f"node(id: $repo) {{ ... on Repository {{ {held} it: {asked} }} }}", given)
        for alias, asked in (("work", work), ("talk", talk))
    }
    answer = await graphql.read(repo.installation, list(parts.values()))
    for told in map(answer.found, parts):
        if isinstance(told, dict) and told.get("it"):
            kind = next(kind for kind, name in TYPES.items() if name == told["it"]["__typename"])
            return _item(told["it"], kind, told, repo.installation)
    return None


def _part(alias: str, shelf: Shelf) -> Part:
    variables: dict[str, tuple[str, Any]] = {
        f"{alias}repo": ("ID!", shelf.repo),
        f"{alias}after": ("String", shelf.after),
    }
    arguments = f"first: {PAGE}, after: ${alias}after, orderBy: {{field: CREATED_AT, direction: ASC}}, states: [OPEN]"
    if shelf.touched_since is not None:
        arguments = f"first: {PAGE}, after: ${alias}after, orderBy: {{field: UPDATED_AT, direction: DESC}}"
        if shelf.kind == "issue":
            arguments += f", filterBy: {{since: ${alias}since}}"
            variables[f"{alias}since"] = ("DateTime!", shelf.touched_since.isoformat())
    held = f"{_CONNECTIONS[shelf.kind]}({arguments}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ {_ITEM} }} }}"
    text = (
        f"node(id: ${alias}repo) {{ ... on Repository {{ id databaseId nameWithOwner isPrivate isArchived {held} }} }}"
    )
    return Part(alias, text, variables)


def _read(shelf: Shelf, repository: Any, installation: int) -> Listed:
    page = repository.get(_CONNECTIONS[shelf.kind]) if isinstance(repository, dict) else None
    if not isinstance(page, dict) or repository.get("isArchived"):
        return Listed((), None)
    nodes = [node for node in page["nodes"] if node]
    touched = [node for node in nodes if _touched(node, shelf.touched_since)]
    more = page["pageInfo"]["hasNextPage"] and len(touched) == len(nodes)
    following = replace(shelf, after=page["pageInfo"]["endCursor"]) if more else None
    return Listed(tuple(_item(node, shelf.kind, repository, installation) for node in touched), following)


def _touched(node: Mapping[str, Any], since: datetime | None) -> bool:
    return since is None or datetime.fromisoformat(node["updatedAt"]) >= since


def _item(node: Mapping[str, Any], kind: str, repository: Mapping[str, Any], installation: int) -> LookAgain:
    return LookAgain(
        installation=installation,
        repo_id=repository["databaseId"],
        repo_node=repository["id"],
        repo=repository["nameWithOwner"],
        private=repository["isPrivate"],
        kind=kind,
        number=node["number"],
        node=node["id"],
        url=node["url"],
        author=login_of(node.get("author")),
        association=node.get("authorAssociation") or "",
        created_at=node["createdAt"],
    )
