"""Texts of other programs' files in a repository: some by name, and all in a few folders. Bounded, one request."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import RepoRef

MOST_FILES = 50
_BLOB = "... on Blob { text isTruncated }"
_TREE = f"... on Tree {{ entries {{ name object {{ {_BLOB} }} }} }}"


async def read_neighbours(
    graphql: GraphQL, repo: RepoRef, files: Sequence[str], folders: Sequence[str]
) -> dict[str, str]:
    """The texts by path; what is missing, binary or too long is left out.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    found: Any = (await graphql.read(repo.installation, [neighbours_part(repo, files, folders)])).found("beside")
    told: Mapping[str, Any] = found if isinstance(found, dict) else {}
    texts = {path: _text(told.get(f"f{n}")) for n, path in enumerate(files)}
    for n, folder in enumerate(folders):
        entries = (told.get(f"d{n}") or {}).get("entries") or ()
        texts |= {f"{folder}/{each['name']}": _text(each.get("object")) for each in entries[:MOST_FILES] if each}
    return {path: text for path, text in texts.items() if text is not None}


def neighbours_part(repo: RepoRef, files: Sequence[str], folders: Sequence[str]) -> Part:
    """What to ask."""
    asked = [f"f{n}: object(expression: $f{n}) {{ {_BLOB} }}" for n in range(len(files))]
    asked += [f"d{n}: object(expression: $d{n}) {{ {_TREE} }}" for n in range(len(folders))]
    given: dict[str, tuple[str, Any]] = {"repo": ("ID!", repo.repo_node)}
    given |= {f"f{n}": ("String!", f"HEAD:{path}") for n, path in enumerate(files)}
    given |= {f"d{n}": ("String!", f"HEAD:{path}") for n, path in enumerate(folders)}
    return Part("beside", f"node(id: $repo) {{ ... on Repository {{ {' '.join(asked)} }} }}", given)


def _text(blob: Any) -> str | None:
    text = blob.get("text") if isinstance(blob, dict) else None
    return text if isinstance(text, str) and not blob.get("isTruncated") else None
