"""Values as people read them."""

from datetime import date
from typing import Any

import pytest

from webhooks.pages.text import ago, clean, coded, counted, day, exactly, machine, opening, seen, spoken

NOW = 1_767_603_600_000  # 2026-01-05 09:00
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (-HOUR, "just now"),
        (MINUTE - 1, "just now"),
        (MINUTE, "1 min ago"),
        (HOUR - 1, "59 min ago"),
        (HOUR, "1 h ago"),
        (DAY - 1, "23 h ago"),
        (DAY, "yesterday"),
        (2 * DAY, "2 days ago"),
        (30 * DAY, "30 days ago"),
        (31 * DAY, "5 Dec 2025"),
    ],
)
def test_the_past_is_told_as_people_tell_it(past: int, words: str) -> None:
    assert ago(NOW - past, NOW) == words


def test_a_moment_is_told_exactly() -> None:
    assert (exactly(NOW), machine(NOW)) == ("5 Jan 2026, 09:00 UTC", "2026-01-05 09:00:00Z")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (None, "nothing"),
        ([], "none"),
        (["a", "b"], "a, b"),
        (3, "3"),
        ("text", "text"),
        ("2026-01-05T09:00:59.5+00:00", "5 Jan 2026, 09:00 UTC"),
        ("2026-13-05T09:00:00+00:00", "2026-13-05T09:00:00+00:00"),
        ("at 2026-01-05T09:00:00+00:00", "at 2026-01-05T09:00:00+00:00"),
    ],
)
def test_what_was_seen_is_told_in_words(value: Any, words: str) -> None:
    assert seen(value) == words


def test_a_day_is_told_without_a_nought() -> None:
    assert (day(NOW), day(date(2026, 12, 31))) == ("5 Jan 2026", "31 Dec 2026")


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("write `on: x` or `y`", "write <code>on: x</code> or <code>y</code>"),
        ("`<b>`\u202e <i>", "<code>&lt;b&gt;</code> &lt;i&gt;"),
        ("one ` alone <i>", "one ` alone &lt;i&gt;"),
        ("", ""),
    ],
)
def test_code_in_words_is_shown_as_code_and_stays_text(words: str, html: str) -> None:
    assert str(coded(words)) == html


def test_only_the_first_words_are_told_on_one_line() -> None:
    assert (opening(" one\n two ", 10), opening("one two three", 8)) == ("one two", "one two…")


def test_a_comment_is_told_without_its_guards() -> None:
    assert (
        spoken("Hello, @\u200bada: a \\*sign\\* &lt;fell&gt; in C:\\paths")
        == "Hello, @ada: a *sign* <fell> in C:\\paths"
    )


def test_what_can_be_seen_is_kept_and_what_cannot_is_not() -> None:
    kept = "Zürich 東京 👩\u200d🌾\nnext"
    assert (clean(kept), clean("a\u202eb\x00c"), clean("\udfff"), clean(7)) == (kept, "abc", "?", 7)


def test_numbers_go_with_their_nouns() -> None:
    assert [counted(number, "item") for number in (0, 1, 1200)] == ["0 items", "1 item", "1,200 items"]
