"""The geometry of charts: from figures to the points of shapes, in a box of one size that the page stretches. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.flow import Band, Times

WIDTH, HEIGHT = 600, 200
_STEPS = (1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Area:
    """One band of a chart; `points` are an SVG polygon's."""

    stage: str
    points: str
    now: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How long items stay at one stage, as parts of the longest: of a thousand."""

    times: Times
    median: int
    slow: int


def round_up(number: int) -> int:
    """The next number that reads well: 1, 2, 3, 4, 5, 6, 8, 10, 20 and so on."""
    scale = 1
    while True:
        for step in _STEPS:
            if number <= step * scale:
                return step * scale
        scale *= 10


def areas(bands: Sequence[Band]) -> tuple[tuple[Area, ...], int]:
    """Bands that lie on each other, the last one at the bottom; and how many items the box is high."""
    levels = list(accumulate((band.counts for band in reversed(bands)), _sum, initial=(0,) * _length(bands)))
    top = round_up(max(levels[-1], default=0))
    lines = [_line(level, top) for level in levels]
    around = zip(reversed(bands), lines, lines[1:], strict=False)
    drawn = [Area(band.stage, " ".join([*upper, *reversed(lower)]), band.counts[-1]) for band, lower, upper in around]
    return tuple(reversed(drawn)), top


def bars(times: Sequence[Times]) -> tuple[Bar, ...]:
    """The times at the stages against the longest of them."""
    longest = max((each.slow.total_seconds() for each in times), default=0) or 1
    return tuple(
        Bar(each, *(round(1000 * span.total_seconds() / longest) for span in (each.median, each.slow)))
        for each in times
    )


def _length(bands: Sequence[Band]) -> int:
    return len(bands[0].counts) if bands else 0


def _sum(below: tuple[int, ...], counts: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(one + other for one, other in zip(below, counts, strict=True))


def _line(level: Sequence[int], top: int) -> list[str]:
    """Where a level lies at each moment, from left to right."""
    step = WIDTH / max(1, len(level) - 1)
    return [f"{place * step:.1f},{HEIGHT - HEIGHT * number / top:.1f}" for place, number in enumerate(level)]
