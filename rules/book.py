"""A rule file that has been read: its rules ready to be asked, its sections ready to be looked up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rules.changing import Changes, changes_of
from rules.decisions import Decision
from rules.diagnostics import Diagnostic
from rules.gate import Gate
from rules.gates import needs_of_gate
from rules.home import HOME, Home
from rules.index import Index
from rules.pathways import Pathway
from rules.rule import Rule, needs_of
from rules.sayings import ENGLISH, speaks
from rules.sections import BoardLook, LabelLook, Limits, Project, Role, Saying
from rules.template import Template

__all__ = ["Rule", "Rulebook", "needs_of"]


@dataclass(frozen=True)
class Rulebook:
    """The rules of one repository, in the order of the file.

    Attributes:
        mode: whether the file as a whole may act, or only `observe`.
        people_from: the base whose people file counts; empty for the community's own.
        terse: whether only those rules are asked that may hold: quicker, and the others say nothing.
    """

    project: Project
    rules: tuple[Rule, ...]
    home: Home = HOME
    board: BoardLook | None = None
    labels: Mapping[str, LabelLook] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    messages: Mapping[str, Saying] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    roles: Mapping[str, Role] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    pathways: Mapping[str, Pathway] = field(default_factory=dict)
    mode: str = "act"
    people_from: str = ""
    terse: bool = False

    @cached_property
    def index(self) -> Index:
        """Finds the few rules that an item may concern."""
        return Index(self.rules, self.changes)

    @cached_property
    def of_items(self) -> "Rulebook":
        """The same without the rules that look at something else than items."""
        return self._of("item")

    @cached_property
    def of_repository(self) -> "Rulebook":
        """The same with the rules only that look at the repository as a whole."""
        return self._of("repository")

    @cached_property
    def observing(self) -> frozenset[str]:
        """The rules, by name, of which only is written down what they would do."""
        return frozenset(rule.name for rule in self.rules if rule.mode == "observe")

    @cached_property
    def acting(self) -> "Rulebook":
        """The same without these."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.name not in self.observing))

    @cached_property
    def as_if_acting(self) -> "Rulebook":
        """The same as if none of them only observed."""
        return replace(self, mode="act", rules=tuple(replace(rule, mode="act") for rule in self.rules))

    @cached_property
    def retracting(self) -> tuple[Rule, ...]:
        """The rules whose work is taken back once they do not hold any more."""
        return tuple(rule for rule in self.rules if rule.while_true)

    def _of(self, scope: str) -> "Rulebook":
        kept = tuple(rule for rule in self.rules if rule.scope == scope)
        return self if len(kept) == len(self.rules) else replace(self, rules=kept)

    @cached_property
    def changes(self) -> Changes:
        """What its rules may change of an item."""
        return changes_of(self.rules, stage_labels=self.board is not None)

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The id of each rule, by its name."""
        return {rule.name: rule.id for rule in self.rules}

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """How far down the file each rule stands, by its name."""
        return {rule.name: rank for rank, rule in enumerate(self.rules)}

    @cached_property
    def commands(self) -> frozenset[str]:
        """The commands that its rules wait for."""
        family = "command."
        return frozenset(on.removeprefix(family) for rule in self.rules for on in rule.on if on.startswith(family))

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The stages of the board, first to last."""
        return tuple(self.board.stages) if self.board else ()

    def stage_named(self, name: str) -> str | None:
        """A stage as the file spells it, whatever the case of `name`."""
        return next((stage for stage in self.stages if stage.lower() == name.lower()), None)

    def gate_of(self, stage: str) -> Gate | None:
        """What an item needs before it may come to a stage, as the file spells it."""
        look = self.board.stages.get(stage) if self.board else None
        return look.needs if look else None

    def needs_of_gates(self, kind: str) -> frozenset[str]:
        """The facts that tell whether items of a kind may come to the stages."""
        gates = (gate for stage in self.stages if (gate := self.gate_of(stage)))
        return frozenset().union(*(needs_of_gate(gate, kind) for gate in gates))

    def saying(self, name: str, language: str = "") -> Template | None:
        """A message in a language: `pt` stands in for `pt-BR`, then the project's language, English, the first one."""
        message: Template | Mapping[str, Template] | None = self.messages.get(name)
        if message is None or isinstance(message, Template):
            return message
        found = (speaks(message, wanted) for wanted in (language, self.project.language, ENGLISH))
        return message[next(filter(None, found), next(iter(message)))]

    def tongues(self, name: str) -> frozenset[str]:
        """The languages in which a message is written; none where it does not say."""
        message = self.messages.get(name)
        return frozenset(message) if isinstance(message, dict) else frozenset()

    def candidates(self, events: Iterable[tuple[str | None, bool]]) -> tuple[Rule, ...]:
        """The rules that any of these events, each with whether the bot caused it, makes worth a look."""
        found = {rule.id for event, own in events for rule in self.index.hearing(event, own=own)}
        return tuple(rule for rule in self.rules if rule.id in found)
