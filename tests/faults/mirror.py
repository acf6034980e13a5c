"""The label of the column in which the card stands: what people and the bot do with both, and which follows which."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

from tests.faults.item import Deed, Item

BOARD = "board.labels"
"""What stands in a deed for the rule where the board asks for it."""


class Change(Protocol):
    """Something done to the card or to a stage label."""

    def __call__(self, item: Item, stage: str, *, by_hand: bool) -> Item: ...


def put_on(item: Item, stage: str, *, by_hand: bool) -> Item:
    """What the item is once it wears the label of a stage."""
    return replace(item, carried=item.carried and item.carried.with_label(stage, by_hand=by_hand))


def taken_off(item: Item, stage: str, *, by_hand: bool) -> Item:
    """What the item is without the label of a stage."""
    return replace(item, carried=item.carried and item.carried.without_label(stage, by_hand=by_hand))


def moved(item: Item, stage: str, *, by_hand: bool) -> Item:
    """What the item is once its card stands in a column; the bot remembers that it saw it there."""
    carried = item.carried and item.carried.moved(by_hand=by_hand)
    return replace(item, stage=stage, card=True, carded=item.carded or not by_hand, carried=carried)


OF_THE_STAGE: Mapping[str, Change] = MappingProxyType({"wear": put_on, "shed": taken_off, "column": moved})
"""What the bot does that the label and the card say the same."""


def followed(item: Item) -> list[Deed]:
    """What makes the card and the label say the same."""
    stage = item.carried.stage(item.stage) if item.carried else None
    if item.carried is None or stage is None:
        return []
    deeds = [(BOARD, "column", stage)] if stage != item.stage else []
    deeds += [(BOARD, "shed", worn) for worn in sorted(item.carried.worn - {stage})]
    return [*deeds, (BOARD, "wear", stage)] if stage not in item.carried.worn | item.carried.off else deeds


def beside(item: Item, deed: Deed) -> list[Deed]:
    """What goes with a stage that a rule sets: the label of that stage, and no other."""
    rule, verb, stage = deed
    if item.carried is None or verb != "stage":
        return []
    return [*((rule, "shed", worn) for worn in sorted(item.carried.worn - {stage})), (rule, "wear", stage)]


def left_by_hand(item: Item) -> Item:
    """What the item is to a bot that takes itself for the one who had put it where it stands."""
    return item if item.stage is None else with_last(item, item.stage)


def with_last(item: Item, stage: str) -> Item:
    """What the item is to a bot that takes a stage for the last in which it had put it itself."""
    others = frozenset(pair for pair in item.last if pair[0] != "stage")
    return replace(item, last=others | {("stage", stage)})
