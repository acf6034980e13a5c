"""Asks for what a proposed change needs: the file on the default branch, the bot's own branch, its pull request."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.github.auth import AppTokens
from bot.github.blobs import BLOB, text_of
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import ItemRef, RepoRef
from bot.proposing.asked import Asked
from bot.writing.opened import opened_for
from rules.proposals import Proposal, Pull

MOST = 20
_FILE = f"... on Commit {{ oid file(path: $path) {{ object {{ {BLOB} }} }} }}"
_PULLS = (
    "pullRequests(headRefName: $branch, first: 20, orderBy: {field: CREATED_AT, direction: DESC}) "
    "{ nodes { id number state body isCrossRepository viewerDidAuthor } }"
)


async def read_proposals(
    graphql: GraphQL, tokens: AppTokens, item: ItemRef, asked: Sequence[Asked], deliveries: Sequence[str] = ()
) -> dict[str, Proposal]:
    """What is known of each change, by its branch.

    Args:
        graphql: whom to ask.
        tokens: asks for the rest of a long file.
        item: on whose account.
        asked: the changes.
        deliveries: because of which.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    if not asked:
        return {}
    wanted = list(dict.fromkeys(asked))[:MOST]
    answer = await graphql.read(
        item.installation, [part for n, one in enumerate(wanted) for part in proposal_parts(n, one)], deliveries
    )
    told = {one: answer.found(f"proposal{n}") for n, one in enumerate(wanted)}
    return {one.branch: await _read(tokens, item.installation, one.repo, found) for one, found in told.items()}


def proposal_parts(n: int, asked: Asked) -> list[Part]:
    """The part of the question that tells of one change."""
    owner, _, name = asked.repo.partition("/")
    given = {"owner": owner, "name": name, "path": asked.path, "branch": asked.branch}
    own = {f"{key}{n}": ("String!", value) for key, value in {**given, "ref": f"refs/heads/{asked.branch}"}.items()}
    held = (
        f"id databaseId isPrivate defaultBranchRef {{ name target {{ {_FILE} }} }} "
        f"ref(qualifiedName: $ref) {{ id target {{ {_FILE} }} }} {_PULLS}"
    )
    text = f"repository(owner: $owner, name: $name) {{ {held} }}"
    for key in (*given, "ref"):
        text = text.replace(f"${key}", f"${key}{n}")
    return [Part(f"proposal{n}", text, own)]


async def _read(tokens: AppTokens, installation: int, name: str, told: Any) -> Proposal:
    if not isinstance(told, Mapping):
        return Proposal()
    place = RepoRef(installation, told["databaseId"] or 0, told["id"], name)
    base, own = told.get("defaultBranchRef") or {}, told.get("ref") or {}
    there, here = base.get("target") or {}, own.get("target") or {}
    return Proposal(
        repository=told["id"],
        base=base.get("name", ""),
        commit=there.get("oid", ""),
        text=await text_of(tokens, place, there.get("file")),
        ref=own.get("id", ""),
        head=here.get("oid", ""),
        head_text=await text_of(tokens, place, here.get("file")),
        pull=_pull(told["pullRequests"]["nodes"]),
        private=told["isPrivate"],
    )


def _pull(nodes: Sequence[Any]) -> Pull | None:
    """The newest of our own; a branch of the same name in a fork is another one."""
    mine = [node for node in nodes if node and node["viewerDidAuthor"] and not node["isCrossRepository"]]
    if not mine:
        return None
    last = mine[0]
    mark = opened_for(last["body"]).rpartition("=")[2]
    return Pull(id=last["id"], number=last["number"], state=last["state"].lower(), mark=mark)
