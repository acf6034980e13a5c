"""Histories as files: read line by line, the last word about an item counts, mistakes are told with their line."""

import json

import pytest

from bot.backtest.history import LONGEST_LINE, HistoryError, Newest, newest_of, read_history

HEADING = b'{"repository": "o/r", "fetched_at": "2026-03-01T00:00:00Z", "bot": "fingerpost[bot]"}\n'


def item(number: int, day: int, title: str = "") -> bytes:
    created = f"2026-02-{day:02}T00:00:00Z"
    return json.dumps({"kind": "issue", "number": number, "created_at": created, "title": title}).encode()


def test_items_come_oldest_first_and_a_later_line_stands_for_an_earlier_one() -> None:
    read = read_history([HEADING, item(2, 9, "new"), b"\n", item(1, 3), item(2, 9, "newest")])
    assert read.heading.repository == "o/r"
    assert [(past.number, past.title) for past in read.items] == [(1, ""), (2, "newest")]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "line 1: it is not JSON"),
        ([b'{"repository": "o/r"}'], "line 1: fetched_at: it is missing"),
        ([HEADING, b"{"], "line 2: it is not JSON"),
        ([HEADING, b'{"kind": "issue", "number": "x", "created_at": "2026-02-01T00:00:00Z"}'], "line 2: number"),
        ([HEADING, b" " * (LONGEST_LINE + 1)], f"line 2 is longer than {LONGEST_LINE:,} bytes"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lines: list[bytes], said: str) -> None:
    with pytest.raises(HistoryError, match="line") as raised:
        read_history(lines)
    assert str(raised.value).startswith(said)


def by(author: str, number: int, day: int) -> bytes:
    told = {"kind": "issue", "number": number, "created_at": f"2026-02-{day:02}T00:00:00Z", "author": author}
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    ("most", "numbers", "lines", "earlier"),
    [
        (0, [], set(), {"ada", "ben"}),
        (1, [3], {5}, {"ada", "ben"}),
        (2, [1, 3], {3, 5}, {"ada"}),
        (3, [2, 1, 3], {3, 4, 5}, set()),
        (9, [2, 1, 3], {3, 4, 5}, set()),
    ],
)
def test_of_a_long_history_the_newest_are_read_and_who_came_earlier_is_known(
    most: int, numbers: list[int], lines: set[int], earlier: set[str]
) -> None:
    written = [HEADING, by("cy", 2, 1), by("ben", 1, 3), by("Ada", 2, 1), by("ada", 3, 4)]
    found = newest_of(written, most)
    assert found == Newest(frozenset(lines), 3 - len(numbers), frozenset(earlier))
    read = read_history(written, found)
    assert ([past.number for past in read.items], read.left_out) == (numbers, 3 - len(numbers))
    assert read.earlier == frozenset(earlier)


def test_a_mistake_in_a_long_history_is_told_with_its_line() -> None:
    with pytest.raises(HistoryError) as raised:
        newest_of([HEADING, b"{}"], 1)
    assert str(raised.value).startswith("line 2: ")
    assert newest_of([], 1) == Newest()
