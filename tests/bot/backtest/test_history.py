"""Histories as files: read line by line, the last word about an item counts, mistakes are told with their line."""

import json

import pytest

from bot.backtest.history import LONGEST_LINE, HistoryError, read_history

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
