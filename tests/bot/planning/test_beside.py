"""What an item has nothing to do with is not begun: the planner would have wanted nothing either."""

from itertools import chain
from typing import Any

import pytest

from bot.actions.comment import Say
from bot.planning.beside import BOARD, DECISIONS, LAST, Part
from bot.planning.unconfirmed import CREDITS
from bot.taking.line import LINE
from rules.facts import BLANK, Facts
from rules.language import load

PARTS = tuple(chain(BOARD, DECISIONS, LAST))
BOOK = load("project: {purpose: p}\nboard: {project: 3, stages: {Triage: {needs: {label: kind}}}}\nrules: []\n")
NOTHING: dict[str, Any] = {
    "takers": (),
    "unconfirmed": (),
    "sections": {},
    "votes": (),
    "shared": {},
    "rule_change": None,
    "recorded": frozenset(),
    "people": (),
    "assignees": (),
    "labels": (),
    "state": "open",
    "repo": "o/r",
    "number": 7,
    "commit": "abc",
    "own_checks": {},
    "opened": frozenset(),
    "went_on": (),
    "stage": "Triage",
    "stage_seen": "Triage",
}


def wanted(part: Part, facts: Facts) -> list[Any]:
    return list(part.plan(BOOK, facts, "d1"))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.plan.__name__)
@pytest.mark.parametrize("facts", [BLANK, Facts(kind="pull_request").but(**NOTHING)], ids=["unknown", "nothing"])
def test_what_does_not_matter_is_wanted_by_no_planner(part: Part, facts: Facts) -> None:
    assert (part.matters(BOOK, facts), wanted(part, facts)) == (False, [])


@pytest.mark.parametrize("section", [LINE, CREDITS])
def test_what_the_comment_says_of_nobody_any_more_matters_to_whoever_said_it(section: str) -> None:
    facts = Facts(kind="issue").but(**NOTHING).but(sections={section: "ada", "other": "Hello."}, now=None)
    found = {part.plan.__name__: wanted(part, facts) for part in LAST if part.matters(BOOK, facts)}
    [(_, [action])] = found.items()
    assert isinstance(action, Say)
    assert (action.section, action.body) == (section, "")
