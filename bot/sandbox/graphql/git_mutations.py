"""What mutations do to branches: make one, commit to it, open it as a pull request."""

import base64
import binascii
from typing import Any

from bot.sandbox.graphql.context import Context, Info
from bot.sandbox.graphql.git import entry_of, named_by, ref_to
from bot.sandbox.graphql.registry import field, mutation
from bot.sandbox.graphql.repos import repository_of
from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.world import branches, commits
from bot.sandbox.world.opening import Branches
from bot.sandbox.world.records import Commit, Repository

Input = dict[str, Any]
_HEADS = "refs/heads/"


@mutation("createRef")
def create_ref(context: Context, given: Input) -> Input:
    """Make a branch at a commit."""
    repo = context.node(given["repositoryId"], Repository)
    commit = context.reader.find(Commit, repo.commits.get(given["oid"]))
    if commit is None or not given["name"].startswith(_HEADS):
        raise Refusal("Could not create ref: the name is no branch, or there is no such commit")
    name = given["name"].removeprefix(_HEADS)
    branches.create(context.change, repo, name, commit)
    return {"ref": ref_to(repo, name, commit)}


@mutation("updateRef")
def update_ref(context: Context, given: Input) -> Input:
    """Have a branch point to another commit."""
    repo, name = named_by(context.reader, given["refId"])
    if repo is None or not context.sees(repo):
        raise NotFound(f"Could not resolve to a node with the global id of '{given['refId']}'.")
    commit = context.reader.find(Commit, repo.commits.get(given["oid"]))
    if commit is None:
        raise Refusal("There is no such commit")
    branches.move(context.change, repo, name, commit, force=bool(given.get("force")))
    return {"ref": ref_to(context.change.world.one(Repository, repo.id), name, commit)}


@mutation("createCommitOnBranch")
def create_commit_on_branch(context: Context, given: Input) -> Input:
    """Commit files to a branch, as long as it is where the caller believes it to be."""
    place = given["branch"]
    owner, _, called = (place.get("repositoryNameWithOwner") or "").partition("/")
    repo, name = context.reader.repository(owner, called), place.get("branchName") or ""
    if repo is None or not context.sees(repo):
        raise NotFound("Could not resolve to a Repository")
    context.change.may(repo, "write", "contents")
    head = commits.head(context.reader, repo, name)
    if head is None or head.sha != given["expectedHeadOid"]:
        told = head.sha if head else "nothing"
        raise Refusal(f'Expected branch to point to "{given["expectedHeadOid"]}" but it did not, it points to {told}.')
    made = branches.push(context.change, repo, name, _files(given), given["message"]["headline"])
    return {"commit": made, "ref": ref_to(context.change.world.one(Repository, repo.id), name, made)}


def _files(given: Input) -> dict[str, str | None]:
    wanted = given.get("fileChanges") or {}
    found: dict[str, str | None] = {each["path"]: None for each in wanted.get("deletions") or ()}
    for each in wanted.get("additions") or ():
        try:
            found[each["path"]] = base64.b64decode(each["contents"], validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise Refusal("contents is not valid Base64") from None
    return found


@mutation("createPullRequest")
def create_pull_request(context: Context, given: Input) -> Input:
    """Open a pull request from one branch of the repository to another."""
    repo, base = context.node(given["repositoryId"], Repository), given["baseRefName"]
    wanted = Branches(base, given["headRefName"], bool(given.get("draft")))
    opened = branches.open_pull_request(context.change, repo, given["title"], given.get("body") or "", wanted, base)
    return {"pullRequest": opened}


@field("Commit", "file")
def file(held: Commit, info: Info, path: str) -> Any:
    """A file in a commit."""
    return entry_of(repository_of(held, info), held, path, info)
