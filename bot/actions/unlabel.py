"""`unlabel`: take labels off the item."""

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
from rules.goals.unlabel import Unlabel


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveLabels(LabelsChange):
    """Labels to take off."""

    do: ClassVar[str] = "unlabel"

    def describe(self) -> str:
        return " ".join(f"-{label}" for label in self.labels)

    def changes(self, facts: Facts) -> dict[str, Any]:
        gone = frozenset(self.targets)
        return {"labels": tuple(label for label in known(facts.labels) if label.lower() not in gone)}

    def claims(self) -> Mapping[str, str]:
        return {f"label {label.lower()}": "off" for label in self.labels}


class UnlabelVerb(Verb[Unlabel], word="unlabel"):
    """Takes off the labels that are there, but none that a person put back."""

    trace = Trace("labels", removing=True, timeline=True)
    permissions = needs(removeLabelsFromLabelable=ISSUES)
    key, several = "labels", True
    wording = Wording("label", "\N{MINUS SIGN}{}", "\N{MINUS SIGN}{}")

    takes_back = "label"

    def rests(self, goal: Unlabel, facts: Facts) -> bool:
        return goal.outright is not None and goal.outright.isdisjoint(map(str.lower, known(facts.labels)))

    def plan(self, goal: Unlabel, look: Look) -> Iterator[Action | HeldBack]:
        present = {label.lower(): label for label in known(look.facts.labels)}
        undone, wanted = known(look.facts.undone), []
        for name in goal.value:
            label = present.get((label_of(name, look.values) or "").lower())
            if label is None or label in wanted:
                continue
            mark = ("unlabel", label.lower())
            if mark in undone:
                yield look.held_back("unlabel", f"a person put {label} back")
            elif mark in look.facts.flapping:
                yield look.held_back("unlabel", f"{label} went to and fro too often: left alone for an hour")
            else:
                wanted.append(label)
        if wanted:
            yield RemoveLabels(**look.signed, labels=tuple(wanted))

    def take_back(self, goal: Any, targets: frozenset[str], look: Look) -> Iterator[Action | HeldBack]:
        del goal
        labels = tuple(label for label in known(look.facts.labels) if label.lower() in targets)
        if labels:
            yield RemoveLabels(**look.signed, labels=labels)

    def names(self, action: RemoveLabels) -> Sequence[Name]:
        return [Name("label", label) for label in action.labels]

    def writes(self, actions: Sequence[RemoveLabels], target: Target) -> Iterator[Write | Refusal]:
        yield from self.unknown(actions, target, "there is no label {} any more")
        parts = self.known_parts(actions, target)
        if ids := known_ids((name for part in parts for name in self.names(part)), target.ids):
            yield Write("removeLabelsFromLabelable", {"labelableId": target.item.node, "labelIds": ids}, parts)
