from typing import Any

from bot.action import Look, Target
from bot.actions import VERBS
from rules.book import Rule
from rules.combine import All
from rules.facts import Facts
from rules.goals.take_back import Done, TakeBack
from rules.language import load

BOOK = load("project: {purpose: p}\nrules: []")


def test_a_verb_takes_back_what_it_did_for_a_cause_of_its_own() -> None:
    rule = Rule("/undo", "/undo", 0, frozenset(), All(()), ())
    look = Look(BOOK, rule, 0, "comment:1", Facts(sections={"Greet": "Hi."}), {})
    [action] = VERBS["take_back"].plan(TakeBack(Done("comment", "Greet")), look)
    told: Any = action
    assert (told.rule, told.cause, told.section, told.body) == ("/undo", "ended:comment:1", "Greet", "")
    assert list(VERBS["take_back"].plan(TakeBack(Done("comment", "Bye")), look)) == []


def test_there_is_nothing_of_its_own_to_send(target: Target) -> None:
    assert list(VERBS["take_back"].writes([], target)) == []
