"""Asks for what a proposed change needs: the file on the default branch, the bot's own branch, its pull request."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.github.blobs import BLOB
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import ItemRef
from bot.proposing.asked import Asked
from bot.writing.opened import opened_for
from rules.facts import UNKNOWN, Maybe
from rules.proposals import Proposal, Pull

MOST = 20
_FILE = f"... on Commit {{ oid file(path: $path) {{ object {{ {BLOB} }} }} }}"
_PULLS = (
    "pullRequests(headRefName: $branch, first: 20, orderBy: {field: CREATED_AT, direction: DESC}) "
    "{ nodes { id number state body isCrossRepository viewerDidAuthor } }"
)


async def read_proposals(
    graphql: GraphQL, item: ItemRef, asked: Sequence[Asked], deliveries: Sequence[str] = ()
) -> dict[str, Proposal]:
    """What is known of each change, by its branch.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    if not asked:
        return {}
    wanted = list(dict.fromkeys(asked))[:MOST]
    answer = await graphql.read(
        item.installation, [part for n, one in enumerate(wanted) for part in proposal_parts(n, one)], deliveries
    )
    return {one.branch: _read(answer.found(f"proposal{n}")) for n, one in enumerate(wanted)}


def proposal_parts(n: int, asked: Asked) -> list[Part]:
    """The part of the question that tells of one change."""
    owner, _, name = asked.repo.partition("/")
    given = {"owner": owner, "name": name, "path": asked.path, "branch": asked.branch}
    own = {f"{key}{n}": ("String!", value) for key, value in {**given, "ref": f"refs/heads/{asked.branch}"}.items()}
    held = (
        f"id isPrivate defaultBranchRef {{ name target {{ {_FILE} }} }} "
        f"ref(qualifiedName: $ref) {{ id target {{ {_FILE} }} }} {_PULLS}"
    )
    text = f"repository(owner: $owner, name: $name) {{ {held} }}"
    for key in (*given, "ref"):
        text = text.replace(f"${key}", f"${key}{n}")
    return [Part(f"proposal{n}", text, own)]


def _read(told: Any) -> Proposal:
    if not isinstance(told, Mapping):
        return Proposal()
    base, own = told.get("defaultBranchRef") or {}, told.get("ref") or {}
    there, here = base.get("target") or {}, own.get("target") or {}
    return Proposal(
        repository=told["id"],
        base=base.get("name", ""),
        commit=there.get("oid", ""),
        text=_text(there),
        ref=own.get("id", ""),
        head=here.get("oid", ""),
        head_text=_text(here),
        pull=_pull(told["pullRequests"]["nodes"]),
        private=told["isPrivate"],
    )


def _text(commit: Mapping[str, Any]) -> Maybe[str]:
    """A file's text; of one that is too long, or is none, nothing is known."""
    entry = commit.get("file")
    if entry is None:
        return ""
    blob = entry.get("object") or {}
    whole = isinstance(blob.get("text"), str) and not blob["isTruncated"]
    return blob["text"] if whole else UNKNOWN


def _pull(nodes: Sequence[Any]) -> Pull | None:
    """The newest of our own; a branch of the same name in a fork is another one."""
    mine = [node for node in nodes if node and node["viewerDidAuthor"] and not node["isCrossRepository"]]
    if not mine:
        return None
    last = mine[0]
    mark = opened_for(last["body"]).rpartition("=")[2]
    return Pull(id=last["id"], number=last["number"], state=last["state"].lower(), mark=mark)
