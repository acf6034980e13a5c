"""What the demo prints."""

import pytest

from bot.demo.screen import Screen


def test_a_step_and_its_cost_stand_in_columns_of_80_characters(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen(acts=40)
    screen.step("09:00", "Mateo has an idea.")
    screen.did(["+idea · stage Backlog · assigns somebody-with-a-long-name · comments"], 2)
    assert capsys.readouterr().out.splitlines() == [
        "     09:00  Mateo has an idea.",
        "fingerpost  +idea · stage Backlog · assigns                           2 requests",
        "            somebody-with-a-long-name · comments",
    ]


def test_nothing_done_is_said_too(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen(acts=40)
    screen.did([], 1)
    assert capsys.readouterr().out.split() == ["fingerpost", "nothing", "1", "request"]


def test_no_line_is_wider_than_80_and_none_holds_an_escape_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    screen = Screen(acts=40)
    screen.header("http://127.0.0.1:8000", "/home/ada/.local/share/fingerpost/demo", "It begins.")
    for show in (screen.day, screen.left, screen.trouble, screen.quote):
        show("A sentence that goes on and on, " * 6)
    with screen.progress():
        screen.at(3, "Day 1")
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines()[:5])) <= 80
    assert ("\x1b" in out, "Day 1" in out) == (False, False)


def test_a_quote_is_shown_as_it_reads_on_github(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen(acts=40)
    screen.quote("Welcome, mateo\\-rivas\\!\nA second line with \x1b[31m")
    out = capsys.readouterr().out
    assert out.startswith("            “Welcome, mateo-rivas!")
    assert "\x1b" not in out


def test_a_long_quote_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen(acts=40)
    screen.quote("word " * 200)
    assert capsys.readouterr().out.rstrip().endswith("…”")
