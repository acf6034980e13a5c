"""The community's own messages: the files of one folder of its default branch, for the rules that name them.

First the folder is listed, with the request that reads the rule file; then all texts come with one more. Nothing is
read of what is too large or too many, and it is told. Those of a pull request's commit are read in the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import RepoRef
from rules.sayings import FOLDER, LONGEST, MOST, TOGETHER, message_file

LISTED = "... on Tree { entries { name type oid size } }"
_MOST_BYTES, _MOST_TOGETHER = 4 * LONGEST, 4 * TOGETHER


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the folder, before it is read."""

    oid: str
    size: int


def listed(told: Any) -> dict[str, Listed]:
    """The files of the folder by path, from the answer to `LISTED`; none where there is no folder."""
    entries = told.get("entries") if isinstance(told, Mapping) else None
    files = [entry for entry in entries or () if entry and entry["type"] == "blob" and entry["name"].endswith(".md")]
    return {f"{FOLDER}/{entry['name']}": Listed(entry["oid"], entry["size"]) for entry in files[: MOST + 1]}


async def read_folder(graphql: GraphQL, repo: RepoRef, commit: str) -> dict[str, str | None]:
    """What the files of the folder hold in some commit, as for `read_texts`.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    text = f"node(id: $repo) {{ ... on Repository {{ object(expression: $words) {{ {LISTED} }} }} }}"
    given = {"repo": ("ID!", repo.repo_node), "words": ("String!", f"{commit}:{FOLDER}")}
    found = (await graphql.read(repo.installation, [Part("folder", text, given)])).found("folder") or {}
    return await read_texts(graphql, repo, listed(found.get("object")))


async def read_texts(
    graphql: GraphQL, repo: RepoRef, files: Mapping[str, Listed], deliveries: Sequence[str] = ()
) -> dict[str, str | None]:
    """What the files hold; None for one that is too large, or that GitHub does not tell.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    few = files if len(files) <= MOST else {}
    wanted, left = [], _MOST_TOGETHER
    for path, file in few.items():
        if message_file(path) and file.size <= min(_MOST_BYTES, left):
            wanted.append(path)
            left -= file.size
    texts: dict[str, str | None] = {path: None if message_file(path) else "" for path in files}
    if not wanted:
        return texts
    given: dict[str, tuple[str, Any]] = {"repo": ("ID!", repo.repo_node)}
    given |= {f"m{n}": ("GitObjectID!", files[path].oid) for n, path in enumerate(wanted)}
    asked = " ".join(f"m{n}: object(oid: $m{n}) {{ ... on Blob {{ text }} }}" for n in range(len(wanted)))
    part = Part("messages", f"node(id: $repo) {{ ... on Repository {{ {asked} }} }}", given)
    found = (await graphql.read(repo.installation, [part], deliveries)).found("messages") or {}
    return texts | {path: (found.get(f"m{n}") or {}).get("text") for n, path in enumerate(wanted)}
