"""What holds for every goal, those included that do not exist yet."""

import pytest

from rules.facts import Facts
from rules.goal import Goal
from rules.goals import GOALS

WORDS = sorted(GOALS)


@pytest.mark.parametrize("word", WORDS)
def test_it_says_when_it_is_reached_and_when_it_steps_back(word: str) -> None:
    verb = GOALS[word]
    assert "" not in {verb.reached, verb.held_back}
    assert (verb.__doc__ or "").strip() != ""
    assert verb.example.startswith(f"{word}: ")
    assert verb.__module__ == f"rules.goals.{word}"


@pytest.mark.parametrize("word", WORDS)
def test_what_it_reads_are_facts(word: str) -> None:
    assert {need for need in GOALS[word].reads if not hasattr(Facts(), need)} == set()


def test_a_class_between_the_base_and_a_goal_does_not_become_a_word() -> None:
    class Between(Goal[str]):
        """Not a word of the language."""

    assert Between.word == ""
    assert sorted(GOALS) == WORDS
