"""Whose work goes first."""

from typing import Any

import pytest

from bot.queue.rank import COMMAND, EVENT, rank_of

BOT = "fingerpost[bot]"


def said(text: Any, kind: str = "comment", sender: str = "User") -> dict[str, Any]:
    return {kind: {"body": text}, "sender": {"type": sender}, "issue": {"body": "/assign"}}


@pytest.mark.parametrize(
    "text",
    [
        "/assign",
        "  /why",
        "Thanks!\n\n/assign @ada",
        "Thanks!\r\n/assign",
        "@fingerpost what next?",
        "Dear @Fingerpost",
    ],
)
@pytest.mark.parametrize("kind", ["comment", "review"])
def test_a_person_who_asks_for_something_goes_first(text: str, kind: str) -> None:
    assert rank_of(said(text, kind), BOT) == COMMAND


@pytest.mark.parametrize("text", ["Thanks", "and/or", "see /why", "    /code", "@ada", "", None, 7])
def test_whatever_else_is_said_waits_with_all_that_happens(text: Any) -> None:
    assert rank_of(said(text), BOT) == EVENT


def test_a_program_gives_no_commands() -> None:
    assert rank_of(said("/assign", sender="Bot"), BOT) == EVENT


def test_before_the_bot_knows_its_name_nobody_can_call_it() -> None:
    assert rank_of(said("@fingerpost help"), None) == EVENT
    assert rank_of(said("/help"), None) == COMMAND


@pytest.mark.parametrize("payload", [{}, {"comment": None}, {"comment": "/assign"}, {"comment": [], "sender": 1}])
def test_a_payload_of_any_shape_has_a_rank(payload: dict[str, Any]) -> None:
    assert rank_of(payload, BOT) == EVENT


def test_a_long_comment_of_empty_lines_costs_no_time() -> None:
    assert rank_of(said("\n" * 65_000 + " " * 65_000), BOT) == EVENT
