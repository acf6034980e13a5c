"""A repository's history as the backtest reads it: items with what happened to them, as lines of JSON in a file.

The first line says of which repository and since when; each other line holds one item. A later line about the same
item stands for the earlier one, so that a history can be brought up to date by writing behind it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.hearing.malformed import first_mistake

T = TypeVar("T", bound=BaseModel)

Kind = Literal["issue", "pull_request"]
What = Literal[
    "labeled", "unlabeled", "assigned", "unassigned", "closed", "reopened", "merged", "renamed", "milestoned",
    "demilestoned", "ready_for_review", "converted_to_draft", "commented", "reviewed", "synchronize",
    "review_requested", "review_request_removed",
]  # fmt: skip

LONGEST_LINE = 2_000_000
AS_NOW = ("body", "files", "lines changed", "branches", "reactions", "the people file")
"""What GitHub's timeline does not tell of the past, so that the present stands for it."""
AS_EMPTY = ("board fields", "checks", "what people have on their hands", "where people moved cards")
"""What is not asked for at all, so that it is taken as if there were none."""


class HistoryError(ValueError):
    """A history that cannot be read; the text names the line."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Happening(_Part):
    """Something that happened to an item.

    Attributes:
        by: the login of whoever did it; `ghost` where the account is gone.
        name: the label, assignee, milestone, former title, reviewer or review state that it is about.
        text: of a comment or review.
    """

    at: AwareDatetime
    what: What
    by: str = Field(default="ghost", max_length=100)
    name: str = Field(default="", max_length=1_000)
    text: str = ""


class Past(_Part):
    """One item as it is now, and what happened to it, oldest first.

    Attributes:
        association: GitHub's word for the author's bond with the repository, as it is now.
    """

    kind: Kind
    number: int
    url: str = ""
    title: str = ""
    body: str = ""
    author: str = Field(default="ghost", max_length=100)
    association: str = "NONE"
    created_at: AwareDatetime
    state: Literal["open", "closed", "merged"] = "open"
    draft: bool = False
    locked: bool = False
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    milestone: str | None = None
    files: tuple[str, ...] = ()
    additions: int = 0
    deletions: int = 0
    head: str = ""
    base: str = ""
    reactions: int = 0
    linked: int = 0
    happened: tuple[Happening, ...] = ()


class Heading(_Part):
    """The first line of a history.

    Attributes:
        since: nothing older was asked for; None where all was.
        bot: the login under which the bot itself acted there; what it did is left out.
    """

    repository: str
    since: AwareDatetime | None = None
    fetched_at: AwareDatetime
    bot: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """A repository's past, oldest item first.

    Attributes:
        left_out: how many items are not here because they are older.
        earlier: who opened those, in lower case.
    """

    heading: Heading
    items: tuple[Past, ...]
    left_out: int = 0
    earlier: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest items of a history.

    Attributes:
        lines: the numbers of the lines where they stand.
        left_out: how many others there are.
        earlier: who opened those.
    """

    lines: frozenset[int] = frozenset()
    left_out: int = 0
    earlier: frozenset[str] = frozenset()


class _Sketch(_Part):
    """As much of an item as tells whether it is among the newest."""

    number: int
    author: str = "ghost"
    created_at: AwareDatetime


def newest_of(lines: Iterable[bytes], most: int) -> Newest:
    """Where the newest items of a history stand; little of each is read, for there may be very many.

    Args:
        lines: of the history.
        most: how many items.

    Raises:
        HistoryError: a line is not what it should be.
    """
    numbered = _bounded(lines)
    next(numbered, None)
    found = {one.number: (one, place) for place, line in numbered for one in [_parsed(_Sketch, place, line)]}
    in_order = sorted(found.values(), key=lambda each: (each[0].created_at, each[0].number))
    first = max(0, len(in_order) - most)
    places = frozenset(place for _, place in in_order[first:])
    return Newest(places, first, frozenset(one.author.lower() for one, _ in in_order[:first]))


def read_history(lines: Iterable[bytes], newest: Newest | None = None) -> History:
    """A history from its lines.

    Args:
        lines: of its file.
        newest: the only items that are wanted.

    Raises:
        HistoryError: a line is not what it should be; says which one and why.
    """
    numbered = _bounded(lines)
    _, first = next(numbered, (1, b""))
    heading = _parsed(Heading, 1, first)
    wanted = (each for each in numbered if newest is None or each[0] in newest.lines)
    found = {past.number: past for past in (_parsed(Past, number, line) for number, line in wanted)}
    items = tuple(sorted(found.values(), key=lambda past: (past.created_at, past.number)))
    return History(heading, items, newest.left_out, newest.earlier) if newest else History(heading, items)


def _bounded(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise HistoryError(f"line {number} is longer than {LONGEST_LINE:,} bytes")
        if line.strip():
            yield number, line


def _parsed(model: type[T], number: int, line: bytes) -> T:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        place, wrong = first_mistake(error)
        where = ".".join(map(str, place))
        raise HistoryError(f"line {number}: {where}: {wrong}" if where else f"line {number}: {wrong}") from None
