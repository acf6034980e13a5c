"""`project.license`: where a stage needs the check `license`, each pull request gets it without a written rule.

It is one like any other: pages show it and why it found what it did. A rule that reports such a check itself takes its
place. Where no stage asks for it there is none, for it takes requests that not every community wants to spend.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from rules.combine import All
from rules.condition import Condition
from rules.facts import Facts
from rules.goals.check import Check, Reported
from rules.home import Home
from rules.question import question
from rules.rule import Rule
from rules.rulefile import RuleFile, When
from rules.spoken import Spoken

NAME = "license"


class Proposed(Condition[Literal[True]]):
    """Met by what is proposed: a pull request."""

    word = "pull_request"
    kinds = frozenset({"pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        """It is one, for other kinds are not asked."""
        return True, facts.kind

    def asks(self) -> str:
        """It in words."""
        return "it is a pull request"


def licensing(file: RuleFile, home: Home, rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rule, where the file names a licence, a stage needs the check, and no rule reports it."""
    gates = (look.needs for look in file.board.stages.values() if look.needs) if file.board else ()
    needed = any(NAME in map(str.lower, gate.check or ()) for gate in gates)
    goals = (goal for rule in rules for _, goal in rule.all_goals)
    reported = any(isinstance(goal, Check) and goal.value.name.lower() == NAME for goal in goals)
    if not file.project.license or not needed or reported:
        return
    passing = Reported(name=NAME, passes_when=When(license="kept"))
    called, open_ones = "project.license", question(When.model_validate({"state": "open"}), home)
    when = All((Proposed(value=True, home=home), *open_ones.parts))
    goal = Check(passing, Spoken(home=home))
    yield Rule(called, called, 0, frozenset(), when, ((0, goal),), mode=file.mode)
