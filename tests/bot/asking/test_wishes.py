import pytest

from bot.asking.command import Refused, Request
from bot.asking.wishes import labels_in, number_in, people_in
from rules.facts import Facts, Person
from rules.language import load

BOOK = load("project: {purpose: p}\nrules: []")


def request(wish: str) -> Request:
    return Request(wish, Facts(), BOOK, Person(login="tess"))


@pytest.mark.parametrize(
    ("wish", "people"),
    [
        ("", ()),
        ("@ben", ("ben",)),
        ("ben, @ada and more", ("ben", "ada", "and", "more")),
        ("@ben!", ()),
        ("me", ("tess",)),
        ("me @tess", ("tess",)),
        ("@ben #4 @ada", ("ben",)),
        ("@acme/docs", ()),
    ],
)
def test_people_are_named_until_a_word_is_none(wish: str, people: tuple[str, ...]) -> None:
    assert people_in(request(wish)) == people


@pytest.mark.parametrize(
    ("wish", "number"), [("#12", 12), ("12 and so on", 12), ("0", None), ("#", None), ("1" * 11, None), ("x", None)]
)
def test_the_number_that_is_named_first_counts(wish: str, number: int | None) -> None:
    assert number_in(request(wish)) == number


def test_labels_stand_between_commas_and_count_once() -> None:
    named = labels_in(request("good first issue , bug,bug,"))
    assert not isinstance(named, Refused)
    assert [label.source for label in named] == ["good first issue", "bug"]
