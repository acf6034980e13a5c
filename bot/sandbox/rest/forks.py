"""The forks of a repository, and two branches compared, be one of them a fork's."""

from typing import Any

from starlette.responses import Response

from bot.sandbox.gate import answer
from bot.sandbox.refusals import NotFound
from bot.sandbox.rest.ask import Ask
from bot.sandbox.rest.table import route
from bot.sandbox.shapes import repos
from bot.sandbox.world import commits
from bot.sandbox.world.forks import changed_between, forks_of, history
from bot.sandbox.world.records import Account, Commit, Repository


@route("GET", "/repos/{owner}/{repo}/forks")
def forks(ask: Ask) -> Response:
    """The public forks, newest first."""
    held = [each for each in forks_of(ask.lens.reader, ask.repo()) if not each.private]
    return ask.page(held, lambda each: repos.repository(ask.lens, each))


@route("GET", "/repos/{owner}/{repo}/compare/{basehead:path}")
def compare(ask: Ask) -> Response:
    """What the second branch has that the first has not, since they parted."""
    repo, (base, _, head) = ask.repo(), ask.path["basehead"].partition("...")
    ask.may_read(repo, "contents")
    theirs, branch = _place(ask, repo, head)
    old, new = commits.resolve(ask.lens.reader, repo, base), commits.resolve(ask.lens.reader, theirs, branch)
    if old is None or new is None:
        raise NotFound("Not Found")
    ours = {each.sha: each for each in history(ask.lens.reader, repo, old)}
    line = list(history(ask.lens.reader, theirs, new))
    parted = next((each for each in line if each.sha in ours), None)
    if parted is None:
        raise NotFound(f"No common ancestor between {base} and {head}.")
    ahead, behind = line[: line.index(parted)], list(ours).index(parted.sha)
    return answer(200, _comparison(ask, repo, (old, parted, ahead, behind, theirs)))


def _place(ask: Ask, repo: Repository, head: str) -> tuple[Repository, str]:
    """A branch of this repository, or `owner:branch` of a fork."""
    owner, mark, branch = head.partition(":")
    if not mark:
        return repo, head
    for each in (repo, *forks_of(ask.lens.reader, repo)):
        if ask.lens.reader.one(Account, each.owner).login.lower() == owner.lower():
            return each, branch
    raise NotFound("Not Found")


def _comparison(ask: Ask, repo: Repository, found: tuple[Commit, Commit, list[Commit], int, Repository]) -> Any:
    old, parted, ahead, behind, theirs = found
    name = ask.lens.reader.full_name(repo)
    url, html = f"{ask.lens.api}/repos/{name}/compare", f"{ask.lens.web}/{name}/compare"
    span = f"{old.sha}...{ahead[0].sha if ahead else parted.sha}"
    status = ("diverged" if behind else "ahead") if ahead else "behind" if behind else "identical"
    files = changed_between(parted, ahead[0]) if ahead else []
    return {
        "url": f"{url}/{span}",
        "html_url": f"{html}/{span}",
        "permalink_url": f"{html}/{span}",
        "diff_url": f"{html}/{span}.diff",
        "patch_url": f"{html}/{span}.patch",
        "base_commit": repos.commit(ask.lens, repo, old),
        "merge_base_commit": repos.commit(ask.lens, repo, parted),
        "status": status,
        "ahead_by": len(ahead),
        "behind_by": behind,
        "total_commits": len(ahead),
        "commits": [repos.commit(ask.lens, theirs, each) for each in reversed(ahead)],
        "files": [_file(ask, theirs, *each) for each in files],
    }


def _file(ask: Ask, repo: Repository, path: str, status: str, sha: str) -> dict[str, Any]:
    name = ask.lens.reader.full_name(repo)
    return {
        "sha": sha,
        "filename": path,
        "status": status,
        "additions": 1,
        "deletions": 0,
        "changes": 1,
        "blob_url": f"{ask.lens.web}/{name}/blob/{repo.default_branch}/{path}",
        "raw_url": f"{ask.lens.web}/{name}/raw/{repo.default_branch}/{path}",
        "contents_url": f"{ask.lens.api}/repos/{name}/contents/{path}?ref={repo.default_branch}",
        "patch": "@@ -0,0 +1 @@",
    }
