"""A repository's own labels and milestones: made, changed, deleted."""

import re

from bot.sandbox.refusals import Refusal
from bot.sandbox.world import labels
from bot.sandbox.world.change import Change
from bot.sandbox.world.items import Item, Label, Milestone
from bot.sandbox.world.records import Repository

_COLOR = re.compile(r"[0-9a-fA-F]{6}")
_NAME_LIMIT, _DESCRIPTION_LIMIT = 50, 100


def create(change: Change, repo: Repository, name: str, color: str = "ededed", description: str | None = None) -> Label:
    """Make a label; a name that is taken, in whatever case, is refused."""
    change.may(repo, "write", "issues", "pull_requests")
    _check(name, color, description)
    if labels.named(change, repo, name):
        raise _refusal("name", "already_exists", "Name has already been taken")
    label = Label(
        id=change.world.number(), repo=repo.id, name=name, color=color.lower(), description=description,
        created_at=change.now, updated_at=change.now,
    )  # fmt: skip
    change.world.add(label)
    repo = change.world.update(repo, labels=(*repo.labels, label.id))
    change.did("create_label", repo, label=name)
    change.send("label", "created", repo, label)
    return label


def edit(change: Change, label: Label, **changes: str | None) -> Label:
    """Rename or recolour a label; it stays on what it is on."""
    repo = change.world.one(Repository, label.repo)
    change.may(repo, "write", "issues", "pull_requests")
    kept = {name: value for name, value in changes.items() if value is not None}
    _check(kept.get("name", label.name), kept.get("color", label.color), kept.get("description"))
    taken = labels.named(change, repo, kept.get("name", label.name))
    if taken and taken.id != label.id:
        raise _refusal("name", "already_exists", "Name has already been taken")
    before = {name: {"from": getattr(label, name)} for name in kept if getattr(label, name) != kept[name]}
    label = change.world.update(label, updated_at=change.now, **kept)
    change.did("edit_label", repo, label=label.name)
    change.send("label", "edited", repo, label, changes=before)
    return label


def delete(change: Change, label: Label) -> None:
    """Delete a label; it leaves every item that wore it."""
    repo = change.world.one(Repository, label.repo)
    change.may(repo, "write", "issues", "pull_requests")
    for item in change.world.many(Item, repo.numbers):
        if label.id in item.labels:
            change.world.update(item, labels=tuple(known for known in item.labels if known != label.id))
    repo = change.world.update(repo, labels=tuple(known for known in repo.labels if known != label.id))
    change.did("delete_label", repo, label=label.name)
    change.send("label", "deleted", repo, label)
    change.world.remove(label)


def create_milestone(
    change: Change, repo: Repository, title: str, description: str | None = None, due_on: str | None = None
) -> Milestone:
    """Make a milestone."""
    change.may(repo, "write", "issues", "pull_requests")
    taken = change.world.many(Milestone, repo.milestones)
    if any(known.title == title for known in taken):
        raise _refusal("title", "already_exists", "Title has already been taken", "Milestone")
    milestone = Milestone(
        id=change.world.number(), repo=repo.id, number=len(taken) + 1, title=title, creator=change.actor.id,
        description=description, due_on=due_on, created_at=change.now, updated_at=change.now,
    )  # fmt: skip
    change.world.add(milestone)
    repo = change.world.update(repo, milestones=(*repo.milestones, milestone.id))
    change.did("create_milestone", repo, milestone=title)
    change.send("milestone", "created", repo, milestone)
    return milestone


def set_milestone(change: Change, item: Item, milestone: Milestone | None) -> Item:
    """Put an item into a milestone, or take it out."""
    repo = change.may_write(item)
    if item.milestone == (milestone.id if milestone else None):
        change.did("milestone", item, noop=True)
        return item
    old = change.world.find(Milestone, item.milestone)
    event = "pull_request" if item.typename == "PullRequest" else "issues"
    item = change.world.update(item, milestone=milestone.id if milestone else None)
    if old:
        item = change.note("DemilestonedEvent", item, title=old.title)
        change.send(event, "demilestoned", repo, item, milestone=old.id)
    if milestone:
        item = change.note("MilestonedEvent", item, title=milestone.title)
        change.send(event, "milestoned", repo, item, milestone=milestone.id)
    change.did("milestone", item, title=milestone.title if milestone else None)
    return item


def _check(name: str, color: str, description: str | None) -> None:
    if not name.strip() or len(name) > _NAME_LIMIT:
        raise _refusal("name", "invalid", "Name is too long (maximum is 50 characters)")
    if not _COLOR.fullmatch(color):
        raise _refusal("color", "invalid", "Color must be a 6 character hex code")
    if description and len(description) > _DESCRIPTION_LIMIT:
        raise _refusal("description", "invalid", "Description is too long (maximum is 100 characters)")


def _refusal(field: str, code: str, message: str, resource: str = "Label") -> Refusal:
    error: dict[str, str] = {"resource": resource, "field": field, "code": code}
    return Refusal(message, errors=[error if code == "already_exists" else error | {"message": message}])
