"""What a set-up remembers."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.setup.progress import FILE, Notebook, Pending, Progress

_DATELESS = '{"session": "a", "since": "when?", "pending": null}'
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PENDING = Pending("a-state", NOW.isoformat(), "https://api.github.com", "https://bot.example.org", keeps=True)


def test_it_outlives_the_program_and_holds_no_token(tmp_path: Path) -> None:
    first = Notebook(tmp_path)
    first.let_in("a-token", NOW)
    first.expect(PENDING)
    found = Notebook(tmp_path).read()
    path = tmp_path / FILE
    assert (found.is_held_by("a-token", NOW), found.is_held_by("another", NOW), found.pending) == (True, False, PENDING)
    assert ("a-token" in path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (False, 0o600)


def test_who_comes_next_takes_the_place_of_who_came_before(tmp_path: Path) -> None:
    notebook = Notebook(tmp_path)
    notebook.let_in("first", NOW)
    notebook.let_in("second", NOW)
    assert [notebook.read().is_held_by(token, NOW) for token in ("first", "second", "")] == [False, True, False]


@pytest.mark.parametrize(("days", "held"), [(6.9, True), (7, False)])
def test_whoever_was_let_in_stays_so_for_a_week(tmp_path: Path, days: float, held: bool) -> None:
    notebook = Notebook(tmp_path)
    notebook.let_in("a-token", NOW)
    assert notebook.read().is_held_by("a-token", NOW + timedelta(days=days)) is held


def test_nobody_holds_what_was_not_begun() -> None:
    assert [Progress().is_held_by(token, NOW) for token in ("", "a")] == [False, False]


@pytest.mark.parametrize(
    ("state", "after", "answered"),
    [
        ("a-state", timedelta(), True),
        ("a-state", timedelta(minutes=59), True),
        ("a-state", timedelta(hours=1), False),
        ("a-state", timedelta(minutes=-1), False),
        ("", timedelta(), False),
        ("a-stat\u00e9", timedelta(), False),
        ("\udcff", timedelta(), False),
    ],
)
def test_github_answers_with_the_same_state_within_an_hour(state: str, after: timedelta, answered: bool) -> None:
    assert PENDING.is_answered_by(state, NOW + after) is answered


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"session": "a", "pending": {"x": 1}}', "\xff", _DATELESS])
def test_what_cannot_be_read_is_begun_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_bytes(text.encode("latin-1"))
    notebook = Notebook(tmp_path)
    assert (notebook.begun, notebook.read()) == (True, Progress())


def test_what_is_closed_is_gone(tmp_path: Path) -> None:
    notebook = Notebook(tmp_path)
    notebook.let_in("a", NOW)
    notebook.close()
    notebook.close()
    assert (notebook.begun, notebook.read()) == (False, Progress())
