"""Branches, commits, folders and files."""

from datetime import datetime
from typing import Any

from bot.sandbox.graphql.connection import connection
from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.registry import field
from bot.sandbox.graphql.repos import name_with_owner, repository_of
from bot.sandbox.world import commits
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Blob, Commit, Repository

_BIGGEST_TEXT = 512_000


@field("Repository", "defaultBranchRef")
def default_branch_ref(repo: Repository, info: Info) -> Any:
    """Its default branch; null while it is empty."""
    return _ref(repo, info, repo.default_branch)


@field("Repository", "ref")
def ref(repo: Repository, info: Info, qualifiedName: str) -> Any:  # noqa: N803 - GitHub's argument
    """A branch by its name."""
    return _ref(repo, info, qualifiedName.removeprefix("refs/heads/"))


def _ref(repo: Repository, info: Info, branch: str) -> dict[str, Any] | None:
    commit = commits.head(info.context.reader, repo, branch)
    return ref_to(repo, branch, commit) if commit else None


def ref_to(repo: Repository, branch: str, commit: Commit) -> dict[str, Any]:
    """A branch with its newest commit."""
    node = f"REF_{repo.id}_{branch}"
    return {"id": node, "name": branch, "prefix": "refs/heads/", "repository": repo, "target": commit}


def named_by(reader: Reader, node: str) -> tuple[Repository | None, str]:
    """The repository and the name of a branch by its node id."""
    _, repo, name = (*node.split("_", 2), "", "")[:3]
    found = reader.find(Repository, int(repo)) if repo.isdigit() else None
    return (found, name) if found and name in found.branches else (None, name)


def entry_of(repo: Repository, commit: Commit, path: str, info: Info) -> dict[str, Any] | None:
    """A file as an entry of the folder that it lies in; None where there is none."""
    info.context.change.may(repo, "read", "contents")
    blob = commits.read(info.context.reader, repo, commit, path)
    if blob is None:
        return None
    name = path.rpartition("/")[2]
    return {
        "name": name, "path": path, "type": "blob", "repository": repo, "oid": blob.sha, "mode": 33188, "object": blob,
    }  # fmt: skip


@field("Repository", "object")
def git_object(repo: Repository, info: Info, expression: str | None = None, oid: str | None = None) -> Any:
    """A file, folder or commit by `HEAD:path` or by its sha."""
    info.context.change.may(repo, "read", "contents")
    reader = info.context.reader
    if oid:
        return reader.find(Blob, repo.blobs.get(oid)) or reader.find(Commit, repo.commits.get(oid))
    name, mark, path = (expression or "").partition(":")
    commit = commits.resolve(reader, repo, name)
    if commit is None or not mark:
        return commit
    return commits.read(reader, repo, commit, path) or _tree(info, repo, commit, path.strip("/"))


def _tree(info: Info, repo: Repository, commit: Commit, path: str) -> dict[str, Any] | None:
    start = f"{path}/" if path else ""
    below: dict[str, str | None] = {}
    for each, blob_sha in commit.tree.items():
        if each.startswith(start):
            name, mark, _ = each[len(start) :].partition("/")
            below[name] = None if mark else blob_sha
    if not below:
        return None
    entries = []
    for name, sha in below.items():
        blob = info.context.reader.find(Blob, repo.blobs.get(sha or ""))
        entries.append({
            "name": name, "path": start + name, "type": "blob" if sha else "tree", "repository": repo,
            "oid": sha or commit.sha, "mode": 33188 if sha else 16384,
            "size": byte_size(blob, info) if blob else 0,
            "object": blob or _tree(info, repo, commit, start + name),
        })  # fmt: skip
    node = f"TR_{commit.id}_{path}"
    return {
        "__typename": "Tree", "id": node, "oid": commit.sha, "abbreviatedOid": commit.sha[:7], "repository": repo,
        "entries": entries,
    }  # fmt: skip


@field("Blob Commit", "oid")
def oid(held: Blob | Commit, _info: Info) -> str:
    """Its sha."""
    return held.sha


@field("Blob Commit", "abbreviatedOid")
def abbreviated_oid(held: Blob | Commit, _info: Info) -> str:
    """The beginning of its sha."""
    return held.sha[:7]


@field("Blob", "text")
def text(held: Blob, info: Info) -> str | None:
    """The beginning of its text, nearly always all of it; null for what is not text."""
    if is_binary(held, info):
        return None
    return held.text.encode()[:_BIGGEST_TEXT].decode("utf-8", "ignore") if is_truncated(held, info) else held.text


@field("Blob", "byteSize")
def byte_size(held: Blob, _info: Info) -> int:
    """Its size."""
    return len(held.text.encode())


@field("Blob", "isBinary")
def is_binary(held: Blob, _info: Info) -> bool:
    """Whether it is not text."""
    return "\0" in held.text


@field("Blob", "isTruncated")
def is_truncated(held: Blob, info: Info) -> bool:
    """Whether the text is cut."""
    return byte_size(held, info) > _BIGGEST_TEXT


@field("Commit", "history")
def history(held: Commit, info: Info, path: str | None = None, since: str | None = None, **arguments: Any) -> Any:
    """The commits that led here, newest first; those of one file, or since a moment."""
    found = commits.history(info.context.reader, repository_of(held, info), held, path)
    start = datetime.fromisoformat(since) if since else None
    kept = [each for each in found if start is None or datetime.fromisoformat(each.created_at) >= start]
    return connection(info, kept, **arguments)


@field("Commit", "committedDate")
def committed_date(held: Commit, _info: Info) -> str:
    """When it was made."""
    return held.created_at


@field("Commit", "url")
def commit_url(held: Commit, info: Info) -> str:
    """Where a browser would look for a commit."""
    return f"{info.context.lens.web}{commit_path(held, info)}"


@field("Commit", "resourcePath")
def commit_path(held: Commit, info: Info) -> str:
    """The path of a commit's page."""
    return f"/{name_with_owner(repository_of(held, info), info)}/commit/{held.sha}"
