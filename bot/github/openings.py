"""The issues that rules opened for a repository as a whole: GitHub shows them, whatever the ledger remembers."""

from dataclasses import dataclass
from typing import Any

from bot.errors import Gone
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import RepoRef
from bot.writing.opened import key_in

LATELY = 50


@dataclass(frozen=True, slots=True)
class Openings:
    """What a repository shows.

    Attributes:
        opened: which goals of which rules have opened one of its newest issues, and for which day.
        closed: those of them whose issue is closed.
    """

    private: bool
    opened: frozenset[str]
    closed: frozenset[str] = frozenset()


async def read_openings(graphql: GraphQL, repo: RepoRef, place: str) -> Openings:
    """What was opened lately.

    Args:
        graphql: to ask with.
        repo: where.
        place: what the issues say that they were opened for.

    Raises:
        Gone: there is no such repository any more.
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    answer = await graphql.read(repo.installation, [openings_part(repo)])
    found: Any = answer.found("openings")
    if not isinstance(found, dict) or "issues" not in found:
        raise Gone(f"{repo.repo} does not exist any more")
    mine = [node for node in found["issues"]["nodes"] if node and node["viewerDidAuthor"]]
    keys = {key.lower(): node["closed"] for node in reversed(mine) if (key := key_in(node["body"], place))}
    return Openings(found["isPrivate"], frozenset(keys), frozenset(key for key, closed in keys.items() if closed))


def openings_part(repo: RepoRef) -> Part:
    """What to ask."""
    newest = f"issues(first: {LATELY}, orderBy: {{field: CREATED_AT, direction: DESC}})"
    held = f"isPrivate {newest} {{ nodes {{ body closed viewerDidAuthor }} }}"
    return Part(
        "openings", f"node(id: $openings) {{ ... on Repository {{ {held} }} }}", {"openings": ("ID!", repo.repo_node)}
    )
