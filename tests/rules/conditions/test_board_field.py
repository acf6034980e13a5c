import pytest

from tests.rules.world import finding, met

CARD = {"Priority": "High", "Estimate": 3, "Due": "2026-01-31", "Notes": "ask the team", "Sprint": "Week 5", "Old": ""}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Priority: high", True),
        ("priority: [Low, HIGH]", True),
        ("Priority: Hi", False),
        ("Priority: none", False),
        ("Estimate: 3", True),
        ("Estimate: '<= 2'", False),
        ("Due: 2026-01-31", True),
        ("Notes: /team/", True),
        ("Notes: team", False),
        ("Sprint: week 5", True),
        ("Owner: none", True),
        ("Owner: Alice", False),
        ("Old: empty", True),
        ("Priority: High, Estimate: '>= 3'", True),
        ("Priority: High, Estimate: '> 3'", False),
    ],
)
def test_every_field_that_is_named_holds_what_is_asked(asked: str, answer: bool) -> None:
    assert met(f"board_field: {{{asked}}}", kind="issue", fields=CARD) is answer


def test_without_a_card_every_field_is_empty() -> None:
    assert met("board_field: {Priority: none}", kind="issue", fields={}) is True
    assert met("board_field: {Priority: High}", kind="issue", fields={}) is False


def test_the_answer_tells_what_was_seen_and_what_was_asked() -> None:
    told = finding("board_field: {Priority: [Low, none], Estimate: 2}", fields=CARD)
    assert told.saw == {"Priority": "High", "Estimate": 3}
    assert told.says == "Priority on the card is Low or none and Estimate on the card is = 2"
