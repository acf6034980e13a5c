"""From a `when` block to the question that it asks."""

from rules.facts import BLANK
from rules.question import given, question
from rules.rulefile import When


def test_an_absent_block_asks_nothing_and_is_met() -> None:
    assert given(None) == []
    assert question(None).check(BLANK).met is True


def test_what_is_asked_comes_in_the_order_of_the_language() -> None:
    block = When.model_validate({"title": "x", "label": "a"})
    assert [name for name, _ in given(block)] == ["label_", "title_"]
    assert [part.check(BLANK).condition for part in question(block).parts] == ["label", "title"]
