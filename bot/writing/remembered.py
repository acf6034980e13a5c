"""What actions have in common that only remember something with the item, under a name. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.action import Action
from rules.condition import known
from rules.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered(Action):
    """A name under which the item is remembered."""

    name: str

    @property
    def targets(self) -> tuple[str, ...]:
        """The name."""
        return (self.name,)

    def keys(self) -> dict[str, Any]:
        """What `explain` prints of it."""
        return {"name": self.name}

    def changes(self, facts: Facts) -> dict[str, Any]:
        """The item with the name."""
        return {"recorded": known(facts.recorded) | {self.name.lower()}}

    def claims(self) -> Mapping[str, str]:
        """A name is kept by whichever rule asks for it first; others agree."""
        return {f"record {self.name.lower()}": "kept"}
