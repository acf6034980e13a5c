"""The stage label and the card say the same: whichever a person changed last, the other follows. Pure.

GitHub tells when a label was put on and by whom, and when a card came to its column. What the bot did itself is no
change of a person's, so that nothing goes round in circles: of both, the one that is not the bot's own deed counts,
and of two that are people's the newer one.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from bot.action import Action, HeldBack
from bot.actions.stage import SetStage
from bot.planning.stages import NOWHERE, PREFIX, lacking
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Card, Facts, LabelChange, Maybe, Unknown

if TYPE_CHECKING:
    from bot.planning.occasion import Occasion

MIRROR = "board.labels"
"""What the plan, the ledger and the pages name as the reason: the setting that asks for it."""
FACTS = frozenset({"labels", "stage", "card", "board", "relabelled"})
_LABELLED = (".labeled", ".unlabeled")
_OPENED = (".opened", ".reopened", ".transferred")


def wants_mirror(book: Rulebook) -> bool:
    """Whether the rules want stage labels: beside the card, or because there is no board."""
    return book.board is not None and (book.board.labels or book.board.project is None)


def may_differ(occasion: "Occasion", labels: Maybe[tuple[str, ...]]) -> bool:
    """Whether a label and a card may say different things since an occasion; what the bot did itself is no reason."""
    event = occasion.event
    if occasion.own:
        return False
    if event is None or event.startswith("projects_v2_item."):
        return True
    if event.endswith(_LABELLED):
        return isinstance(occasion.label, Unknown) or is_stage_label(occasion.label or "")
    carried = isinstance(labels, Unknown) or any(map(is_stage_label, labels))
    return carried and event.endswith(_OPENED)


def is_stage_label(label: str) -> bool:
    """Whether a label is one of those that carry a stage."""
    return label.lower().startswith(PREFIX)


def mirrored(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action | HeldBack]:
    """What makes the label and the card say the same; nothing where they do, or where that cannot be told."""
    if wants_mirror(book) and facts.kind != "discussion" and not facts.lacking(FACTS):
        yield from _Mirror(book, facts, cause).reflect()


class _Mirror:
    """One item's label and card, side by side."""

    def __init__(self, book: Rulebook, facts: Facts, cause: str) -> None:
        self.book, self.facts, self.cause = book, facts, cause
        self.changes = known(facts.relabelled)
        self.labels = sorted(filter(is_stage_label, known(facts.labels)), key=self._age)
        named = [label for label in self.labels if book.stage_named(_stage_in(label))]
        self.label = named[-1] if named else None
        self.board = known(facts.board)
        self.card = known(facts.card) if self.board.problem is None else None
        self.column = self.card.status if self.card else None

    def reflect(self) -> Iterator[Action | HeldBack]:
        """What is to be done."""
        stage = self._stage()
        if stage is None:
            return
        if self.card is not None and self.card.archived:
            if self.label and _stage_in(self.label).lower() != stage.lower():
                yield self._held("the card is archived")
            return
        move = self.board.problem is None and stage.lower() != (self.column or NOWHERE).lower()
        outdated = tuple(label for label in self.labels if _stage_in(label).lower() != stage.lower())
        lacks = self.book.stage_named(stage) is not None and len(outdated) == len(self.labels)
        if move and (why := self._stays(stage)):
            yield self._held(why)
            move = False
        if lacks and self._taken_off(stage):
            yield self._held(f"a person took {PREFIX}{stage} off")
            lacks = False
        if not (move or lacks or outdated):
            return
        if ("mirror", stage.lower()) in self.facts.flapping:
            yield self._held(f"it went to {stage} too often: left alone for an hour")
        else:
            yield SetStage(
                rule=MIRROR,
                position=0,
                cause=self._cause(),
                stage=stage,
                card=move,
                label=lacks,
                outdated=outdated,
                undoes=self._undone(stage),
            )

    def _stage(self) -> str | None:
        """Where the item is by the last word of a person; None where neither label nor card says anything."""
        carried = self.book.stage_named(_stage_in(self.label)) if self.label else None
        if self.column is None:
            cleared = carried is not None and self._own_move(carried) and not lacking(self.board, carried)
            return NOWHERE if cleared and self.card else carried
        if carried is None or self.card is None or self.card.archived or not self._label_is_newer(self.card):
            return self.book.stage_named(self.column) or self.column
        return carried

    def _label_is_newer(self, card: Card) -> bool:
        change = self._change(self.label or "")
        if change is None or change.ours:
            return False
        return card.moved_at is None or change.at >= card.moved_at or self._own_last_move(card.status, card.moved_at)

    def _own_last_move(self, column: str | None, moved_at: datetime) -> bool:
        """Whether the card stands where the bot put it, and was not moved away and back again by a person since."""
        over = self.facts.placed_by
        return self._own_move(column or "") and (over is None or moved_at <= over)

    def _undone(self, stage: str) -> str | None:
        """The stage that the bot had put the item in and that a person took back: no rule goes there in this look."""
        meant = self.facts.meant
        return None if meant is None or meant.lower() == stage.lower() else meant

    def _cause(self) -> str:
        """What the ledger knows this change by: its moment, for people may change their minds within seconds."""
        changed = [change.at for change in map(self._change, self.labels) if change]
        moved = [self.card.moved_at] if self.card and self.card.moved_at else []
        return f"changed:{max((*changed, *moved)).isoformat()}" if changed or moved else self.cause

    def _own_move(self, stage: str) -> bool:
        """Whether the bot itself had said last that the item is at a stage."""
        return any(verb == "stage" and target.lower() == stage.lower() for _, verb, target in self.facts.ours)

    def _change(self, label: str) -> LabelChange | None:
        return self.changes.get(label.lower())

    def _age(self, label: str) -> tuple[bool, int]:
        """The order in which people put labels on; what the bot put on comes before all of theirs."""
        change = self._change(label)
        order = list(self.changes).index(label.lower()) if change else -1
        return change is not None and not change.ours, order

    def _taken_off(self, stage: str) -> bool:
        """Whether a person took the label of a stage off while the card was there."""
        change = self._change(f"{PREFIX}{stage}")
        if change is None or change.on or change.ours:
            return False
        return self.card is None or self.card.moved_at is None or change.at >= self.card.moved_at

    def _stays(self, stage: str) -> str | None:
        """Why the card does not follow; None where it may."""
        if self.facts.unboarded:
            return "a person took the card off the board"
        why = lacking(self.board, stage)
        return f"{why}; the label alone carries it" if why else None

    def _held(self, why: str) -> HeldBack:
        return HeldBack("stage", MIRROR, 0, why)


def _stage_in(label: str) -> str:
    return label[len(PREFIX) :]
