"""What others wrote cannot move the cursor, forge a line or leave its place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.explaining.visible import harmless, in_json, one_line, wrapped


def test_control_characters_become_pictures_one_column_wide() -> None:
    assert harmless("a\x1b[31mb\tc\x7f\x9b\nd\r") == "a␛[31mb c␡\ufffd\nd␍"


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\u2028", "\ud800"])
def test_what_turns_or_breaks_a_line_unseen_is_replaced(character: str) -> None:
    assert harmless(f"a{character}b") == "a\ufffdb"


def test_one_line_has_no_line_breaks_and_is_cut() -> None:
    assert one_line(" a\r\n\x1b b\u2028c ") == "a ␛ b c"
    assert one_line("x" * 300, 10) == "xxxxxxxxx…"
    assert one_line("x" * 10, 10) == "x" * 10


@given(st.text())
def test_one_line_shows_nothing_that_a_terminal_would_obey(text: str) -> None:
    shown = one_line(text, 50)
    assert len(shown) <= 50
    assert [each for each in shown if ord(each) < 32 or 0x7F <= ord(each) < 0xA0] == []


def test_json_says_the_same_with_escapes_in_it() -> None:
    text = '{"title": "a\u009b1m\u202eb\u2028c é"}'
    shown = in_json(text)
    assert shown == r'{"title": "a\u009b1m\u202eb\u2028c é"}'
    assert json.loads(shown) == json.loads(text)


def test_wide_characters_count_as_two_columns() -> None:
    assert wrapped("日本語 日本語 x", 30, "- ") == ["- 日本語 日本語 x"]
    assert wrapped("日本語日本語日本語日本語", 22, "- ") == ["- 日本語日本語日本語日", "  本語"]


def test_a_long_word_is_cut_where_the_line_ends() -> None:
    assert wrapped("x" * 45, 30, "  + ", "      ") == [f"  + {'x' * 26}", f"      {'x' * 19}"]


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])), st.integers(40, 100))
def test_every_line_fits(text: str, width: int) -> None:
    assert [line for line in wrapped(text, width, "    ✓ ") if cell_len(line) > width] == []
