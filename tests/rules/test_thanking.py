import json
from typing import Any

import pytest

from rules.book import Rulebook
from rules.condition import Condition
from rules.language import load

PATHWAYS = {"writing": {"form": "idea", "credit": "content"}, "talking": {"form": "talk"}}
DONE = {"project": 1, "stages": {"Draft": {}, "Published": {"done": True}, "Archived": {"done": True}}}


def read(**file: Any) -> Rulebook:
    return load(json.dumps({"project": {"purpose": "Tests"}, "pathways": PATHWAYS, "rules": [], **file}))


@pytest.mark.parametrize(
    ("file", "on", "asks"),
    [
        ({"board": DONE}, {"stage.entered"}, ["the stage is Published or Archived", "the pathway is writing"]),
        ({}, {"pull_request.closed"}, ["the state is merged", "the pathway is writing"]),
        ({"board": {"project": 1, "stages": {"A": {}}}}, {"pull_request.closed"}, None),
    ],
    ids=["a stage that is done", "no board", "no stage that is done"],
)
def test_a_pathway_with_credit_thanks_everybody_when_the_work_is_done(file: Any, on: set[str], asks: Any) -> None:
    [rule] = read(**file).rules
    assert (rule.name, set(rule.on), [goal.word for _, goal in rule.goals]) == (
        "pathways.writing.credit",
        on,
        ["credit"],
    )
    conditions = [part for part in rule.when.parts if isinstance(part, Condition)]
    assert asks is None or sorted(part.asks() for part in conditions) == sorted(asks)


def test_the_rule_stands_where_the_pathway_does() -> None:
    book = load("project: {purpose: p}\nmode: observe\npathways:\n  a: {files: x}\n  b:\n    credit: code\nrules: []\n")
    assert [(rule.name, rule.line, rule.mode) for rule in book.rules] == [("pathways.b.credit", 6, "observe")]
