"""Issues (and pull requests as issues): listed, opened, changed, assigned, locked."""

from typing import Any

from starlette.responses import Response

from bot.sandbox.gate import answer
from bot.sandbox.refusals import Refusal
from bot.sandbox.rest.ask import Ask
from bot.sandbox.rest.labels import wanted
from bot.sandbox.rest.table import route
from bot.sandbox.shapes import items as shapes
from bot.sandbox.world import access, labelbook, opening, people, states
from bot.sandbox.world import labels as wearing
from bot.sandbox.world.items import Issue, Item, Label, Milestone, PullRequest
from bot.sandbox.world.records import Number, Repository, User

_ALL = "/repos/{owner}/{repo}/issues"
_ONE = _ALL + "/{number:int}"


def _shown(ask: Ask, item: Item, status: int = 200) -> Response:
    held = ask.sandbox.world.one(Item, item.id)
    assert isinstance(held, Issue | PullRequest)  # noqa: S101 - discussions are not reached by REST
    return answer(status, shapes.issue(ask.lens, held))


@route("GET", _ALL)
def listed(ask: Ask) -> Response:
    """Issues and pull requests, newest first, open ones unless asked otherwise."""
    repo = ask.repo()
    ask.may_read(repo, "issues", "pull_requests")
    held = [item for item in ask.lens.reader.many(Item, repo.numbers) if isinstance(item, Issue | PullRequest)]
    chosen = [item for item in held if _chosen(ask, item)]
    name = {"updated": "updated_at"}.get(ask.query.get("sort", ""), "created_at")
    chosen.sort(key=lambda item: (getattr(item, name), item.number), reverse=ask.query.get("direction") != "asc")
    return ask.page(chosen, lambda item: shapes.issue(ask.lens, item))


def _chosen(ask: Ask, item: Item) -> bool:
    query, reader = ask.query, ask.lens.reader
    worn = {label.name.lower() for label in reader.many(Label, item.labels)}
    labels = {name.strip().lower() for name in query.get("labels", "").split(",") if name.strip()}
    state = query.get("state", "open")
    if state not in ("all", item.state) or not labels <= worn or item.updated_at < query.get("since", ""):
        return False
    for name, numbers in (("creator", [item.author]), ("assignee", item.assignees)):
        login = query.get(name)
        account = reader.account(login) if login else None
        if login and (account is None or account.id not in numbers):
            return False
    return True


@route("POST", _ALL, contents=1)
def create(ask: Ask) -> Response:
    """Open an issue."""
    repo, given = ask.repo(), ask.body()
    ask.change.may(repo, "write", "issues")
    labels = wanted(ask, repo, [str(each) for each in given.get("labels") or ()])
    repo = ask.sandbox.world.one(Repository, repo.id)
    opened = opening.issue(
        ask.change, repo, ask.text("title"), ask.text("body", required=False), labelled=labels,
        assignees=_known(ask, ask.texts("assignees")), milestone=_milestone(ask, repo, given.get("milestone")),
    )  # fmt: skip
    return _shown(ask, opened, 201)


@route("GET", _ONE)
def get(ask: Ask) -> Response:
    """An issue, or a pull request as one."""
    item = ask.item()
    ask.may_read(ask.repo(), "issues", "pull_requests")
    return answer(200, shapes.issue(ask.lens, item))


@route("PATCH", _ONE)
def edit(ask: Ask) -> Response:
    """Change an issue: what is not given stays."""
    item: Item = ask.item()
    given = ask.body()
    ask.change.may_write(item)
    people_wanted = _assignable(ask, item, given)
    if given.get("title") is not None or given.get("body") is not None:
        item = states.edit(ask.change, item, given.get("title"), given.get("body"))
    if "milestone" in given:
        repo = ask.sandbox.world.repo_of(item)
        item = labelbook.set_milestone(ask.change, item, _milestone(ask, repo, given["milestone"]))
    if given.get("labels") is not None:
        labels = wanted(ask, ask.repo(), [str(each) for each in given["labels"]])
        item = wearing.replace(ask.change, item, labels)
    if people_wanted is not None:
        item = people.unassign(ask.change, item, [each for each in item.assignees if each not in people_wanted])
        item = people.assign(ask.change, item, people_wanted)
    if given.get("state") == "closed":
        item = states.close(ask.change, item, given.get("state_reason"))
    elif given.get("state") == "open":
        item = states.reopen(ask.change, item)
    return _shown(ask, item)


def _assignable(ask: Ask, item: Item, given: dict[str, Any]) -> list[Number] | None:
    """Editing, unlike `POST .../assignees`, refuses somebody who cannot be assigned."""
    if given.get("assignees") is None:
        return None
    people_wanted = []
    for login in ask.texts("assignees"):
        account = ask.lens.reader.account(login)
        if account is None or not access.assignable(ask.sandbox.world, item, account.id):
            error = {"value": login, "resource": "Issue", "field": "assignees", "code": "invalid"}
            raise Refusal("Validation Failed", errors=[error])
        people_wanted.append(account.id)
    return people_wanted


def _milestone(ask: Ask, repo: Repository, number: int | None) -> Milestone | None:
    if number is None:
        return None
    for held in ask.sandbox.world.many(Milestone, repo.milestones):
        if held.number == number:
            return held
    error = {"value": number, "resource": "Issue", "field": "milestone", "code": "invalid"}
    raise Refusal("Validation Failed", errors=[error])


def _known(ask: Ask, logins: list[str]) -> list[Number]:
    found = (ask.lens.reader.account(login) for login in logins)
    return [account.id for account in found if isinstance(account, User)]


@route("POST", _ONE + "/assignees")
def assign(ask: Ask) -> Response:
    """Assign people; those who cannot be assigned are left out without a word."""
    item = ask.item()
    able = people.assignable_only(ask.change, item, _known(ask, ask.texts("assignees")))
    return _shown(ask, people.assign(ask.change, item, able), 201)


@route("DELETE", _ONE + "/assignees")
def unassign(ask: Ask) -> Response:
    """Take people off."""
    return _shown(ask, people.unassign(ask.change, ask.item(), _known(ask, ask.texts("assignees"))))


@route("PUT", _ONE + "/lock")
def lock(ask: Ask) -> Response:
    """Lock a conversation."""
    reason = ask.body().get("lock_reason")
    if reason not in {None, "off-topic", "too heated", "resolved", "spam"}:
        raise Refusal("Validation Failed", errors=[{"resource": "Issue", "field": "lock_reason", "code": "invalid"}])
    states.lock(ask.change, ask.item(), reason)
    return answer(204)


@route("DELETE", _ONE + "/lock")
def unlock(ask: Ask) -> Response:
    """Open a conversation again."""
    states.unlock(ask.change, ask.item())
    return answer(204)
