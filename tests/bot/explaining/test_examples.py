"""The rules and cases that a beginner is shown: they must be right themselves."""

from typing import Any

import pytest

from bot.explaining.examples import EXAMPLES, Example, starter
from bot.explaining.explain import Explainer
from bot.explaining.written import read_case
from bot.looking.ruleset import Unread, load

PLANNED = {
    "Somebody new reports a crash": ["label", "label", "assign", "comment"],
    "Somebody known asks for something": [],
    "A pull request changes the documentation": ["label", "label", "request_review", "comment"],
    "A draft is ready for review": ["request_review"],
    "A reviewer asks for changes": [],
    "A pull request is merged": ["comment"],
    "Somebody says /assign": ["assign", "react"],
    "An issue stands still for three weeks": ["label"],
}


def explained(example: Example) -> dict[str, Any]:
    book, _ = load(Unread(starter().encode()))
    assert book is not None
    return Explainer(book, complete=True).explain(read_case(example.event, example.facts, ""))


def test_nothing_is_to_be_said_of_the_rules_to_begin_with() -> None:
    book, findings = load(Unread(starter().encode()))
    assert (book is not None and len(book.rules), findings) == (6, ())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_of_each_example_everything_is_known_and_the_plan_is_the_one_it_shows(example: Example) -> None:
    document = explained(example)
    assert [rule["name"] for rule in document["rules"] if rule["matched"] is None] == []
    assert [action["do"] for action in document["actions"]] == PLANNED[example.title]


def test_examples_have_titles_of_their_own_and_each_rule_acts_in_one() -> None:
    acting = {rule["name"] for each in EXAMPLES for rule in explained(each)["rules"] if rule["matched"]}
    assert (len({each.title for each in EXAMPLES}), len(acting)) == (len(EXAMPLES), 6)
