"""How items flow through the stages of a board: how many stood where at each moment, and how long they stay. Pure.

An item stands at its stage as long as it is open, and at a stage that is an end for good. What is closed elsewhere has
left the board.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import groupby, zip_longest
from math import ceil
from statistics import median

NO_STAGE = ""
_SLOW = Fraction(85, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Where an item stands from a moment on, until its next one.

    Attributes:
        item: what tells it from others.
        stage: empty where it has none.
    """

    item: str
    since: datetime
    stage: str
    open: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """The time of an item at one stage; `until` is None as long as it stands there."""

    item: str
    stage: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Band:
    """How many items stood at one stage at each of some moments."""

    stage: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """How long items stayed at a stage that they have left.

    Attributes:
        number: of these items; who came twice counts twice.
        median: half of them stayed no longer.
        slow: of a hundred, 85 stayed no longer.
    """

    stage: str
    number: int
    median: timedelta
    slow: timedelta


def spans_of(stays: Iterable[Stay], stages: Sequence[str], ends: Collection[str]) -> tuple[Span, ...]:
    """The times of items at stages.

    Args:
        stays: of each item in the order of time.
        stages: as the rule file spells them; what is named otherwise stays as it is.
        ends: those at which an item stays although it is closed.
    """
    spelled = {stage.lower(): stage for stage in stages}
    ordered = sorted(stays, key=lambda stay: (stay.item, stay.since))
    return tuple(
        span
        for item, group in groupby(ordered, key=lambda stay: stay.item)
        for span in _spans(item, [(stay.since, _where(stay, spelled, ends)) for stay in group])
    )


def _where(stay: Stay, spelled: Mapping[str, str], ends: Collection[str]) -> str | None:
    """The stage at which an item stands; None for one that has left the board."""
    stage = spelled.get(stay.stage.lower(), stay.stage)
    return stage if stay.open or stage in ends else None


def _spans(item: str, moves: Sequence[tuple[datetime, str | None]]) -> Iterable[Span]:
    """One item's times; what says the same as before begins nothing new."""
    turns = [move for place, move in enumerate(moves) if place == 0 or move[1] != moves[place - 1][1]]
    ends = [since for since, _ in turns[1:]]
    for (since, stage), until in zip_longest(turns, ends):
        if stage is not None:
            yield Span(item, stage, since, until)


def moments(start: datetime, now: datetime, most: int) -> tuple[datetime, ...]:
    """Moments at equal distances, the last of them now; one alone where nothing lies between."""
    if start >= now:
        return (now,)
    step = (now - start) / (most - 1)
    return (*(start + step * place for place in range(most - 1)), now)


def bands_of(spans: Iterable[Span], stages: Sequence[str], at: Sequence[datetime]) -> tuple[Band, ...]:
    """How many items stood at each stage at some moments.

    Args:
        spans: of all items.
        stages: in the order of the board; others come behind them, and first what has no stage, where there is any.
        at: the moments, in order.
    """
    comes: dict[str, list[datetime]] = {stage: [] for stage in (NO_STAGE, *stages)}
    goes: dict[str, list[datetime]] = {}
    for span in spans:
        comes.setdefault(span.stage, []).append(span.since)
        if span.until:
            goes.setdefault(span.stage, []).append(span.until)
    found = [Band(stage, _counted(sorted(came), sorted(goes.get(stage, ())), at)) for stage, came in comes.items()]
    return tuple(band for band in found if band.stage or any(band.counts))


def _counted(came: Sequence[datetime], went: Sequence[datetime], at: Sequence[datetime]) -> tuple[int, ...]:
    return tuple(bisect_right(came, moment) - bisect_right(went, moment) for moment in at)


def times_of(spans: Iterable[Span], stages: Sequence[str], ends: Collection[str]) -> tuple[Times, ...]:
    """How long items stayed at each stage on the way, in the order of the board; nothing of stages that none left."""
    stayed: dict[str, list[timedelta]] = {stage: [] for stage in stages if stage not in ends}
    for span in spans:
        if span.until and span.stage in stayed:
            stayed[span.stage].append(span.until - span.since)
    return tuple(_times(stage, sorted(lengths)) for stage, lengths in stayed.items() if lengths)


def _times(stage: str, lengths: Sequence[timedelta]) -> Times:
    middle = median(length.total_seconds() for length in lengths)
    return Times(stage, len(lengths), timedelta(seconds=middle), lengths[ceil(len(lengths) * _SLOW) - 1])


def standing(spans: Iterable[Span]) -> Mapping[str, Span]:
    """Where each item stands now, by item; nothing of those that have left."""
    return {span.item: span for span in spans if span.until is None}
