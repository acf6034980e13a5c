"""What the rules of a file may change of an item, so that the index can tell which of them cannot begin to hold by it.

Pure. Only what the index looks for is told: labels, draft, state, milestone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.rule import Rule
from rules.template import Template

_CHANGED_BY = {"draft": "draft", "close": "state", "reopen": "state", "milestone": "milestone"}
_LABELLING = frozenset({"label", "unlabel"})  # what is taken off may be put back on


@dataclass(frozen=True, slots=True)
class Changes:
    """What may be otherwise once rules have acted.

    Attributes:
        labels: those that rules may put on, in lower case; None where that hangs on the item.
        facts: what else they may change, by name.
    """

    labels: frozenset[str] | None
    facts: frozenset[str]

    def may_bring(self, fact: str) -> frozenset[str] | None:
        """What a fact may come to be, or to hold, by them, in lower case; None where that may be anything."""
        if fact in self.facts:
            return None
        return self.labels if fact == "labels" else frozenset()


NO_CHANGES = Changes(frozenset(), frozenset())


def changes_of(rules: Iterable[Rule], *, stage_labels: bool) -> Changes:
    """What these rules may change.

    Args:
        rules: all of a file.
        stage_labels: whether a stage shows as a label.
    """
    goals = [goal for rule in rules for _, goal in rule.all_goals]
    names = [name for goal in goals if goal.word in _LABELLING for name in _names(goal.value)]
    open_ended = any(name.names for name in names) or (stage_labels and any(goal.word == "stage" for goal in goals))
    labels = frozenset(text.lower() for name in names if (text := name.plain({})))
    changed = frozenset(_CHANGED_BY[goal.word] for goal in goals if goal.word in _CHANGED_BY)
    return Changes(None if open_ended else labels, changed)


def _names(value: Iterable[Template] | Template) -> Iterable[Template]:
    return (value,) if isinstance(value, Template) else value
