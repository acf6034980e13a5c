"""Check runs over GraphQL: an App reports, and reports again; which checks of which App a commit has."""

from dataclasses import replace
from typing import Any

from bot.sandbox.graphql.connection import connection
from bot.sandbox.graphql.context import Context, Info
from bot.sandbox.graphql.registry import field, mutation
from bot.sandbox.graphql.repos import repository_of
from bot.sandbox.refusals import Refusal
from bot.sandbox.shapes import checks
from bot.sandbox.world import commits, outputs, places
from bot.sandbox.world.records import CheckRun, Commit, Repository

Input = dict[str, Any]


@mutation("createCheckRun")
def create_check_run(context: Context, given: Input) -> Input:
    """Report a check; a second one of the same name is a second one."""
    repo = context.node(given["repositoryId"], Repository)
    context.change.may(repo, "write", "checks")
    if commits.resolve(context.reader, repo, given["headSha"]) is None:
        raise Refusal(f"No commit found for SHA: {given['headSha']}")
    run = CheckRun(
        id=context.change.world.number(), repo=repo.id, head_sha=given["headSha"], name=given["name"], app=_app(context)
    )
    return {"checkRun": places.check_run(context.change, repo, _with(context, run, given))}


@mutation("updateCheckRun")
def update_check_run(context: Context, given: Input) -> Input:
    """Report a check again; only the App that began it may."""
    repo, run = context.node(given["repositoryId"], Repository), context.node(given["checkRunId"], CheckRun)
    if run.app != _app(context) or run.repo != repo.id:
        raise Refusal("Invalid app_id: only the App that created a check run can change it")
    return {"checkRun": places.check_run(context.change, repo, _with(context, run, given))}


def _app(context: Context) -> str:
    return context.change.actor.login.removesuffix("[bot]")


def _with(context: Context, run: CheckRun, given: Input) -> CheckRun:
    """A check run as it is reported: one that ended has a conclusion, any other has none."""
    ended = given.get("status", "COMPLETED" if given.get("conclusion") else "QUEUED") == "COMPLETED"
    if ended and not given.get("conclusion"):
        raise Refusal("A completed check run needs a conclusion")
    if given.get("conclusion") and not ended:
        raise Refusal("Only a completed check run has a conclusion")
    return replace(
        run,
        name=given.get("name", run.name),
        status="completed" if ended else given.get("status", "QUEUED").lower(),
        conclusion=given["conclusion"].lower() if ended else None,
        started_at=run.started_at or context.change.now,
        completed_at=context.change.now if ended else None,
        external_id=given.get("externalId", run.external_id),
        output=outputs.added(run.output, given.get("output")),
    )


@field("Commit", "checkSuites")
def check_suites(commit: Commit, info: Info, **page: Any) -> Any:
    """The checks of a commit, by App."""
    repo = repository_of(commit, info)
    held = [run for run in info.context.reader.many(CheckRun, repo.checks) if run.head_sha == commit.sha]
    suites = [{"id": f"CS_{commit.sha[:7]}{app}", "_app": app, "_runs": held} for app in _apps(held)]
    return connection(info, suites, **page)


def _apps(held: list[CheckRun]) -> list[str]:
    return sorted({run.app for run in held})


@field("CheckSuite", "status")
def status(suite: dict[str, Any], _info: Info) -> str:
    """How far its runs are; where they are wanted anew it waits, whatever they say themselves."""
    return checks.suite_status([run for run in suite["_runs"] if run.app == suite["_app"]]).upper()


@field("CheckSuite", "app")
def app(suite: dict[str, Any], _info: Info) -> dict[str, Any]:
    """Whose checks they are."""
    slug = suite["_app"]
    return {"id": f"A_{slug}", "databaseId": 1, "name": slug, "slug": slug}


@field("CheckSuite", "checkRuns")
def check_runs(
    suite: dict[str, Any],
    info: Info,
    filterBy: dict[str, Any] | None = None,  # noqa: N803 - GitHub's argument
    **page: Any,
) -> Any:
    """The runs of one App, the newest of each name unless all are asked for."""
    wanted = filterBy or {}
    mine = [run for run in suite["_runs"] if run.app == suite["_app"] and wanted.get("checkName") in (None, run.name)]
    newest = list({run.name: run for run in mine}.values())
    return connection(info, mine if wanted.get("checkType") == "ALL" else newest, **page)


@field("CheckRun", "externalId")
def external_id(run: CheckRun, _info: Info) -> str:
    """What the App calls it."""
    return run.external_id
