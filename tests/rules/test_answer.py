import pytest

from rules.answer import answer, plainly
from rules.pattern import PatternError


@pytest.mark.parametrize(
    ("asked", "value", "found", "is_it"),
    [
        ("art", "An article", True, False),
        ("Article", "article", True, True),
        ("/^art/i", "Article 5", True, True),
        (">= 3", "3", True, True),
        (">= 3", "2.5", False, False),
        ("< 0.5", " -1 ", True, True),
        ("= 3", "3.0", True, True),
        ("> 3", "about 4", False, False),
        ("<= 3", "3", True, True),
        (">= three", ">= three", True, True),
    ],
)
def test_a_text_a_pattern_or_a_number_is_asked_for(asked: str, value: str, found: bool, is_it: bool) -> None:
    assert (answer(asked).found_in(value), answer(asked).is_(value)) == (found, is_it)


def test_nothing_can_be_asked_for_in_two_words() -> None:
    assert [answer(word).empty for word in ("empty", "None", "nothing")] == [True, True, False]


def test_numbers_and_truth_are_said_plainly() -> None:
    assert [plainly(value) for value in (3, 1.5, True, False, "3")] == ["= 3", "= 1.5", "checked", "unchecked", "3"]


def test_a_pattern_that_cannot_be_used_is_refused() -> None:
    with pytest.raises(PatternError):
        answer("/(/")
