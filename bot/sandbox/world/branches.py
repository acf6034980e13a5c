"""Branches: made, pushed to, and opened as pull requests, which follow what is pushed to them."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.refusals import Refusal
from bot.sandbox.world import commits, opening
from bot.sandbox.world.change import Change
from bot.sandbox.world.items import PullRequest
from bot.sandbox.world.opening import Branches
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Commit, Repository


def create(change: Change, repo: Repository, name: str, commit: Commit) -> None:
    """Make a branch at a commit."""
    change.may(repo, "write", "contents")
    if name in repo.branches:
        raise Refusal(f'A ref named "refs/heads/{name}" already exists in the repository.')
    change.world.update(repo, branches={**repo.branches, name: commit.id})
    change.did("branch", repo, branch=name)


def move(change: Change, repo: Repository, name: str, commit: Commit, *, force: bool) -> None:
    """Have a branch point to another commit; not one from which a pull request is open, which this GitHub cannot."""
    change.may(repo, "write", "contents")
    before = commits.head(change.world, repo, name)
    if not force and before not in commits.history(change.world, repo, commit, None):
        raise Refusal("Update is not a fast forward")
    if any(pull.head_ref == name and pull.state == "open" for pull in change.world.many(PullRequest, repo.numbers)):
        raise Refusal("A pull request is open from this branch")
    change.world.update(repo, branches={**repo.branches, name: commit.id})
    change.did("branch", repo, branch=name)


def push(change: Change, repo: Repository, branch: str, files: Mapping[str, str | None], message: str) -> Commit:
    """Commit files to a branch; an open pull request from it has the commit too."""
    before = commits.head(change.world, repo, branch)
    made = commits.push(change, repo, branch, files, message)
    repo = change.world.one(Repository, repo.id)
    for pull in change.world.many(PullRequest, repo.numbers):
        if before and pull.state == "open" and (pull.head_ref, pull.head_sha) == (branch, before.sha):
            _follow(change, repo, pull, made)
    return made


def open_pull_request(
    change: Change, repo: Repository, title: str, body: str, branches: Branches, base: str
) -> PullRequest:
    """Open a pull request from one branch of the repository to another."""
    here, there = (commits.head(change.world, repo, name) for name in (branches.head, base))
    if here is None or there is None:
        field = "head" if here is None else "base"
        raise Refusal("Validation Failed", errors=[{"resource": "PullRequest", "field": field, "code": "invalid"}])
    files = _changed(change.world, repo, there, here)
    told = f"No commits between {base} and {branches.head}" if not files else ""
    if any(_same(pull, branches.head, base) for pull in change.world.many(PullRequest, repo.numbers)):
        told = f"A pull request already exists for {change.world.full_name(repo).partition('/')[0]}:{branches.head}."
    if told:
        raise Refusal("Validation Failed", errors=[{"resource": "PullRequest", "code": "custom", "message": told}])
    opened = opening.pull_request(change, repo, title, body, branches=branches, files=files, head=here)
    return change.world.one(PullRequest, opened.id)


def _same(pull: PullRequest, head: str, base: str) -> bool:
    return pull.state == "open" and (pull.head_ref, pull.base_ref) == (head, base)


def _follow(change: Change, repo: Repository, pull: PullRequest, made: Commit) -> None:
    before, base = pull.head_sha, commits.head(change.world, repo, pull.base_ref)
    files = commits.changed_files(_changed(change.world, repo, base, made)) if base else pull.files
    pull = change.world.update(
        pull, head_sha=made.sha, files=files, commits=(*pull.commits, made.sha), updated_at=change.now
    )
    change.send("pull_request", "synchronize", repo, pull, before=before, after=made.sha)


def _changed(reader: Reader, repo: Repository, before: Commit, after: Commit) -> dict[str, dict[str, Any]]:
    """The files of a commit that another one has not, or otherwise."""
    found = {}
    for path, sha in after.tree.items():
        if before.tree.get(path) != sha:
            blob = commits.read(reader, repo, after, path)
            text = blob.text if blob else ""
            status = "modified" if path in before.tree else "added"
            found[path] = {"text": text, "additions": len(text.splitlines()), "status": status}
    return found
