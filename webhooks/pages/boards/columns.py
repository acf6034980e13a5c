"""The boards: items in the columns of their repository's rules. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.store.decisions import Decision
from webhooks.pages.reading import Shown
from webhooks.pages.stages import NO_STAGE, Stage
from webhooks.pages.wording import Deed, Left, told

MOST_DEEDS = 3


@dataclass(frozen=True, slots=True)
class Card:
    """An item on a board, and what the bot did with it last.

    Attributes:
        more: how many deeds are not shown.
        held: why nothing was done, where nothing was.
    """

    item: Shown
    deeds: tuple[Deed, ...] = ()
    more: int = 0
    held: Left | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One stage and the cards in it."""

    stage: Stage
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Board:
    """A repository's items, newest first: in columns where it has stages, else as a list."""

    repo: str
    cards: tuple[Card, ...]
    columns: tuple[Column, ...]


def boards_of(
    items: Sequence[Shown], last: Mapping[str, Decision], stages: Mapping[int, tuple[Stage, ...]], *, insider: bool
) -> tuple[Board, ...]:
    """The boards of these items.

    Args:
        items: newest first.
        last: what was decided last, by lane.
        stages: by repository.
        insider: whether this is for those who are told what the bot knows of people.
    """
    repositories: dict[int, list[Shown]] = {}
    for item in items:
        repositories.setdefault(item.repo_id, []).append(item)
    boards = []
    for repo_id, members in repositories.items():
        cards = tuple(_card(item, last.get(item.lane), insider=insider) for item in members)
        boards.append(Board(members[0].repo, cards, _columns(cards, stages.get(repo_id, ()))))
    return tuple(boards)


def _card(item: Shown, decision: Decision | None, *, insider: bool) -> Card:
    if decision is None:
        return Card(item)
    words = told(decision.document, insider=insider)
    left = (*words.held_back, *words.conflicts)
    held = left[0] if left and not words.deeds else None
    deeds = (*words.failures, *words.carried)  # what needs somebody is never among what is left out
    return Card(item, deeds[:MOST_DEEDS], max(0, len(deeds) - MOST_DEEDS), held)


def _columns(cards: Sequence[Card], stages: Sequence[Stage]) -> tuple[Column, ...]:
    """The file's stages in their order; before them what has no stage, after them stages that the file lacks."""
    if not stages and not any(card.item.stage for card in cards):
        return ()
    unstaged, columns = Column(Stage(NO_STAGE)), {stage.name.lower(): Column(stage) for stage in stages}
    for card in cards:
        name = card.item.stage
        column = columns.setdefault(name.lower(), Column(Stage(name))) if name else unstaged
        column.cards.append(card)
    return (*([unstaged] if unstaged.cards else ()), *columns.values())
