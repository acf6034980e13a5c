"""Words of the language that parse in this version and act in a later one; `check` says so for each.

A word leaves this table when its own file appears under `conditions/` or `goals/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.condition import Finding
from rules.events import OWN_EVENTS, REPOSITORY_EVENTS
from rules.facts import Facts

CONDITIONS_LATER: Mapping[str, str] = {
    "group": "a user group",
    "near": "what is close by",
}
GOALS_LATER: Mapping[str, str] = {
    "announce": "tells everyone",
    "report": "drafts a report",
    "relay": "passes feedback on",
    "match": "matches a request with offers",
    "introduce": "introduces two people",
}
# By the first word: what belongs to no item, and what is ours to bring about.
EVENTS_LATER = frozenset({*REPOSITORY_EVENTS, *OWN_EVENTS} - {"command", "decision", "schedule", "stage"})
SECTIONS_LATER = ("translations", "resources", "needs")
PROJECT_LATER = ("goals",)
AUDIENCES_LATER = ("nearby_organizers",)
SCOPES_LATER = ("group", "region")


@dataclass(frozen=True, slots=True)
class NotYet:
    """A condition that this version cannot answer; it stays unknown, so its rule never acts."""

    word: str

    @property
    def needs(self) -> frozenset[str]:
        """It reads nothing."""
        return frozenset()

    def check(self, facts: Facts) -> Finding:
        """Say that the answer is not known."""
        del facts
        return Finding(self.word, None, None, f"{self.word} (this version does not act on it yet)")
