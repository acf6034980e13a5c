"""Gates: what an item lacks before it may come to a stage, `needs: {reviews: 2, check: license}`.

Only what an item can have is asked of it: issues have no reviews and no checks. A person who moves a card by hand has
the last word; rules and commands go by the gate.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rules.facts import UNKNOWN, Facts
from rules.filled import FORM_FACTS, answers_of
from rules.gate import Gate
from rules.words import listed

_PULL = "pull_request"


def needs_of_gate(gate: Gate, kind: str) -> frozenset[str]:
    """The facts that tell whether an item of a kind may pass."""
    pull = kind == _PULL
    found = {"reviews"} if gate.reviews and pull else set()
    found |= {"check_runs"} if gate.check and pull else set()
    found |= {"labels"} if gate.label else set()
    found |= ({"fields"} if pull else {"fields", *FORM_FACTS}) if gate.field else set()
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that an item lacks for a stage.

    Attributes:
        of: approvals, check, field or label.
        name: of the check, the field or the label.
        need: how many approvals; have: how many there are.
    """

    of: str
    name: str = ""
    need: int = 0
    have: int = 0

    def __str__(self) -> str:
        told = {"check": "a successful check", "field": "a value for", "label": "the label"}
        if self.of in told:
            return f"{told[self.of]} {self.name}"
        return f"{self.need} approvals instead of {self.have or 'none'}"


def lacking_for(gate: Gate | None, facts: Facts) -> str:
    """What an item lacks for a stage, as a person says it; nothing where it may pass. What nobody knows is lacking."""
    lacks = lacks_for(gate, facts)
    return listed(lacks, "and") if lacks else ""


def lacks_for(gate: Gate | None, facts: Facts) -> tuple[Lack, ...]:
    """The same, one by one."""
    if gate is None:
        return ()
    return (*_opinions(gate, facts), *_checks(gate, facts), *_fields(gate, facts), *_labels(gate, facts))


def _opinions(gate: Gate, facts: Facts) -> Iterator[Lack]:
    if gate.reviews and facts.kind == _PULL:
        told = () if facts.reviews is UNKNOWN else facts.reviews
        have = sum(review.state == "APPROVED" for review in told)
        if have < gate.reviews:
            yield Lack("approvals", need=gate.reviews, have=have)


def _checks(gate: Gate, facts: Facts) -> Iterator[Lack]:
    if gate.check and facts.kind == _PULL:
        ended = _by_name(facts.check_runs)
        yield from (Lack("check", name) for name in gate.check if ended.get(name.lower()) != "success")


def _fields(gate: Gate, facts: Facts) -> Iterator[Lack]:
    if gate.field:
        told = _by_name(facts.fields)
        if facts.kind == "issue" and not facts.lacking(FORM_FACTS):
            told |= {name.lower(): text for name, text in answers_of(facts).items() if text}
        yield from (Lack("field", name) for name in gate.field if told.get(name.lower()) in (None, ""))


def _labels(gate: Gate, facts: Facts) -> Iterator[Lack]:
    worn = set() if facts.labels is UNKNOWN else {label.lower() for label in facts.labels}
    yield from (Lack("label", name) for name in gate.label or () if name.lower() not in worn)


def _by_name(told: Any) -> dict[str, Any]:
    return {} if told is UNKNOWN else {str(name).lower(): value for name, value in told.items()}
