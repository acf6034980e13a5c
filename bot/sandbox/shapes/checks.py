"""Check runs and commit statuses."""

from collections.abc import Sequence

from bot.sandbox.shapes.accounts import app
from bot.sandbox.shapes.lens import Json, Lens
from bot.sandbox.world import places
from bot.sandbox.world.items import PullRequest
from bot.sandbox.world.records import Account, CheckRun, CommitStatus, Repository

_ENDED = "completed"


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
        "app": _app(lens, repo, run),
        "pull_requests": [_pull(lens, repo, pull) for pull in _pulls(lens, repo, run.head_sha)],
    }


def check_suite(lens: Lens, repo: Repository, run: CheckRun) -> Json:
    """All checks of a run's App on its commit, summed up."""
    runs = places.suite_of(lens.reader, repo, run)
    status = suite_status(runs)
    heads = [name for name, number in repo.branches.items() if repo.commits.get(run.head_sha) == number]
    url = f"{lens.api}/repos/{lens.reader.full_name(repo)}/check-suites/{run.id}"
    return {
        "id": run.id,
        "node_id": f"CS_{run.id}",
        "head_branch": heads[0] if heads else None,
        "head_sha": run.head_sha,
        "status": status,
        "conclusion": _gravest(runs) if status == _ENDED else None,
        "url": url,
        "before": run.head_sha,
        "after": run.head_sha,
        "pull_requests": [_pull(lens, repo, pull) for pull in _pulls(lens, repo, run.head_sha)],
        "app": _app(lens, repo, run),
        "created_at": runs[0].started_at,
        "updated_at": runs[-1].started_at,
        "rerequestable": True,
        "runs_rerequestable": True,
        "latest_check_runs_count": len({each.name for each in runs}),
        "check_runs_url": f"{url}/check-runs",
        "head_commit": {
            "id": run.head_sha,
            "tree_id": run.head_sha,
            "message": "A change",
            "timestamp": runs[0].started_at,
            "author": {"name": "somebody", "email": "somebody@users.noreply"},
            "committer": {"name": "somebody", "email": "somebody@users.noreply"},
        },
    }


def suite_status(runs: Sequence[CheckRun]) -> str:
    """How far some checks of one App are; where they are wanted anew they wait, whatever they say themselves."""
    newest = {run.name: run for run in runs}.values()
    if any(run.wanted or run.status == "queued" for run in newest):
        return "queued"
    return _ENDED if all(run.status == _ENDED for run in newest) else "in_progress"


def _gravest(runs: Sequence[CheckRun]) -> str | None:
    ended = {run.name: run.conclusion for run in runs}.values()
    return next((each for each in ended if each != "success"), "success")


def _app(lens: Lens, repo: Repository, run: CheckRun) -> Json:
    """Whose check it is: the App's that this GitHub knows, or of one of which no more is known than its name."""
    known = app(lens, lens.reader.one(Account, repo.owner), None)
    return known if run.app == lens.app.slug else known | {"id": lens.app.id + 1, "slug": run.app, "name": run.app}


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
