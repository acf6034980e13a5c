"""Boards (Projects v2): fields, options, cards and their values."""

from typing import Any

from bot.sandbox.graphql.connection import connection, ordered
from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.registry import field
from bot.sandbox.world.boards import Card, Field, Project, Workflow
from bot.sandbox.world.items import Item
from bot.sandbox.world.records import Account

_FIELDS = "ProjectV2Field ProjectV2SingleSelectField ProjectV2IterationField"
_VALUES = {"SINGLE_SELECT": "SingleSelect", "TEXT": "Text", "NUMBER": "Number", "DATE": "Date"}


@field("ProjectV2", "owner")
def owner(project: Project, info: Info) -> Account:
    """Whose board it is."""
    return info.context.reader.one(Account, project.owner)


@field("ProjectV2 ProjectV2Item", "creator")
def creator(held: Project | Card, info: Info) -> Account | None:
    """Who made it."""
    return info.context.reader.find(Account, held.creator)


@field("ProjectV2", "closed")
def closed(project: Project, _info: Info) -> bool:
    """Whether it is closed."""
    return project.closed_at is not None


@field("ProjectV2", "shortDescription")
def short_description(project: Project, _info: Info) -> str | None:
    """What it is for."""
    return project.description


@field("ProjectV2", "url")
def url(project: Project, info: Info) -> str:
    """Where a browser would look."""
    return f"{info.context.lens.web}{resource_path(project, info)}"


@field("ProjectV2", "resourcePath")
def resource_path(project: Project, info: Info) -> str:
    """The path of its page."""
    holder = owner(project, info)
    return f"/{'orgs' if holder.typename == 'Organization' else 'users'}/{holder.login}/projects/{project.number}"


@field("ProjectV2", "field")
def one_field(project: Project, info: Info, name: str) -> Field | None:
    """A field by its name, whatever the case."""
    held = info.context.reader.many(Field, project.fields)
    return next((each for each in held if each.name.lower() == name.lower()), None)


@field("ProjectV2", "fields")
def fields(project: Project, info: Info, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """Its fields."""
    return connection(info, ordered(info.context.reader.many(Field, project.fields), _plain(orderBy)), **page)


@field("ProjectV2", "items")
def cards(project: Project, info: Info, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """Its cards."""
    return connection(info, ordered(info.context.reader.many(Card, project.items), _plain(orderBy)), **page)


def _plain(order: dict[str, str] | None) -> dict[str, str] | None:
    """`POSITION` is the order in which things are kept."""
    return None if order and order["field"] == "POSITION" else order


@field("ProjectV2", "workflow")
def workflow(project: Project, info: Info, number: int) -> Workflow | None:
    """One of its own workflows."""
    held = info.context.reader.many(Workflow, project.workflows)
    return next((each for each in held if each.number == number), None)


@field("ProjectV2", "workflows")
def workflows(project: Project, info: Info, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """Its own workflows."""
    order = orderBy or {"field": "NAME", "direction": "ASC"}
    return connection(info, ordered(info.context.reader.many(Workflow, project.workflows), order), **page)


@field(f"{_FIELDS} ProjectV2Workflow", "project")
def project_of(held: Field | Workflow, info: Info) -> Project:
    """The board that a field or a workflow belongs to."""
    return info.context.reader.one(Project, held.project)


@field("ProjectV2IterationField", "configuration")
def configuration(_held: Field, _info: Info) -> dict[str, Any]:
    """The iterations: none, in this world."""
    return {"duration": 14, "startDay": 1, "iterations": [], "completedIterations": []}


@field("ProjectV2Item", "project")
def board_of(card: Card, info: Info) -> Project:
    """The board that a card is on."""
    return info.context.reader.one(Project, card.project)


@field("ProjectV2Item", "content")
def content(card: Card, info: Info) -> Item | None:
    """The issue or pull request on the card; null if it may not be seen."""
    held = info.context.reader.find(Item, card.content)
    return held if held and info.context.sees(held) else None


@field("ProjectV2Item", "type")
def kind(card: Card, info: Info) -> str:
    """What is on the card; `REDACTED` if it may not be seen."""
    held = content(card, info)
    if held is None:
        return "REDACTED"
    return "PULL_REQUEST" if held.typename == "PullRequest" else "ISSUE"


@field("ProjectV2Item", "isArchived")
def is_archived(card: Card, _info: Info) -> bool:
    """Whether it is archived."""
    return card.archived_at is not None


@field("ProjectV2Item", "fieldValueByName")
def field_value_by_name(card: Card, info: Info, name: str) -> dict[str, Any] | None:
    """The value of a field, by the field's name."""
    held = one_field(board_of(card, info), info, name)
    return _value(card, held) if held else None


@field("ProjectV2Item", "fieldValues")
def field_values(card: Card, info: Info, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """The values of all fields that are set."""
    del orderBy
    held = info.context.reader.many(Field, board_of(card, info).fields)
    return connection(info, [value for each in held if (value := _value(card, each))], **page)


def _value(card: Card, held: Field) -> dict[str, Any] | None:
    known = card.values.get(str(held.id))
    if known is None or held.data_type not in _VALUES:
        return None
    value: dict[str, Any] = {
        "__typename": f"ProjectV2ItemField{_VALUES[held.data_type]}Value", "id": f"PVTFV_{card.id}_{held.id}",
        "databaseId": held.id, "field": held, "item": card, "createdAt": known["created_at"],
        "updatedAt": known["updated_at"], "_creator": known["creator"],
    }  # fmt: skip
    if held.data_type != "SINGLE_SELECT":
        return value | {held.data_type.lower(): known["value"]}
    option = next((each for each in held.options if each["id"] == known["value"]), {})
    shown = {name: option.get(name) for name in ("name", "description", "color")}
    return value | shown | {"optionId": known["value"]}


@field(" ".join(f"ProjectV2ItemField{name}Value" for name in _VALUES.values()), "creator")
def value_creator(value: dict[str, Any], info: Info) -> Account | None:
    """Who set the value."""
    return info.context.reader.find(Account, value["_creator"])
