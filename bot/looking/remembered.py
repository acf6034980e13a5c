"""What the bot knows of an item by itself: its own deeds, and what people made of them. Pure."""

from bot.github.boards import SeenBoard
from bot.looking.memory import Memory
from bot.looking.scene import Scene
from bot.planning.deeds import (
    Deed,
    last_stage,
    left_behind,
    ours,
    stage_before,
    stands,
    superseded,
    taken_back,
    withdraws,
)
from bot.planning.mirror import MIRROR
from bot.planning.unclear import happened
from bot.store.items import ItemRecord
from bot.taking.line import taken
from rules.facts import Board, Facts, Maybe, Person, Unknown


def remembered(scene: Scene, deeds: tuple[Deed, ...], board: SeenBoard | None, facts: Facts) -> dict[str, object]:
    """The facts that the bot knows by itself.

    Args:
        scene: the item.
        deeds: what the bot did to it on the board that the rules name, oldest first.
        board: that board.
        facts: what GitHub shows.
    """
    memory = scene.memory
    return {
        "unboarded": _unboarded(memory.record, facts, board),
        "ours": _ours(memory, facts),
        "placed_by": memory.placed_by,
        "before": _before(memory, deeds, facts),
        **_undone(memory, deeds, board, facts),
        "opened": _opened(deeds, facts),
        **taken(facts.assignees, memory.takers),
        "author": scene.placed(facts.author) if isinstance(facts.author, Person) else facts.author,
    }


def on_this_board(deeds: tuple[Deed, ...], memory: Memory, board: SeenBoard | None) -> tuple[Deed, ...]:
    """Some deeds; moves on a board that the rules do not name any more say nothing of this one."""
    if not _moved_house(memory.record, board):
        return deeds
    return tuple(deed for deed in deeds if deed[0] != "stage")


def _unboarded(record: ItemRecord | None, facts: Facts, board: SeenBoard | None) -> bool:
    """A card that was on the board and is gone was taken off by a person; on a board that nobody sees, who knows."""
    seen = isinstance(facts.board, Board) and facts.board.problem is None
    was_there = record is not None and record.card_id is not None and not _moved_house(record, board)
    return seen and was_there and facts.card is None


def _moved_house(record: ItemRecord | None, board: SeenBoard | None) -> bool:
    """Whether the rules name another board now than the one on which the card was."""
    old = record.card_board if record else None
    return old is not None and board is not None and board.project not in {"", old}


def _ours(memory: Memory, facts: Facts) -> frozenset[tuple[str, str, str]]:
    """What the bot did and did not change again, with what was not known to be done and is seen now."""
    unclear = [one.entry for one in memory.unsettled if not withdraws(one.entry.cause, one.entry.verb)]
    seen = [one for one in unclear if happened(one.cause, one.rule, (one.verb, one.target), facts)]
    return ours([*memory.ours, *((one.rule, one.verb, one.target) for one in seen)])


def _before(memory: Memory, deeds: tuple[Deed, ...], facts: Facts) -> str | None:
    """The stage that the bot had put the item in before the one that shows, be it not known to be done."""
    unclear = ((one.entry.verb, one.entry.target) for one in memory.unsettled)
    return stage_before((*deeds, *(deed for deed in unclear if stands(deed, facts))))


def _meant(memory: Memory, board: SeenBoard | None, facts: Facts) -> tuple[Deed, ...]:
    """What the bot did other than to follow a person, oldest first.

    Of what is not known to be done that which shows, and what would not show any more: somebody has changed it since.
    """
    unclear = [((one.entry.verb, one.entry.target), one) for one in memory.unsettled if one.entry.rule != MIRROR]
    done = (deed for deed, one in unclear if stands(deed, facts) or superseded(deed, one.found, facts))
    return (*on_this_board(memory.meant, memory, board), *done)


def _opened(deeds: tuple[Deed, ...], facts: Facts) -> Maybe[frozenset[str]]:
    """What was opened for the item: GitHub shows what is still there, the ledger the rest."""
    before = {target.lower() for verb, target in deeds if verb == "open_issue"}
    return facts.opened if isinstance(facts.opened, Unknown) else facts.opened | before


def _undone(memory: Memory, deeds: tuple[Deed, ...], board: SeenBoard | None, facts: Facts) -> dict[str, object]:
    """What people undid, as the timeline tells it, and where it is silent the ledger; and the stage that was meant."""
    meant = _meant(memory, board, facts)
    undone = facts.undone
    if not isinstance(undone, Unknown):
        undone |= memory.overruled | taken_back(meant, facts) | left_behind(meant, deeds, facts)
    return {"undone": undone, "meant": last_stage(meant)}
