"""What must be known before a text is rendered: `{stage}` needs the card, `{field.Media type}` the issue forms.

Nothing is said from facts that nobody knows. What an item of its kind never has, such as the branch of an issue, is
known to be empty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from rules.facts import Facts
from rules.filled import FORM_FACTS
from rules.home import HOME, Home
from rules.place import COUNTRY, REGION, all_needs_of_place, needs_of_place
from rules.speech import all_needs_of_language, needs_of_language
from rules.template import LISTS, Template
from rules.way import all_needs_of_pathway, needs_of_pathway

_ANY = frozenset({"issue", "pull_request", "discussion"})
_WORK = frozenset({"issue", "pull_request"})
_PULL = frozenset({"pull_request"})
_WHOLE = frozenset({"repository"})

# The fact behind each value, and the kinds of item that have it. `actor` is nobody where nothing happened.
_BEHIND: Mapping[str, tuple[str, frozenset[str]]] = {
    **{name: (name, _ANY) for name in ("author", "title", "number", "repo", "labels")},
    **dict.fromkeys(("date", "month"), ("now", _ANY)),
    "assignee": ("assignees", _WORK),
    "reviewers": ("requested", _PULL),
    "stage": ("stage", _WORK),
    "milestone": ("milestone", _WORK),
    "base": ("base", _PULL),
    "head": ("head", _PULL),
    "needs": ("missed", _WHOLE),
    "meeting_times": ("people", _WHOLE),
    "adaptations": ("adaptations", _WHOLE),
}
_FIELD = "field."
PATHWAY, NEXT_STEP = "pathway", "next_step"
LEADING_ON = frozenset({"kind", "author", "state", "draft", "assignees", "stage", "recorded"})
"""What tells what comes next, as far as it is known."""
OF_NO_ITEM = frozenset({"repo", "project", "date", "month", *LISTS})
"""The values that speak of no item, so that a repository has them too."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The values that the texts of one goal ask for.

    Attributes:
        home: what tells an item's language.
    """

    names: frozenset[str] = frozenset()
    home: Home = HOME

    @property
    def needs(self) -> frozenset[str]:
        """The facts behind them, whatever the item."""
        found = {_BEHIND[name][0] for name in self.names & _BEHIND.keys()}
        found |= {*FORM_FACTS, "kind"} if self._answers else set()
        found |= all_needs_of_language(self.home) if "language" in self.names else set()
        found |= all_needs_of_place(self.home) if self.names & {COUNTRY, REGION} else set()
        found |= all_needs_of_pathway(self.home) if self.names & {PATHWAY, NEXT_STEP} else set()
        found |= LEADING_ON if NEXT_STEP in self.names else set()
        return frozenset(found)

    def missing(self, facts: Facts) -> frozenset[str]:
        """Those of them that this item has and nobody knows."""
        if not self.names:
            return frozenset()
        behind = (_BEHIND[name] for name in self.names & _BEHIND.keys())
        found = {fact for fact, kinds in behind if not isinstance(facts.kind, str) or facts.kind in kinds}
        found |= _needs_of_answers(facts) if self._answers else set()
        found |= needs_of_language(facts, self.home) if "language" in self.names else set()
        found |= needs_of_place(facts, self.home) if self.names & {COUNTRY, REGION} else set()
        found |= needs_of_pathway(facts, self.home) if self.names & {PATHWAY, NEXT_STEP} else set()
        return frozenset(facts.lacking(found))

    @property
    def _answers(self) -> bool:
        return any(name.startswith(_FIELD) for name in self.names)


SILENT = Spoken()


def names_in(value: Any, messages: Mapping[str, Any]) -> frozenset[str]:
    """The values that the texts in a goal's value ask for, those of the message that it names included."""
    return frozenset().union(*(text.names for text in _texts(value, messages)), _of_choice(value, messages))


def _texts(value: Any, messages: Mapping[str, Any]) -> Iterable[Template]:
    if isinstance(value, Template):
        yield value
    elif isinstance(value, BaseModel):
        message = messages.get(getattr(value, "say", None) or "")
        for each in (*(getattr(value, name) for name in value.model_fields_set), message):
            yield from _texts(each, messages)
    elif isinstance(value, (tuple, list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each, messages)


def _of_choice(value: Any, messages: Mapping[str, Any]) -> frozenset[str]:
    """A message in several languages is said in the item's own, unless the rule names one."""
    named = getattr(value, "say", None)
    chosen = isinstance(messages.get(named or ""), dict) and getattr(value, "language", None) is None
    return frozenset({"language"} if chosen else ())


def _needs_of_answers(facts: Facts) -> set[str]:
    """Only issues are written with a form, and a body without headings was not."""
    other = isinstance(facts.kind, str) and facts.kind != "issue"
    plain = isinstance(facts.body, str) and "###" not in facts.body
    return set() if other or plain else {"kind", *FORM_FACTS}
