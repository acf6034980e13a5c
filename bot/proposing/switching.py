"""Has a rule that only observes act: the change of the rule file, made in its text. Pure.

A file that observes as a whole goes on to observe but for this rule: each of the others says so itself from then on.
What no rule asks for (commands, decisions, checks) acts once the file does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.importers.yamlwriter import on_one_line
from bot.modes import ACT, OBSERVE
from bot.proposing.change import CannotChange, checked
from bot.proposing.splices import Source, Splice, put
from rules.bases import Base
from rules.book import Rulebook
from rules.diagnostics import RuleFileError
from rules.language import load
from rules.sayings import Sayings
from rules.yamltree import parse


@dataclass(frozen=True, slots=True)
class Written:
    """A rule file with all that belongs to it, as `rules.language.load` takes it."""

    text: str
    bases: Mapping[str, Base] = field(default_factory=dict)
    sayings: Sayings = field(default_factory=Sayings)

    def load(self) -> Rulebook:
        """Its rules.

        Raises:
            CannotChange: it has mistakes.
        """
        try:
            return load(self.text, self.bases, sayings=self.sayings)
        except RuleFileError as error:
            raise CannotChange(f"line {error.diagnostics[0].line}: {error.diagnostics[0].message}") from None


class Switchboard:
    """A rule file in which one rule at a time is to be switched on."""

    def __init__(self, file: Written) -> None:
        """Read the file.

        Raises:
            CannotChange: it has mistakes.
        """
        self.acting = {rule.name for rule in file.load().rules if rule.mode == ACT}
        self._data, tree = parse(file.text)
        self._source = Source(file.text, tree)
        observes = self._data.get("mode") == OBSERVE
        self._top = [put(self._source, tree, "mode", ACT)] if observes else []
        self._rules = replace(file, text=self._source.with_all(self._top)).load().rules  # with the modes of their own
        self._cuts: dict[tuple[int, str], Splice] = {}
        self._entries = {entry.get("name"): number for number, entry in enumerate(self._data.get("rules") or [])}
        self._entries |= {entry["id"]: self._entries[entry.get("name")] for entry in self._own if "id" in entry}

    def switched(self, name: str) -> tuple[str, dict[str, Any]]:
        """The text once a rule acts, and what it should say then.

        Raises:
            CannotChange: a person has to do it; says why.
        """
        others = [(rule, OBSERVE) for rule in self._rules if rule.mode == ACT and rule.name not in self.acting | {name}]
        modes = [(rule, ACT) for rule in self._rules if rule.mode == OBSERVE and rule.name == name]
        splices, rules, new = [*self._top], [*self._own], list[dict[str, str]]()
        for rule, mode in (*modes, *others):
            number = self._entries.get(rule.id, self._entries.get(rule.name))
            if number is None:
                new.append({"id" if rule.id != rule.name else "name": rule.id, "mode": mode})
            else:
                splices.append(self._put(number, mode))
                rules[number] = {**rules[number], "mode": mode}
        if new:
            splices.append(_behind(self._source, self._data, new))
        meant = {**self._data, **({"mode": ACT} if self._top else {})}
        return self._source.with_all(splices), {**meant, "rules": [*rules, *new]} if splices else meant

    def _put(self, number: int, mode: str) -> Splice:
        """The cut that gives an entry its mode; the same ones are wanted for every other rule."""
        if (number, mode) not in self._cuts:
            node = self._source.tree.children["rules"].children[number]
            self._cuts[number, mode] = put(self._source, node, "mode", mode)
        return self._cuts[number, mode]

    @property
    def _own(self) -> list[dict[str, Any]]:
        """What the file itself says of rules, be they those of a base."""
        return self._data.get("rules") or []


def switched_on(file: Written, name: str) -> str:
    """The file's text once a rule acts; it is read back, so that nothing else is changed.

    Raises:
        CannotChange: a person has to do it; says why.
    """
    board = Switchboard(file)
    text = checked(*board.switched(name))
    if {rule.name for rule in replace(file, text=text).load().rules if rule.mode == ACT} != board.acting | {name}:
        raise CannotChange(f"there is no rule “{name}” that can be switched alone")
    return text


def _behind(source: Source, data: dict[str, Any], new: list[dict[str, str]]) -> Splice:
    rules = source.tree.children.get("rules")
    if rules is None or not data["rules"]:
        if rules is not None:
            raise CannotChange("its `rules` are empty: write the lines there")
        gap = "" if source.text.endswith("\n") else source.newline
        return Splice(len(source.text), len(source.text), gap + source.newline.join(["rules:", *_lines(new, 2), ""]))
    if source.in_brackets(rules):
        raise CannotChange("its `rules` stand in brackets, not on lines of their own")
    at = source.after(source.last_line(rules))
    return Splice(at, at, "".join(f"{source.newline}{line}" for line in _lines(new, rules.column)))


def _lines(entries: list[dict[str, str]], indent: int) -> list[str]:
    return [f"{' ' * indent}- {on_one_line(each)}" for each in entries]
