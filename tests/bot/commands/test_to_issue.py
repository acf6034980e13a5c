from typing import Any

import pytest


@pytest.fixture
def talk(item: Any) -> Any:
    return item.but(kind="discussion", opened=frozenset(), went_on=(), private=False, body="@ben, shall we?")


@pytest.mark.parametrize(("wish", "title"), [("", "A crash"), ("Mend  it", "Mend it"), ("x" * 400, "x" * 200)])
def test_an_issue_is_opened_that_tells_how_the_discussion_began(said: Any, talk: Any, wish: str, title: str) -> None:
    came = said(f"/to-issue {wish}", by="newcomer", facts=talk)
    assert came.done == [{"do": "open_issue", "title": title, "labels": [], "assignees": []}]
    assert (came.signs, came.facts.opened) == (["+1"], frozenset({"/to-issue"}))


def test_of_two_who_ask_the_second_finds_it_done_and_a_later_one_is_led_there(said: Any, talk: Any) -> None:
    assert len(said("Yes!\n\n/to-issue\n/to-issue Again", facts=talk).done) == 1
    came = said("/to-issue", facts=talk.but(opened=frozenset({"/to-issue"}), went_on=(12, 14)))
    assert (came.done, came.answer) == ([], "There is an issue for this already: #12.")


def test_an_issue_is_one_already(said: Any) -> None:
    came = said("/to-issue")
    assert (came.done, came.told) == ([], "`/to-issue` means something only on: discussions.")
