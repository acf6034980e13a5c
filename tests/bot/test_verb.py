"""A verb says of itself all that the rest of the bot wants to know."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import bot
import rules
from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.actions import VERBS
from bot.ledger import Entry
from bot.looking.conclude import found_action
from bot.planning.deeds import place_of, stands, taken_back
from bot.verb import Trace, Verb, Wording
from rules.facts import BLANK
from rules.goals import GOALS, SPOKEN_GOALS
from rules.goals.pin import Pin
from webhooks.pages.wording import told


@pytest.fixture
def wave() -> Iterator[None]:
    """A verb that no other code has heard of: it changes the title."""

    class Wave(Verb[Pin], word="wave"):
        trace = Trace("title", alone=True)
        key, several = "people", True
        wording = Wording("ask", "waved to {}", "wave to {}")

        def plan(self, goal: Pin, look: Look) -> Iterator[Action | HeldBack]:
            del goal
            yield look.held_back("wave", "nobody is there")

        def writes(self, actions: Sequence[Any], target: Target) -> Iterator[Write | Refusal]:
            del actions, target
            yield from ()

    yield
    del VERBS["wave"]


def test_a_verb_is_two_files_of_one_name() -> None:
    goals = {path.stem for path in (Path(rules.__file__).parent / "goals").glob("[a-z]*.py")}
    actions = {path.stem for path in (Path(bot.__file__).parent / "actions").glob("[a-z]*.py")}
    assert goals == actions == GOALS.keys() | SPOKEN_GOALS.keys() == set(VERBS)


@pytest.mark.usefixtures("wave")
def test_its_deeds_show_where_it_says() -> None:
    assert place_of("wave") == "title"
    assert stands(("wave", "Hello"), BLANK.but(title="hello")) is True
    assert taken_back([("wave", "Hello")], BLANK.but(title="Bye", kind="issue")) == {("wave", "hello")}


@pytest.mark.usefixtures("wave")
def test_it_is_told_as_it_says() -> None:
    entry = Entry("d-1", "1#7", "Greet", 0, "ben", "wave")
    action = found_action(entry, BLANK)
    assert action == {"do": "wave", "rule": "Greet", "people": ["ben"]}
    outcome = {"do": "wave", "rule": "Greet", "target": "ben", "state": "done"}
    [deed] = told({"actions": [action], "outcomes": [outcome]}, insider=True).deeds
    assert (deed.mark, deed.words, deed.state) == ("ask", "waved to ben", "done")


def test_of_a_verb_that_is_gone_the_ledger_still_tells() -> None:
    entry = Entry("d-1", "1#7", "Greet", 0, "ben", "wave")
    assert found_action(entry, BLANK) == {"do": "wave", "rule": "Greet"}
    assert stands(("wave", "ben"), BLANK) is None
    assert taken_back([("wave", "ben")], BLANK.but(kind="issue")) == frozenset()


def test_a_place_that_is_a_yes_or_no_holds_itself_or_nothing() -> None:
    locked = Trace("locked")
    assert [locked.there(BLANK.but(locked=each)) for each in (True, False)] == [["locked"], []]
