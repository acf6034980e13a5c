"""`label`: put labels on the item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Write
from bot.planning.values import label_of
from bot.verb import Trace, Verb, Wording, known_ids
from bot.writing.pairs import LabelsChange
from bot.writing.permissions import ISSUES, needs
from rules.condition import known
from rules.facts import Facts
from rules.goals.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLabels(LabelsChange):
    """Labels to add."""

    do: ClassVar[str] = "label"

    def describe(self) -> str:
        return " ".join(f"+{label}" for label in self.labels)

    def changes(self, facts: Facts) -> dict[str, Any]:
        return {"labels": (*known(facts.labels), *self.labels)}

    def claims(self) -> Mapping[str, str]:
        return {f"label {label.lower()}": "on" for label in self.labels}


class LabelVerb(Verb[Label], word="label"):
    """Adds the labels that are missing, but none that a person took off."""

    trace = Trace("labels", timeline=True)
    permissions = needs(addLabelsToLabelable=ISSUES)
    key, several = "labels", True
    wording = Wording("label", "+{}", "+{}")

    def rests(self, goal: Label, facts: Facts) -> bool:
        return goal.outright is not None and goal.outright.issubset(map(str.lower, known(facts.labels)))

    def plan(self, goal: Label, look: Look) -> Iterator[Action | HeldBack]:
        present = set(map(str.lower, known(look.facts.labels)))
        undone, wanted = known(look.facts.undone), []
        for name in goal.value:
            label = label_of(name, look.values)
            if label is None:
                yield look.held_back("label", f"a value in “{name.source}” is empty")
                continue
            low = label.lower()
            mark = ("label", low)
            if low in present:
                continue
            if mark in undone:
                yield look.held_back("label", f"a person took {label} off")
            elif mark in look.facts.flapping:
                yield look.held_back("label", f"{label} went to and fro too often: left alone for an hour")
            else:
                wanted.append(label)
                present.add(low)
        if wanted:
            yield AddLabels(**look.signed, labels=tuple(wanted))

    def names(self, action: AddLabels) -> Sequence[Name]:
        return [Name("label", label) for label in action.labels]

    def writes(self, actions: Sequence[AddLabels], target: Target) -> Iterator[Write | Refusal]:
        yield from self.unknown(actions, target, "GitHub does not take the label {}")
        parts = self.known_parts(actions, target)
        if ids := known_ids((name for part in parts for name in self.names(part)), target.ids):
            yield Write("addLabelsToLabelable", {"labelableId": target.item.node, "labelIds": ids}, parts)
