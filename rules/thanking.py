"""`pathways.NAME.credit`: whoever contributed is credited when the work is done, by a rule that nobody has to write.

Such a rule is one like any other: pages show it and why it acted. The work is done where its item comes to a stage that
is `done`; without such a stage, where the pull request is merged.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rules.combine import All
from rules.goals.credit import Credit, Credits
from rules.home import Home
from rules.question import question
from rules.rule import Rule
from rules.rulefile import RuleFile, When
from rules.spoken import Spoken

_BLANK = Rule("", "", 0, frozenset(), All(()), ())
_EVERYBODY = Credits(to=("author", "reviewers", "translators"))


def thanks(file: RuleFile, home: Home) -> Iterator[tuple[tuple[str, ...], Rule]]:
    """A rule for each pathway that says what its authors are credited with, with its place in the file."""
    stages = file.board.stages.items() if file.board else ()
    done = [name for name, stage in stages if stage.done]
    event, state = ("stage.entered", {"stage": done}) if done else ("pull_request.closed", {"state": "merged"})
    blank = replace(_BLANK, on=frozenset({event}), mode=file.mode)
    goal = Credit(_EVERYBODY, Spoken(home=home))
    for name, pathway in file.pathways.items():
        if pathway.credit:
            called = f"pathways.{name}.credit"
            asked: dict[str, Any] = {**state, "pathway": name}
            when = question(When.model_validate(asked), home)
            yield ("pathways", name), replace(blank, name=called, id=called, when=when, goals=((0, goal),))
