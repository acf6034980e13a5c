"""Files: blobs, commits with whole trees, branches."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.world.change import Change
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Blob, Commit, Repository


def blob_sha(text: str) -> str:
    """Git's own name of a file's content."""
    raw = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw).hexdigest()  # noqa: S324 - git's own hash


def head(reader: Reader, repo: Repository, branch: str) -> Commit | None:
    """The newest commit of a branch."""
    return reader.find(Commit, repo.branches.get(branch))


def resolve(reader: Reader, repo: Repository, ref: str) -> Commit | None:
    """The commit that `HEAD`, a branch, `refs/heads/...` or a sha names."""
    name = repo.default_branch if ref == "HEAD" else ref.removeprefix("refs/heads/")
    return head(reader, repo, name) or reader.find(Commit, repo.commits.get(ref))


def read(reader: Reader, repo: Repository, commit: Commit, path: str) -> Blob | None:
    """The file at a path in a commit."""
    sha = commit.tree.get(path.strip("/"))
    return reader.find(Blob, repo.blobs.get(sha or ""))


def history(reader: Reader, repo: Repository, newest: Commit, path: str | None) -> list[Commit]:
    """A commit and those before it, newest first; of those that changed a file, where one is named."""
    found: list[Commit] = []
    now: Commit | None = newest
    while now is not None:
        before = reader.find(Commit, repo.commits.get(now.parent or ""))
        if path is None or now.tree.get(path) != (before.tree.get(path) if before else None):
            found.append(now)
        now = before
    return found


def commit(
    change: Change, repo: Repository, files: Mapping[str, str | None], message: str, parent: Commit | None
) -> tuple[Repository, Commit]:
    """Write files (None deletes one) on top of a commit, on no branch yet."""
    world = change.world
    tree, blobs = dict(parent.tree if parent else {}), dict(repo.blobs)
    for path, text in files.items():
        if text is None:
            tree.pop(path, None)
            continue
        sha = tree[path] = blob_sha(text)
        if sha not in blobs:
            blobs[sha] = world.add(Blob(id=world.number(), repo=repo.id, sha=sha, text=text)).id
    number = world.number()
    sha = hashlib.sha1(f"{number}:{sorted(tree.items())}:{message}".encode()).hexdigest()  # noqa: S324 - git's own hash
    made = Commit(
        id=number, repo=repo.id, sha=sha, message=message, author=change.actor.id, tree=tree,
        parent=parent.sha if parent else None, created_at=change.now,
    )  # fmt: skip
    world.add(made)
    return world.update(repo, blobs=blobs, commits={**repo.commits, sha: number}), made


def push(change: Change, repo: Repository, branch: str, files: Mapping[str, str | None], message: str) -> Commit:
    """Commit files to a branch and tell of the push."""
    change.may(repo, "write", "contents")
    before = head(change.world, repo, branch)
    touched = {
        "added": [path for path, text in files.items() if text is not None and not (before and path in before.tree)],
        "modified": [path for path, text in files.items() if text is not None and before and path in before.tree],
        "removed": [path for path, text in files.items() if text is None],
    }
    repo, made = commit(change, repo, files, message, before)
    repo = change.world.update(repo, branches={**repo.branches, branch: made.id}, pushed_at=change.now)
    change.did("push", repo, branch=branch, sha=made.sha)
    change.send("push", None, repo, made, branch=branch, before=before.sha if before else "0" * 40, **touched)
    return made


def texts(files: Sequence[str] | Mapping[str, Any]) -> dict[str, str | None]:
    """The texts among the files given for a pull request."""
    if not isinstance(files, Mapping):
        return {path: f"{path}\n" for path in files}
    found: dict[str, str | None] = {}
    for path, value in files.items():
        text = value.get("text", f"{path}\n") if isinstance(value, Mapping) else value
        found[path] = None if isinstance(value, Mapping) and value.get("status") == "removed" else text
    return found


def changed_files(files: Sequence[str] | Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """The files of a pull request as GitHub lists them."""
    listed = []
    for path in files:
        value = files[path] if isinstance(files, Mapping) else None
        given = value if isinstance(value, Mapping) else {}
        lines = len(value.splitlines()) if isinstance(value, str) else 1
        text = value if isinstance(value, str) else given.get("text", f"{path}\n")
        listed.append({
            "path": path,
            "additions": given.get("additions", lines),
            "deletions": given.get("deletions", 0),
            "status": given.get("status", "added"),
            "sha": blob_sha(text),
        })  # fmt: skip
    return tuple(listed)
