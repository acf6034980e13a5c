"""A trial of rules on a past: bounded, the newest items first."""

from itertools import repeat
from typing import Any

import pytest

from bot.backtest.trial import trial
from rules.facts import BLANK
from rules.language import load

OLD = load("project: {purpose: p}\nrules: [{name: C, on: issues.opened, when: {title: crash}, do: [{label: bug}]}]\n")
NEW = load(
    "project: {purpose: p}\nrules: [{name: C, on: issues.opened, when: {author: {new: true}}, do: [{label: n}]}]"
)
BOTH = (OLD, NEW)


def test_both_sides_are_played_and_reported(past: Any, history: Any) -> None:
    document = trial(history(*(past(number=n) for n in (1, 2, 3))), BLANK, BOTH, most=9)
    assert (document["items"], document["changed"]) == (3, 3)
    assert [(row["target"], row["old"], row["new"]) for row in document["effects"]] == [("bug", 3, 0), ("n", 0, 1)]


@pytest.mark.parametrize(("most", "played"), [(0, []), (1, [3]), (2, [3, 2]), (3, [3, 2, 1])])
def test_the_newest_items_are_played_and_who_came_before_is_not_new(
    past: Any, history: Any, most: int, played: list[int]
) -> None:
    document = trial(history(*(past(number=n) for n in (1, 2, 3))), BLANK, BOTH, most=most)
    examples = [each["item"] for row in document["effects"] if row["target"] == "bug" for each in row["examples"]]
    new = [row["new"] for row in document["effects"] if row["target"] == "n"]
    assert (document["items"], examples, new) == (most, played, [1] if 1 in played else [])


def test_it_ends_when_it_is_told_to_and_tells_what_it_played(past: Any, history: Any) -> None:
    answers = iter([True, True, *repeat(False, 9)])
    document = trial(history(*(past(number=n) for n in range(1, 6))), BLANK, BOTH, 99, lambda: next(answers))
    (row,) = document["effects"]
    assert (document["items"], [each["item"] for each in row["examples"]]) == (2, [5, 4])
