"""Check runs."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from bot.sandbox.gate import answer
from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.rest.ask import Ask
from bot.sandbox.rest.table import route
from bot.sandbox.shapes import checks
from bot.sandbox.world import commits, outputs, places
from bot.sandbox.world.records import CheckRun

_ALL = "/repos/{owner}/{repo}/check-runs"
_ONE = _ALL + "/{id:int}"
_GIVEN = ("name", "status", "conclusion", "started_at", "completed_at", "details_url", "external_id", "output")


@route("POST", _ALL)
def create(ask: Ask) -> Response:
    """Begin a check, or report one that is done."""
    repo = ask.repo()
    ask.change.may(repo, "write", "checks")
    sha = ask.text("head_sha")
    if commits.resolve(ask.lens.reader, repo, sha) is None:
        raise Refusal(f"No commit found for SHA: {sha}")
    mine = ask.change.actor.login.removesuffix("[bot]")
    run = CheckRun(id=ask.sandbox.world.number(), repo=repo.id, head_sha=sha, name=ask.text("name"), app=mine)
    made = places.check_run(ask.change, repo, _with(run, ask))
    return answer(201, checks.check_run(ask.lens, repo, made))


@route("PATCH", _ONE)
def edit(ask: Ask) -> Response:
    """Report how it goes on."""
    repo, run = ask.repo(), _run(ask)
    ask.change.may(repo, "write", "checks")
    return answer(200, checks.check_run(ask.lens, repo, places.check_run(ask.change, repo, _with(run, ask))))


@route("GET", _ONE)
def get(ask: Ask) -> Response:
    """A check run."""
    return answer(200, checks.check_run(ask.lens, ask.repo(), _run(ask)))


@route("GET", "/repos/{owner}/{repo}/commits/{ref}/check-runs")
def of_commit(ask: Ask) -> Response:
    """The check runs of a commit."""
    repo = ask.repo()
    commit = commits.resolve(ask.lens.reader, repo, ask.path["ref"])
    name = ask.query.get("check_name")
    held = [
        run
        for run in ask.lens.reader.many(CheckRun, repo.checks)
        if commit and run.head_sha == commit.sha and name in (None, run.name)
    ]
    shown = [checks.check_run(ask.lens, repo, run) for run in held]
    return answer(200, {"total_count": len(shown), "check_runs": shown})


def _run(ask: Ask) -> CheckRun:
    found = ask.lens.reader.find(CheckRun, int(ask.path["id"]))
    if found is None or found.repo != ask.repo().id:
        raise NotFound("Not Found")
    return found


def _with(run: CheckRun, ask: Ask) -> CheckRun:
    given: dict[str, Any] = {name: value for name, value in ask.body().items() if name in _GIVEN}
    if given.get("conclusion"):
        given = {"status": "completed", "completed_at": ask.change.now, **given}
    given.setdefault("started_at", run.started_at or ask.change.now)
    given["output"] = outputs.added(run.output, given.get("output"))
    return replace(run, **given)
