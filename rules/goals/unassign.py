"""`unassign`: who should not have the item any more."""

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from rules.goal import Goal
from rules.selector import Selector, spelled_out


def _everybody(value: Any) -> Any:
    return {} if value == "all" else spelled_out(value)


Released = Annotated[Selector, BeforeValidator(_everybody), WithJsonSchema({"anyOf": [{"const": "all"}, {}]})]


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
