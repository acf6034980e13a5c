"""Boards (Projects v2): their fields and cards."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.sandbox.world.records import Number, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """A board (Projects v2)."""

    owner: Number
    number: int
    title: str
    creator: Number
    description: str | None = None
    public: bool = True
    closed_at: str | None = None
    fields: tuple[Number, ...] = ()
    items: tuple[Number, ...] = ()
    workflows: tuple[Number, ...] = ()
    typename: ClassVar[str] = "ProjectV2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Record):
    """A field of a board; a single-select one has options."""

    project: Number
    name: str
    data_type: str = "TEXT"
    options: tuple[dict[str, Any], ...] = ()

    @property
    def typename(self) -> str:  # type: ignore[override]  # GitHub has one type per kind of field
        """GitHub's name of this kind of field."""
        return "ProjectV2SingleSelectField" if self.data_type == "SINGLE_SELECT" else "ProjectV2Field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow(Record):
    """One of a board's own workflows. In this world they are only listed: none of them does anything."""

    project: Number
    number: int
    name: str
    enabled: bool = True
    typename: ClassVar[str] = "ProjectV2Workflow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Record):
    """An item on a board; `values` maps a field's number to its value, who set it and when."""

    project: Number
    content: Number
    creator: Number
    archived_at: str | None = None
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    typename: ClassVar[str] = "ProjectV2Item"
