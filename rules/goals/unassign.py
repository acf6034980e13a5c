"""`unassign`: who should not have the item any more."""

from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from rules.goal import Goal
from rules.selector import Selected


class _All:
    """Lets `all` stand for a selector that asks for nobody in particular."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: {} if value == "all" else value, handler(source)
        )

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"const": "all"}, handler(core)]}


Released = Annotated[Selected, _All()]


class Unassign(Goal[Released], word="unassign"):
    """Takes people off the item: `all` of them, or those who are meant."""

    example = "unassign: all"
    reads = frozenset({"assignees", "undone", "author"})
    reached = "none of them is assigned"
    held_back = "a person assigned them again since"
    kinds = frozenset({"issue", "pull_request"})

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        return self.reads | self.value.needs
