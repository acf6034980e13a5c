"""Boards: cards added, moved, archived, taken off."""

from typing import Any

from bot.sandbox.refusals import Forbidden, NotFound, Refusal
from bot.sandbox.world.boards import Card, Field, Project
from bot.sandbox.world.change import Change
from bot.sandbox.world.items import Item
from bot.sandbox.world.records import Organization

_KEYS = {"SINGLE_SELECT": "singleSelectOptionId", "TEXT": "text", "NUMBER": "number", "DATE": "date"}
_FIXED = {"TITLE", "ASSIGNEES", "LABELS", "MILESTONE", "REPOSITORY", "REVIEWERS", "LINKED_PULL_REQUESTS"}


def visible(change: Change, project: Project) -> bool:
    """Whether the caller may know of a board: an App never sees a person's own."""
    if change.grant is None:
        return True
    org = change.world.find(Organization, project.owner)
    return org is not None and org.id == change.grant.account and change.grant.has("read", "organization_projects")


def add(change: Change, project: Project, item: Item) -> Card:
    """Put an item on a board; one that is there already is given back as it is."""
    _may(change, project)
    if item.typename == "Discussion":
        raise Refusal("Content must be an issue or a pull request")
    for card in change.world.many(Card, item.cards):
        if card.project == project.id:
            change.did("add_card", item, noop=True, project=project.title)
            return card
    card = Card(
        id=change.world.number(), project=project.id, content=item.id, creator=change.actor.id,
        created_at=change.now, updated_at=change.now,
    )  # fmt: skip
    change.world.add(card)
    change.world.update(item, cards=(*item.cards, card.id))
    change.world.update(project, items=(*project.items, card.id))
    change.did("add_card", item, project=project.title)
    _tell(change, project, "created", card)
    return card


def set_value(change: Change, project: Project, card: Card, field: Field, value: dict[str, Any]) -> Card:
    """Set a card's field; an option must be one of this field's own."""
    _may(change, project)
    _belongs(project, card, field)
    checked = _checked(field, value)
    old = card.values.get(str(field.id), {}).get("value")
    item = change.world.one(Item, card.content)
    shown = _shown(field, checked)
    if old == checked:
        change.did("move_card", item, noop=True, field=field.name, value=shown)
        return card
    held = {"value": checked, "creator": change.actor.id, "created_at": change.now, "updated_at": change.now}
    card = change.world.update(card, values={**card.values, str(field.id): held}, updated_at=change.now)
    change.did("move_card", item, field=field.name, value=shown)
    _tell(change, project, "edited", card, field=field.id, old=old, new=checked)
    return card


def clear_value(change: Change, project: Project, card: Card, field: Field) -> Card:
    """Empty a card's field."""
    _may(change, project)
    _belongs(project, card, field)
    old = card.values.get(str(field.id), {}).get("value")
    item = change.world.one(Item, card.content)
    change.did("clear_card", item, noop=old is None, field=field.name)
    if old is None:
        return card
    left = {key: held for key, held in card.values.items() if key != str(field.id)}
    card = change.world.update(card, values=left, updated_at=change.now)
    _tell(change, project, "edited", card, field=field.id, old=old, new=None)
    return card


def archive(change: Change, project: Project, card: Card, *, archived: bool = True) -> Card:
    """Archive a card, or bring it back."""
    _may(change, project)
    _belongs(project, card)
    item = change.world.one(Item, card.content)
    noop = (card.archived_at is not None) == archived
    change.did("archive_card" if archived else "restore_card", item, noop=noop)
    if noop:
        return card
    card = change.world.update(card, archived_at=change.now if archived else None, updated_at=change.now)
    _tell(change, project, "archived" if archived else "restored", card)
    return card


def remove(change: Change, project: Project, card: Card) -> None:
    """Take a card off a board."""
    _may(change, project)
    _belongs(project, card)
    item = change.world.one(Item, card.content)
    change.world.update(item, cards=tuple(known for known in item.cards if known != card.id))
    change.world.update(project, items=tuple(known for known in project.items if known != card.id))
    change.did("remove_card", item, project=project.title)
    _tell(change, project, "deleted", card)
    change.world.remove(card)


def option(field: Field, name: str) -> dict[str, Any]:
    """A field's option of that name."""
    for known in field.options:
        if known["name"].lower() == name.lower():
            return known
    names = ", ".join(known["name"] for known in field.options)
    raise NotFound(f"{field.name} has no option {name!r}; it has: {names}")


def _may(change: Change, project: Project) -> None:
    if not visible(change, project):
        raise NotFound(f"Could not resolve to a node with the global id of '{change.world.node_id(project)}'")
    if change.grant and not change.grant.has("write", "organization_projects"):
        raise Forbidden("organization_projects=write")


def _belongs(project: Project, card: Card, field: Field | None = None) -> None:
    if card.project != project.id:
        raise NotFound("The item does not exist in the project")
    if field and field.project != project.id:
        raise NotFound("The field does not exist in the project")


def _checked(field: Field, value: dict[str, Any]) -> Any:
    given = {key: held for key, held in value.items() if held is not None}
    if field.data_type in _FIXED or len(given) != 1:
        raise Refusal("The field of type " + field.data_type.lower() + " is currently not supported.")
    key, held = next(iter(given.items()))
    if key != _KEYS.get(field.data_type):
        raise Refusal(f"Did not receive a {field.data_type.lower()} value to update a field of type "
                      f"{field.data_type.lower()}")  # fmt: skip
    if key == "singleSelectOptionId" and held not in {known["id"] for known in field.options}:
        raise Refusal("The single select option Id does not belong to the field")
    return held


def _shown(field: Field, value: Any) -> Any:
    return next((known["name"] for known in field.options if known["id"] == value), value)


def _tell(change: Change, project: Project, action: str, card: Card, **extra: Any) -> None:
    change.send_org("projects_v2_item", action, project.owner, card, **extra)
