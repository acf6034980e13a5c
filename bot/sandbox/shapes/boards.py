"""Cards of boards and check runs."""

from typing import Any

from bot.sandbox.shapes.accounts import somebody
from bot.sandbox.shapes.lens import Json, Lens
from bot.sandbox.world.boards import Card, Field, Project
from bot.sandbox.world.items import Item
from bot.sandbox.world.records import Account


def card(lens: Lens, held: Card) -> Json:
    """A card as a webhook carries it."""
    reader = lens.reader
    item = reader.find(Item, held.content)
    project = reader.one(Project, held.project)
    owner = reader.one(Account, project.owner)
    return {
        "id": held.id,
        "node_id": reader.node_id(held),
        "project_node_id": reader.node_id(project),
        "content_node_id": reader.node_id(item) if item else "",
        "content_type": item.typename if item else "Issue",
        "creator": somebody(lens, held.creator),
        "created_at": held.created_at,
        "updated_at": held.updated_at,
        "archived_at": held.archived_at,
        "project_url": f"{lens.api}/orgs/{owner.login}/projectsV2/{project.number}",
    }


def field_change(lens: Lens, field: Field, old: Any, new: Any) -> Json:
    """What a card's edit changed."""
    project = lens.reader.one(Project, field.project)
    return {
        "field_value": {
            "field_node_id": lens.reader.node_id(field),
            "field_type": field.data_type.lower(),
            "field_name": field.name,
            "project_number": project.number,
            "from": _value(field, old),
            "to": _value(field, new),
        }
    }


def _value(field: Field, value: Any) -> Any:
    for option in field.options:
        if option["id"] == value:
            return {key: option[key] for key in ("id", "name", "color", "description")}
    return value
