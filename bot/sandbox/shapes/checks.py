"""Check runs and commit statuses."""

from bot.sandbox.shapes.accounts import app
from bot.sandbox.shapes.lens import Json, Lens
from bot.sandbox.world.items import PullRequest
from bot.sandbox.world.records import Account, CheckRun, CommitStatus, Repository


def check_run(lens: Lens, repo: Repository, run: CheckRun) -> Json:
    """A check run."""
    name = lens.reader.full_name(repo)
    url = f"{lens.api}/repos/{name}/check-runs/{run.id}"
    page = f"{lens.web}/{name}/runs/{run.id}"
    told = run.output
    return {
        "id": run.id,
        "name": run.name,
        "node_id": lens.reader.node_id(run),
        "head_sha": run.head_sha,
        "external_id": run.external_id,
        "url": url,
        "html_url": page,
        "details_url": run.details_url or page,
        "status": run.status,
        "conclusion": run.conclusion,
        "started_at": run.started_at,
        "completed_at": run.completed_at,
        "output": {
            "title": told.get("title"),
            "summary": told.get("summary"),
            "text": told.get("text"),
            "annotations_count": len(told.get("annotations") or []),
            "annotations_url": f"{url}/annotations",
        },
        "check_suite": {"id": run.id},
        "app": app(lens, lens.reader.one(Account, repo.owner), None),
        "pull_requests": [_pull(lens, repo, pull) for pull in _pulls(lens, repo, run.head_sha)],
    }


def _pulls(lens: Lens, repo: Repository, sha: str) -> list[PullRequest]:
    held = lens.reader.many(PullRequest, repo.numbers)
    return [pull for pull in held if pull.head_sha == sha and pull.state == "open"]


def _pull(lens: Lens, repo: Repository, pull: PullRequest) -> Json:
    """A pull request as a check names it."""
    url = f"{lens.api}/repos/{lens.reader.full_name(repo)}"
    place = {"id": repo.id, "url": url, "name": repo.name}
    return {
        "id": pull.id,
        "number": pull.number,
        "url": f"{url}/pulls/{pull.number}",
        "head": {"ref": pull.head_ref, "sha": pull.head_sha, "repo": place},
        "base": {"ref": pull.base_ref, "sha": pull.base_sha, "repo": place},
    }


def status(lens: Lens, repo: Repository, held: CommitStatus) -> Json:
    """A commit status as a webhook tells it: it names a commit and its branches, and no pull request."""
    heads = [name for name, number in repo.branches.items() if repo.commits.get(held.head_sha) == number]
    return {
        "id": held.id,
        "sha": held.head_sha,
        "name": lens.reader.full_name(repo),
        "target_url": held.target_url,
        "avatar_url": None,
        "context": held.context,
        "description": held.description,
        "state": held.state,
        "commit": _commit(lens, repo, held),
        "branches": [{"name": name, "commit": {"sha": held.head_sha}, "protected": False} for name in heads],
        "created_at": held.created_at,
        "updated_at": held.updated_at,
    }


def _commit(lens: Lens, repo: Repository, held: CommitStatus) -> Json:
    """The commit that a status is about; the simulated world keeps no more of it than its name."""
    name = lens.reader.full_name(repo)
    api, page = f"{lens.api}/repos/{name}", f"{lens.web}/{name}/commit/{held.head_sha}"
    who = {"name": "somebody", "email": "somebody@users.noreply", "date": held.created_at}
    unsigned = {"verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None}
    return {
        "sha": held.head_sha,
        "node_id": f"C_{held.head_sha}",
        "url": f"{api}/commits/{held.head_sha}",
        "html_url": page,
        "comments_url": f"{api}/commits/{held.head_sha}/comments",
        "author": None,
        "committer": None,
        "parents": [],
        "commit": {
            "author": who,
            "committer": who,
            "message": "A change",
            "tree": {"sha": held.head_sha, "url": f"{api}/git/trees/{held.head_sha}"},
            "url": f"{api}/git/commits/{held.head_sha}",
            "comment_count": 0,
            "verification": unsigned,
        },
    }
