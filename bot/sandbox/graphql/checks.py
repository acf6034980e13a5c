"""Checks: what other programs say of a commit, one by one and together; and the pull requests of a commit."""

import re
from typing import Any

from bot.sandbox.graphql.connection import connection
from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.registry import field
from bot.sandbox.graphql.repos import repository_of
from bot.sandbox.refusals import Forbidden
from bot.sandbox.world.items import PullRequest
from bot.sandbox.world.records import Account, CheckRun, Commit, CommitStatus, User

_CO_AUTHOR = re.compile(r"^co-authored-by: .*<(?:\d+\+)?([\w-]+)@users\.noreply", re.IGNORECASE | re.MULTILINE)
_STANDS_IN_THE_WAY = {"failure", "error", "timed_out", "cancelled", "action_required", "startup_failure", "stale"}


@field("PullRequest", "statusCheckRollup")
def rollup(pull: PullRequest, info: Info) -> dict[str, Any] | None:
    """All checks of its newest commit together; null where there is none."""
    repo, reader, grant = repository_of(pull, info), info.context.reader, info.context.grant
    if not grant.has("read", "checks", "statuses"):
        raise Forbidden("checks=read; statuses=read")
    runs = reader.many(CheckRun, repo.checks) if grant.has("read", "checks") else []
    said = reader.many(CommitStatus, repo.statuses) if grant.has("read", "statuses") else []
    newest: dict[tuple[str, str], CheckRun | CommitStatus] = {}
    newest |= {("run", each.name): each for each in runs if each.head_sha == pull.head_sha}
    newest |= {("status", each.context): each for each in said if each.head_sha == pull.head_sha}
    held = list(newest.values())
    return {"id": f"SCR_{pull.id}", "_held": held, "state": _together(held)} if held else None


def _together(held: list[CheckRun | CommitStatus]) -> str:
    words = {(each.conclusion if isinstance(each, CheckRun) else each.state) or "pending" for each in held}
    if words & _STANDS_IN_THE_WAY:
        return "FAILURE"
    return "PENDING" if "pending" in words else "SUCCESS"


@field("StatusCheckRollup", "contexts")
def contexts(together: dict[str, Any], info: Info, **page: Any) -> Any:
    """The checks one by one."""
    return connection(info, together["_held"], **page)


@field("CheckRun", "status")
def status(run: CheckRun, _info: Info) -> str:
    """How far it is."""
    return run.status.upper()


@field("CheckRun", "conclusion")
def conclusion(run: CheckRun, _info: Info) -> str | None:
    """How it ended."""
    return run.conclusion.upper() if run.conclusion else None


@field("StatusContext", "state")
def state(held: CommitStatus, _info: Info) -> str:
    """What it says."""
    return held.state.upper()


@field("StatusContext", "creator")
def creator(held: CommitStatus, info: Info) -> Account:
    """Who says it."""
    return info.context.reader.one(Account, held.creator)


@field("Commit", "associatedPullRequests")
def pulls_of(commit: Commit, info: Info, **page: Any) -> Any:
    """The pull requests that it is in."""
    reader = info.context.reader
    held = reader.many(PullRequest, repository_of(commit, info).numbers)
    return connection(info, [pull for pull in held if commit.sha in pull.commits], **page)


@field("Commit", "author")
def author(commit: Commit, info: Info) -> dict[str, Any]:
    """Who wrote it; an App is known by its name alone."""
    account = info.context.reader.one(Account, commit.author)
    user = account if isinstance(account, User) else None
    return {"name": account.login, "email": f"{account.login}@users.noreply", "user": user}


@field("Commit", "authors")
def authors(commit: Commit, info: Info, **page: Any) -> Any:
    """Everybody who wrote it, those whom its message names with `Co-authored-by` behind its author."""
    reader, own = info.context.reader, author(commit, info)
    named = (reader.account(login) for login in _CO_AUTHOR.findall(commit.message))
    users = [account for account in named if isinstance(account, User)]
    others = [{"name": one.login, "email": f"{one.login}@users.noreply", "user": one} for one in users]
    return connection(info, [own, *others], **page)
