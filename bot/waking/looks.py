"""Looks that nobody on GitHub asked for, as deliveries in the lanes of their items, behind those of people."""

from bot.inbox import Incoming
from bot.queue.rank import SWEEP
from bot.store.items import ItemRecord
from bot.waking.again import LOOK, LookAgain


def look_at(known: ItemRecord) -> LookAgain:
    """A reason of ours to look again at an item that is known."""
    return LookAgain(
        installation=known.installation,
        repo_id=known.repo_id,
        repo_node=known.repo_node,
        repo=known.repo,
        private=known.private,
        kind=known.kind,
        number=known.number,
        node=known.node_id,
        url=known.url,
        author=known.author,
    )


def as_delivery(look: LookAgain, why: str, now: int) -> Incoming:
    """A look as a delivery; the same one for the same reason is a repeat.

    Args:
        look: the item, and what is known of it.
        why: what distinguishes this reason from others, such as the name of the sweep.
        now: the present.
    """
    return Incoming(f"{LOOK}:{look.lane}:{why}", LOOK, look.lane, look.installation, look.body, now, rank=SWEEP)
