"""A repository's labels and milestones, and the labels of an item."""

from typing import Any

from starlette.responses import Response

from bot.sandbox.gate import answer
from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.rest.ask import Ask
from bot.sandbox.rest.table import route
from bot.sandbox.shapes import accounts, repos
from bot.sandbox.world import labelbook
from bot.sandbox.world import labels as wearing
from bot.sandbox.world.items import Item, Label, Milestone
from bot.sandbox.world.records import Repository

_OF_REPO = "/repos/{owner}/{repo}/labels"
_ONE = "/repos/{owner}/{repo}/labels/{name:path}"
_OF_ITEM = "/repos/{owner}/{repo}/issues/{number:int}/labels"


def _shape(ask: Ask, label: Label) -> dict[str, Any]:
    return repos.label(ask.lens, ask.lens.reader.one(Repository, label.repo), label)


def _label(ask: Ask, repo: Repository) -> Label:
    found = wearing.named(ask.change, repo, ask.path["name"])
    if found is None:
        raise NotFound("Not Found")
    return found


@route("GET", _OF_REPO)
def listed(ask: Ask) -> Response:
    """All labels."""
    return ask.page(ask.lens.reader.many(Label, ask.repo().labels), lambda label: _shape(ask, label))


@route("POST", _OF_REPO)
def create(ask: Ask) -> Response:
    """Make a label."""
    given = ask.body()
    color = str(given.get("color") or "ededed").removeprefix("#")
    made = labelbook.create(ask.change, ask.repo(), ask.text("name"), color, given.get("description"))
    return answer(201, _shape(ask, made))


@route("GET", _ONE)
def get(ask: Ask) -> Response:
    """A label by its name, whatever the case."""
    return answer(200, _shape(ask, _label(ask, ask.repo())))


@route("PATCH", _ONE)
def edit(ask: Ask) -> Response:
    """Rename or recolour a label."""
    given = ask.body()
    changed = labelbook.edit(
        ask.change, _label(ask, ask.repo()), name=given.get("new_name"), color=given.get("color"),
        description=given.get("description"),
    )  # fmt: skip
    return answer(200, _shape(ask, changed))


@route("DELETE", _ONE)
def delete(ask: Ask) -> Response:
    """Delete a label."""
    labelbook.delete(ask.change, _label(ask, ask.repo()))
    return answer(204)


def _worn(ask: Ask, item: Item) -> Response:
    held = ask.sandbox.world.one(Item, item.id)
    return answer(200, [_shape(ask, label) for label in ask.sandbox.world.many(Label, held.labels)])


@route("GET", _OF_ITEM)
def of_item(ask: Ask) -> Response:
    """The labels of an item."""
    return ask.page(ask.lens.reader.many(Label, ask.item().labels), lambda label: _shape(ask, label))


@route("POST", _OF_ITEM)
def add(ask: Ask) -> Response:
    """Put labels on by name; a name that the repository lacks becomes a label."""
    item = ask.item()
    return _worn(ask, wearing.add(ask.change, item, wanted(ask, ask.repo(), _names(ask))))


@route("PUT", _OF_ITEM)
def replace(ask: Ask) -> Response:
    """Leave exactly these labels on."""
    item = ask.item()
    return _worn(ask, wearing.replace(ask.change, item, wanted(ask, ask.repo(), _names(ask))))


@route("DELETE", _OF_ITEM)
def clear(ask: Ask) -> Response:
    """Take all labels off."""
    wearing.replace(ask.change, ask.item(), [])
    return answer(204)


@route("DELETE", _OF_ITEM + "/{name:path}")
def remove(ask: Ask) -> Response:
    """Take a label off; one that is not on it is not found."""
    item, label = ask.item(), wearing.named(ask.change, ask.repo(), ask.path["name"])
    ask.change.may_write(item)
    if label is None or label.id not in item.labels:
        raise NoLabel("Label does not exist")
    return _worn(ask, wearing.remove(ask.change, item, [label]))


class NoLabel(Refusal):
    """The item does not wear that label: 404, with these words."""

    status = 404


def wanted(ask: Ask, repo: Repository, names: list[str]) -> list[Label]:
    """Labels by name, made where the repository lacks them."""
    found = []
    for name in names:
        held = ask.sandbox.world.one(Repository, repo.id)
        found.append(wearing.named(ask.change, held, name) or labelbook.create(ask.change, held, name))
    return found


def _names(ask: Ask) -> list[str]:
    given = ask.call.json()
    names = given.get("labels") or [] if isinstance(given, dict) else given
    if not isinstance(names, list):
        raise Refusal("Invalid request.\n\nFor 'properties/labels', the value is not an array.")
    return [str(each["name"]) if isinstance(each, dict) else str(each) for each in names]


@route("GET", "/repos/{owner}/{repo}/milestones")
def milestones(ask: Ask) -> Response:
    """Milestones; the open ones unless asked otherwise."""
    repo, state = ask.repo(), ask.query.get("state", "open")
    held = [each for each in ask.lens.reader.many(Milestone, repo.milestones) if state in ("all", each.state)]
    return ask.page(held, lambda each: accounts.milestone(ask.lens, repo, each))


@route("POST", "/repos/{owner}/{repo}/milestones")
def create_milestone(ask: Ask) -> Response:
    """Make a milestone."""
    repo, given = ask.repo(), ask.body()
    made = labelbook.create_milestone(
        ask.change, repo, ask.text("title"), given.get("description"), given.get("due_on")
    )
    return answer(201, accounts.milestone(ask.lens, repo, made))
