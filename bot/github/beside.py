"""What the default branch holds beside the rules and the rules ask about: CODEOWNERS, issue forms, further files.

All of it comes with one request, when the rules are read. The bot acts on no other branch's version; what a pull
request makes of it is only looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.errors import PermissionMissing
from bot.github.answer import Answer
from bot.github.auth import AppTokens
from bot.github.blobs import BLOB, Blob, blob_of
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import RepoRef
from rules.codeowners import PATHS
from rules.facts import UNKNOWN, Maybe
from rules.forms import FOLDER, Form, read_form

MOST_FORMS = 50
NEWEST = "HEAD"
"""The newest commit of the default branch."""
_SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Beside:
    """Facts about a repository's default branch; what no rule asks about is unknown.

    Attributes:
        documents: texts by path; empty for a file that is not there.
    """

    codeowners: Maybe[str] = UNKNOWN
    forms: Maybe[tuple[Form, ...]] = UNKNOWN
    documents: Mapping[str, str] = field(default_factory=dict)


async def read_beside(
    graphql: GraphQL,
    tokens: AppTokens,
    item: RepoRef,
    needs: frozenset[str],
    deliveries: Sequence[str] = (),
    commit: str = NEWEST,
) -> Beside:
    """What the facts needed say of a commit; nothing is asked for where none is needed.

    Raises:
        PermissionMissing: the App may not read files.
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    paths = sorted(need.removeprefix("file:") for need in needs if need.startswith("file:"))
    owners = PATHS if "codeowners" in needs else ()
    wanted = {f"f{n}": (f"{commit}:{path}", BLOB) for n, path in enumerate((*paths, *owners))}
    if "forms" in needs:
        wanted["forms"] = (f"{commit}:{FOLDER}", f"... on Tree {{ entries {{ name object {{ {BLOB} }} }} }}")
    if not wanted:
        return Beside()
    parts = [_part(item, alias, *asked) for alias, asked in wanted.items()]
    answer = await graphql.read(item.installation, parts, deliveries)
    found = {alias: _object(answer, alias, item) for alias in wanted}
    folder = found.pop("forms", None)
    blobs = [await blob_of(tokens, item, told) for told in found.values()]
    texts = {path: _text(blob) for path, blob in zip(paths, blobs, strict=False)}
    there = [blob for blob in blobs[len(paths) :] if blob]
    return Beside(
        codeowners=_text(there[0] if there else None) if owners else UNKNOWN,
        forms=await _forms(tokens, item, folder) if "forms" in needs else UNKNOWN,
        documents={path: text for path, text in texts.items() if text is not UNKNOWN},
    )


def _part(item: RepoRef, alias: str, expression: str, what: str) -> Part:
    text = f"node(id: $repo) {{ ... on Repository {{ object(expression: ${alias}) {{ {what} }} }} }}"
    return Part(alias, text, {"repo": ("ID!", item.repo_node), alias: ("String!", expression)})


def _object(answer: Answer, alias: str, item: RepoRef) -> Any:
    repository, fault = answer.found(alias), answer.fault_at(alias)
    if fault is not None and fault.kind == "FORBIDDEN":
        raise PermissionMissing(f"the App may not read the files of {item.repo}: it lacks Contents: read")
    return repository.get("object") if isinstance(repository, dict) else None


def _text(blob: Blob | None) -> Maybe[str]:
    """A file's text; of one that is too large nothing is known."""
    if blob is None:
        return ""
    return blob.text if blob.whole else UNKNOWN


async def _forms(tokens: AppTokens, item: RepoRef, folder: Any) -> tuple[Form, ...]:
    entries = folder.get("entries") if isinstance(folder, dict) else None
    files = [entry for entry in entries or () if entry and entry["name"].endswith(_SUFFIXES)]
    found = []
    for entry in files[:MOST_FORMS]:
        blob = await blob_of(tokens, item, entry.get("object"))
        form = read_form(f"{FOLDER}/{entry['name']}", blob.text) if blob and blob.whole else None
        if form is not None:
            found.append(form)
    return tuple(found)
