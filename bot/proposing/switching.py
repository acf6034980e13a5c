"""Has a rule that only observes act: the change of the rule file, made in its text. Pure.

A file that observes as a whole goes on to observe but for this rule: each of the others says so itself from then on.
What no rule asks for (commands, decisions, checks) acts once the file does.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.importers.yamlwriter import on_one_line
from bot.proposing.change import CannotChange, checked
from bot.proposing.splices import Source, Splice, put
from rules.bases import Base
from rules.book import Rule, Rulebook
from rules.diagnostics import RuleFileError
from rules.language import load
from rules.sayings import Sayings
from rules.yamltree import parse

ACT, OBSERVE = "act", "observe"


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


def switched_on(file: Written, name: str) -> str:
    """The file's text once a rule acts.

    Raises:
        CannotChange: a person has to do it; says why.
    """
    before = {rule.name for rule in file.load().rules if rule.mode == ACT}
    data, tree = parse(file.text)
    source, meant = Source(file.text, tree), copy.deepcopy(data)
    splices = list[Splice]()
    if data.get("mode") == OBSERVE:
        meant["mode"] = ACT
        splices = [put(source, tree, "mode", ACT)]
    rules = replace(file, text=source.with_all(splices)).load().rules  # with the modes of their own
    others = [(rule, OBSERVE) for rule in rules if rule.mode == ACT and rule.name not in before | {name}]
    modes = [(rule, ACT) for rule in rules if rule.mode == OBSERVE and rule.name == name]
    text = checked(source.with_all([*splices, *_told(source, data, meant, [*modes, *others])]), meant)
    if {rule.name for rule in replace(file, text=text).load().rules if rule.mode == ACT} != before | {name}:
        raise CannotChange(f"there is no rule “{name}” that can be switched alone")
    return text


def _own(data: dict[str, Any], rule: Rule) -> int | None:
    """Where the file itself says something of a rule, be it one of a base."""
    for number, entry in enumerate(data.get("rules") or []):
        if entry.get("id", entry.get("name")) in {rule.id, rule.name} or entry.get("name") == rule.name:
            return number
    return None


def _told(
    source: Source, data: dict[str, Any], meant: dict[str, Any], modes: Iterable[tuple[Rule, str]]
) -> Iterator[Splice]:
    """The cuts that give rules their modes: in their own entries, else in new ones at the end."""
    new: list[dict[str, str]] = []
    for rule, mode in modes:
        number = _own(data, rule)
        if number is None:
            new.append({"id" if rule.id != rule.name else "name": rule.id, "mode": mode})
        else:
            yield put(source, source.tree.children["rules"].children[number], "mode", mode)
            meant["rules"][number]["mode"] = mode
    if new:
        yield _behind(source, data, new)
        meant["rules"] = [*(meant.get("rules") or []), *new]


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
