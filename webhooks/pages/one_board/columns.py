"""The columns of one repository's board: who acts next, who has each item, how long it stands there. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from bot.clock import milliseconds
from bot.flow import NO_STAGE as NOWHERE
from bot.flow import Span
from rules.book import Rulebook
from rules.durations import Duration
from webhooks.pages.one_board.reading import Held
from webhooks.pages.reading import Shown
from webhooks.pages.stages import NO_STAGE, Stage, stages_of


@dataclass(frozen=True, slots=True)
class CardShown:
    """An item on the board.

    Attributes:
        since: from when on it has stood there, in milliseconds.
        over: whether that is longer than the stage's owner may take.
    """

    item: Shown
    assignees: tuple[str, ...]
    reviewers: tuple[str, ...]
    since: int
    over: bool = False


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A stage, and what stands there: what has stood longest first, at an end what came last.

    Attributes:
        nudge: after which time its owner is asked, in words; empty where nobody is.
    """

    stage: Stage
    nudge: str
    cards: list[CardShown] = field(default_factory=list)

    @property
    def late(self) -> int:
        """How many stand there for too long."""
        return sum(card.over for card in self.cards)


def columns_of(
    book: Rulebook | None, held: Iterable[Held], stands: Mapping[str, Span], now: datetime
) -> tuple[ColumnShown, ...]:
    """The columns of the rule file, in its order; before them what has no stage, after them stages that it lacks.

    Args:
        book: the rules in force.
        held: the items; those that have left the board are passed over.
        stands: where each of them stands, by lane.
        now: the present.
    """
    nudges, zone = _nudges(book), book.home.zone if book else UTC
    columns = {NOWHERE: ColumnShown(Stage(NO_STAGE), "")}
    columns |= {stage.name: ColumnShown(stage, str(nudges.get(stage.name, ""))) for stage in _stages(book)}
    for one in held:
        if span := stands.get(one.item.lane):
            column = columns.setdefault(span.stage, ColumnShown(Stage(span.stage), ""))
            column.cards.append(_card(one, span, nudges.get(span.stage), now, zone))
    for column in columns.values():
        column.cards.sort(key=lambda card: card.since, reverse=column.stage.done)
    return tuple(column for name, column in columns.items() if name or column.cards)


def _stages(book: Rulebook | None) -> Iterable[Stage]:
    return stages_of(book) if book else ()


def _nudges(book: Rulebook | None) -> Mapping[str, Duration]:
    looks = book.board.stages.items() if book and book.board else ()
    return {name: look.nudge for name, look in looks if look.nudge and not look.done}


def _card(one: Held, span: Span, nudge: Duration | None, now: datetime, zone: tzinfo) -> CardShown:
    over = nudge is not None and nudge.over(span.since, now, zone)
    return CardShown(one.item, one.assignees, one.reviewers, milliseconds(span.since), over)
