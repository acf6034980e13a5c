"""Whether GitHub's answer is older than what is known already: its replicas lag behind, by up to a minute. Pure.

A payload or an earlier answer may tell a later state of the item than an answer does. And what the bot has just done
itself must be seen, unless the timeline or a board's own event tells that a person undid it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.clock import moment
from bot.events import Event
from bot.looking.scene import Scene
from bot.planning.deeds import Deed, last_deeds, stands
from bot.planning.mirror import wants_mirror
from bot.planning.unclear import lacks_column, lacks_label
from rules.facts import Board, Card, Facts, Maybe, Unknown

LAG = timedelta(seconds=60)
SOON = timedelta(seconds=5)
TAKEN_OFF = "projects_v2_item.deleted"
ON_THE_BOARD = frozenset({"stage", "board_field"})


def trusted_from(
    scene: Scene, deeds: Iterable[Deed], facts: Facts, now: datetime, project: str = ""
) -> datetime | None:
    """When to ask again because an answer may be out of date; None where it can be trusted.

    Args:
        scene: the item, with what is known of it.
        deeds: what the bot did to it, oldest first.
        facts: the answer.
        now: when it came; like all moments here, by GitHub's clock.
        project: the GraphQL id of the community's board, where it can be seen.
    """
    by_board = [event for event in scene.nudges.events if project and event.project == project]
    words = [*_later_words(scene, facts), *_later_words_of_the_card(by_board, facts.card)]
    if words:
        return now + SOON if _is_young(max(words), scene, now) else None
    unseen = [at for deed, at in _fresh(deeds, scene, now).items() if _missing(deed, scene, facts, by_board)]
    return max(unseen) + LAG if unseen else None


def may_come_yet(scene: Scene, now: datetime) -> datetime | None:
    """When to ask again for an item that an answer does not know; None where it must have been known by now."""
    newest = newest_word(scene)
    return now + SOON if newest and _is_young(newest, scene, now) else None


def newest_word(scene: Scene) -> datetime | None:
    """The latest state of the item that anything has told, by GitHub's clock."""
    record = scene.memory.record
    seen = [moment(record.github_updated_at)] if record and record.github_updated_at else []
    return max([*seen, *(event.updated_at for event in scene.nudges.events if event.updated_at)], default=None)


def _later_words(scene: Scene, facts: Facts) -> Iterator[datetime]:
    """What was told of the item, if that is later than an answer."""
    newest = newest_word(scene)
    if newest and isinstance(facts.updated_at, datetime) and facts.updated_at < newest:
        yield newest


def _later_words_of_the_card(by_board: Sequence[Event], seen: Maybe[Card | None]) -> Iterator[datetime]:
    """What the board itself told of the card, if that is later: to GitHub it is no change of the item."""
    if isinstance(seen, Unknown) or (seen and seen.updated_at is None):
        return
    for event in by_board[-1:]:
        if event.card and event.card.updated_at and _is_later(event.name, event.card, seen):
            yield event.card.updated_at


def _is_later(name: str, told: Card, seen: Card | None) -> bool:
    """Whether what an event of some name tells of a card is later than what was seen; None for no card."""
    if name == TAKEN_OFF:
        return seen is not None and seen.id == told.id
    return seen is None or bool(seen.updated_at and told.updated_at and seen.updated_at < told.updated_at)


def _is_young(newest: datetime, scene: Scene, now: datetime) -> bool:
    """Whether so little time has passed since GitHub's word that an answer may not know of it; clocks may differ a bit.

    A word far ahead of the clock comes from a wrong clock: then the time counts from when the delivery came here.
    """
    since = newest if newest < now + LAG else moment(scene.nudges.arrived)
    return now < since + 2 * LAG


def _fresh(deeds: Iterable[Deed], scene: Scene, now: datetime) -> dict[Deed, datetime]:
    """What the bot did so lately that an answer may not show it."""
    lately = {deed: moment(at) for deed, at in scene.memory.settled.items()}
    return {deed: at for deed in last_deeds(deeds) if (at := lately.get(deed)) and now < at + LAG}


def _missing(deed: Deed, scene: Scene, facts: Facts, by_board: Sequence[Event]) -> bool:
    """Whether an answer does not show a deed, or not all of it, and nothing tells that a person undid it."""
    verb, target = deed
    undone = frozenset() if isinstance(facts.undone, Unknown) else facts.undone
    if (verb, target.lower()) in undone:
        return False
    there = stands(deed, facts) is not False
    if verb in ON_THE_BOARD and isinstance(facts.board, Board) and facts.board.problem is None:
        if not there or lacks_column(deed, facts):  # what happens on a board does not count as an update of the item
            return not by_board
        there = not (wants_mirror(scene.book) and lacks_label(deed, facts))
    done = moment(scene.memory.settled[deed])
    return not there and not (isinstance(facts.updated_at, datetime) and facts.updated_at >= done)
