"""What several pages read from the store: an item as it is shown, a decision without its rules. Bounded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from bot.store import asked
from bot.store.decisions import AGAIN, Decision
from bot.store.schema import item
from bot.waking.pressed import is_pressed

SHORT = ("events", "actions", "outcomes", "held_back", "conflicts", "observed", AGAIN)
"""The parts of a decision that are not its rules, which are most of it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item, as last seen."""

    lane: str
    repo_id: int
    repo: str
    kind: str
    number: int
    title: str
    url: str
    author: str
    state: str
    stage: str | None
    seen_at: int
    github_updated_at: int | None

    @property
    def changed_at(self) -> int:
        """When something last happened to it, as far as it is known."""
        return self.github_updated_at or self.seen_at


SHOWN = [item.c[name] for name in Shown.__dataclass_fields__]
"""The columns that make one."""


def with_askers(connection: sa.Connection, looks: Sequence[Decision]) -> list[Decision]:
    """The same looks; where somebody asked for one by a button on a page, `asked` has what for, and their login."""
    pressed = [(one.lane, delivery) for one in looks for delivery in one.deliveries if is_pressed(delivery)]
    if not pressed:
        return list(looks)
    told = asked.commands(connection, {lane for lane, _ in pressed}, {delivery for _, delivery in pressed})
    return [
        replace(
            one,
            document=one.document
            | {"asked": [told[one.lane, each] for each in one.deliveries if (one.lane, each) in told]},
        )
        for one in looks
    ]
