"""This repository lives by its own rule file, so the file is sound and says nothing that would not act."""

from pathlib import Path

from bot.actions import VERBS
from rules.goals import GOALS, SPOKEN_GOALS
from rules.language import load

RULEBOOK = load((Path(__file__).parents[2] / ".github" / "pathways.yml").read_bytes())


def test_nothing_is_wrong_with_our_own_rules() -> None:
    assert RULEBOOK.diagnostics == ()
    assert [rule.name for rule in RULEBOOK.rules if rule.later] == []


def test_every_label_that_our_rules_use_has_a_colour_and_a_meaning() -> None:
    goals = [goal for rule in RULEBOOK.rules for _, goal in rule.goals if goal.word in {"label", "unlabel"}]
    used = {name.source for goal in goals for name in goal.value}
    assert used == RULEBOOK.labels.keys()


def test_each_goal_that_may_be_written_has_a_verb_that_does_it() -> None:
    assert VERBS.keys() == GOALS.keys() | SPOKEN_GOALS.keys()
