"""What somebody asks of the bot by a button on a page: their command waits in the item's lane, like one of a comment.

The look obeys it under the same conditions, and writes down who asked. Whoever lets somebody press the button has made
sure who they are.
"""

from hashlib import sha256

from bot.inbox import Incoming
from bot.queue.rank import COMMAND
from bot.store.items import ItemRecord
from bot.waking.again import LOOK, Asked
from bot.waking.looks import look_at

_FROM = "page:"
_TWICE_MS = 60_000
"""Pressed again so soon, it is the same."""


def as_delivery(item: ItemRecord, asked: Asked, now: int) -> Incoming:
    """A command as a delivery."""
    look = look_at(item).model_copy(update={"asked": asked})
    said = f"{asked.by.lower()} {now // _TWICE_MS} {asked.command} {asked.wish}"
    name = f"{_FROM}{item.lane}:{sha256(said.encode()).hexdigest()[:24]}"  # an id outlives what it is about: no names
    return Incoming(name, LOOK, item.lane, item.installation, look.body, now, rank=COMMAND)


def is_pressed(delivery: str) -> bool:
    """Whether a delivery is one of these, by its id."""
    return delivery.startswith(_FROM)
