"""The stage label and the card, once more: whichever of them a person's hand touched last, the other follows."""

from dataclasses import dataclass, replace

CARD = "the card"
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Carried:
    """The stage labels of an item, and whose hands were the last.

    Attributes:
        worn: the stages of which it wears the label.
        hands: what still stands of what people's hands have done, the newest last: a stage whose label they put on, or
            the card that they moved.
        off: the stages whose label a person took off since the card came to its column.
    """

    worn: frozenset[str] = _NONE
    hands: tuple[str, ...] = ()
    off: frozenset[str] = _NONE

    def with_label(self, stage: str, *, by_hand: bool) -> "Carried":
        """The same with the label of a stage; who puts on what is there already has put on nothing."""
        if stage in self.worn:
            return self
        hands = (*self.hands, stage) if by_hand else self.hands
        return Carried(self.worn | {stage}, hands, self.off - {stage})

    def without_label(self, stage: str, *, by_hand: bool) -> "Carried":
        """The same without the label of a stage."""
        if stage not in self.worn:
            return self
        hands = tuple(hand for hand in self.hands if hand != stage)
        return Carried(self.worn - {stage}, hands, self.off | {stage} if by_hand else self.off)

    def moved(self, *, by_hand: bool) -> "Carried":
        """The same once the card has come to another column."""
        hands = tuple(hand for hand in self.hands if hand != CARD)
        return replace(self, hands=(*hands, CARD) if by_hand else hands, off=_NONE)

    def stage(self, column: str | None) -> str | None:
        """Where the item is by the last hand; where no person's stands, by the card, else by a label.

        Args:
            column: the card's.
        """
        newest = self.hands[-1] if self.hands else CARD
        if newest != CARD:
            return newest
        return column or min(self.worn, default=None)

    def shown(self) -> frozenset[str]:
        """The labels by their names."""
        return frozenset(f"stage/{stage}" for stage in self.worn)
