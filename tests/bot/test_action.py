"""What all actions have in common, and that each goal has the verb that does it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import bot.actions
import rules.goals
from bot.action import Action, HeldBack, Look, Name, Refusal, Target
from bot.actions import VERBS
from bot.actions.comment import Say
from bot.actions.label import AddLabels
from bot.actions.stage import SetStage
from bot.item import ItemRef
from bot.verb import Verb, known_ids
from rules.facts import Facts
from rules.goals import GOALS, SPOKEN_GOALS
from rules.language import load

BOOK = load("project: {purpose: Tests}\nrules: [{name: Bugs, id: bugs, do: [label: bug]}]\n")
ALL_GOALS = {**GOALS, **SPOKEN_GOALS}
SIGNED: dict[str, Any] = {"rule": "Bugs", "position": 2, "cause": "d1"}


def files(package: Any) -> list[str]:
    [folder] = package.__path__
    return sorted(path.stem for path in Path(folder).glob("*.py") if path.stem != "__init__")


def test_each_goal_has_its_verb_in_a_file_of_the_same_name_and_the_other_way_round() -> None:
    assert files(bot.actions) == files(rules.goals) == sorted(ALL_GOALS) == sorted(VERBS)


@pytest.mark.parametrize("word", sorted(ALL_GOALS))
def test_a_goal_and_its_verb_are_defined_where_their_names_say(word: str) -> None:
    assert ALL_GOALS[word].__module__ == f"rules.goals.{word}"
    assert type(VERBS[word]).__module__ == f"bot.actions.{word}"
    assert VERBS[word].word == ALL_GOALS[word].word == word


WITHOUT_ACTIONS = {"take_back"}
"""Verbs that have other verbs do it."""


@pytest.mark.parametrize("word", sorted(ALL_GOALS))
def test_the_actions_of_a_verb_bear_its_name(word: str) -> None:
    module = __import__(f"bot.actions.{word}", fromlist=[word])
    actions = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Action)]
    own = {each.do for each in actions if each.do and each.__module__ == module.__name__}
    shared = {each.do for each in actions if each.do} - own
    assert (own or shared) == ({word} if word not in WITHOUT_ACTIONS else set())


@pytest.mark.parametrize("word", sorted(ALL_GOALS))
def test_a_verb_that_needs_a_permission_says_what_it_sends(word: str) -> None:
    sends = type(VERBS[word]).writes is not Verb.writes
    assert sends == (bool(VERBS[word].permissions) or word == "invite")  # an invitation is an errand, not a mutation


def test_only_comments_checks_and_what_is_left_for_later_speak_of_the_rest() -> None:
    assert [word for word, verb in sorted(VERBS.items()) if verb.last] == ["after", "check", "comment"]


def test_an_action_carries_what_the_ledger_keys_it_by() -> None:
    [rule] = BOOK.rules
    look = Look(BOOK, rule, 2, "d1", Facts(), {})
    assert AddLabels(**look.signed, labels=("bug",)) == AddLabels(**SIGNED, labels=("bug",))
    assert look.held_back("label", "why") == HeldBack("label", "Bugs", 2, "why")


def test_actions_and_what_is_held_back_print_as_explain_prints_them() -> None:
    assert AddLabels(**SIGNED, labels=("bug",)).document() == {"do": "label", "rule": "Bugs", "labels": ["bug"]}
    assert HeldBack("label", "Bugs", 2, "why").document() == {"do": "label", "rule": "Bugs", "why": "why"}


def test_an_action_takes_one_place_for_each_target() -> None:
    labels = AddLabels(**SIGNED, labels=("Bug", "docs"))
    assert list(labels.claims().items()) == [("label bug", "on"), ("label docs", "on")]
    assert Say(**SIGNED, section="a", body="b").claims() == {"section a": "b"}
    assert SetStage(**SIGNED, stage="Done", card=True, label=False).claims() == {"stage": "done"}


def test_only_a_stage_leaves_one_of_several_things_behind() -> None:
    facts = Facts(stage="Review", labels=())
    assert SetStage(**SIGNED, stage="Done", card=True, label=False).leaves(facts) == "review"
    assert SetStage(**SIGNED, stage="Done", card=True, label=False).leaves(facts.but(stage=None)) is None
    assert AddLabels(**SIGNED, labels=("bug",)).leaves(facts) is None


def test_an_action_with_one_target_is_whole_or_gone() -> None:
    say = Say(**SIGNED, section="a", body="b")
    assert say.only(frozenset({"a", "z"})) == say
    assert say.only(frozenset({"z"})) is None


class _Bare(Action):
    """An action that says nothing of places or names."""

    @property
    def targets(self) -> tuple[str, ...]:
        return ("it",)

    def keys(self) -> dict[str, Any]:
        return {}

    def describe(self) -> str:
        return "nothing"

    def changes(self, facts: Facts) -> dict[str, Any]:
        del facts
        return {}


def test_an_action_need_not_take_a_place() -> None:
    assert _Bare(**SIGNED).claims() == {}


@pytest.mark.parametrize(
    ("wanted", "ids"), [([], []), (["a", "b", "a", "zz"], ["1", "2"]), (["b", "a"], ["2", "1"]), (["same", "a"], ["1"])]
)
def test_ids_come_in_order_each_once_and_without_what_is_not_known(wanted: Sequence[str], ids: list[str]) -> None:
    known = {Name("label", "a"): "1", Name("label", "b"): "2", Name("label", "same"): "1"}
    assert known_ids([Name("label", key) for key in wanted], known) == ids


def test_what_github_does_not_know_is_refused_and_cut_off() -> None:
    target = Target(ItemRef(1, 2, "R", "a/b", 3, "I", "issue"), ids={Name("label", "bug"): "1"})
    actions = [AddLabels(**SIGNED, labels=("bug", "Nope")), AddLabels(**SIGNED, labels=("Lost",))]
    verb = VERBS["label"]
    assert list(verb.unknown(actions, target, "no {} here")) == [
        Refusal(actions[0], "nope", "no Nope here"),
        Refusal(actions[1], "lost", "no Lost here"),
    ]
    assert verb.known_parts(actions, target) == (AddLabels(**SIGNED, labels=("bug",)),)


def test_a_comment_needs_no_ids() -> None:
    assert list(VERBS["comment"].names(Say(**SIGNED, section="a", body="b"))) == []


def test_a_verb_that_takes_nothing_back_says_so() -> None:
    verb = VERBS["close"]
    assert list(verb.take_back(None, frozenset({"x"}), None)) == []  # type: ignore[arg-type]  # it looks at nothing
