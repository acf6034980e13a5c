"""What the parts of a rule file must agree on: names that are used exist, rules can act, nothing is said twice."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from rules.condition import a_kind
from rules.conditions import CONDITIONS
from rules.diagnostics import MOST, Diagnostic, Severity, left_out
from rules.doubts import doubts
from rules.events import A_WORD, EVENTS, is_event, kind_of, meant_by
from rules.expression import ExpressionError, expression
from rules.goal import ANY_ITEM
from rules.goals import GOALS
from rules.goals.comment import Said
from rules.goals.open_issue import Wanted
from rules.later import (
    AUDIENCES_LATER,
    CONDITIONS_LATER,
    EVENTS_LATER,
    LIMITS_LATER,
    PEOPLE_LATER,
    PROJECT_LATER,
    RULES_LATER,
    SECTIONS_LATER,
    SELECTORS_LATER,
    STAGES_LATER,
    VALUES_LATER,
)
from rules.people import PersonWanted
from rules.rulefile import RuleFile, RuleLook, entry_word
from rules.selector import Selector
from rules.suggestions import Suggestions
from rules.template import Template
from rules.yamltree import Node, locate

Path = tuple[Any, ...]

MOST_COUNTED = 1_000  # looking for more of them takes its time
MOST_EXPRESSED = 100_000  # characters of expressions in one file; checking one takes some microseconds each


def check_file(file: RuleFile, tree: Node, unseen: Iterable[str] = ()) -> tuple[Diagnostic, ...]:
    """Everything that is wrong, doubtful or not acted on yet in a file whose form is right, first to last.

    Args:
        file: the file with its bases.
        tree: where its parts stand.
        unseen: the bases whose rules are not in it.
    """
    found: list[Diagnostic] = []
    errors = rest = 0
    checks = Checker(file, tree, unseen).run()
    for each in checks:
        if each.severity != "error" and len(found) - errors == MOST_COUNTED:
            rest += 1
            continue
        found.append(each)
        errors += each.severity == "error"
        if errors == MOST:
            found += left_out(max(found), sum(more.severity == "error" for more in islice(checks, MOST_COUNTED)))
            break
    return tuple(sorted([*found, *left_out(max(found), rest)] if rest else found))


class Checker:
    """One pass over a rule file."""

    def __init__(self, file: RuleFile, tree: Node, unseen: Iterable[str] = ()) -> None:
        self.file, self.tree, self.unseen = file, tree, unseen
        self.stages = tuple(file.board.stages) if file.board else ()
        self.stage_names = frozenset(stage.lower() for stage in self.stages)
        self.suggestions, self.expressed = Suggestions(), 0

    def run(self) -> Iterator[Diagnostic]:
        """Every finding, in no order."""
        if self.file.rules is None and not self.file.extends:
            yield self.at((), "error", "missing-key", "`rules` is missing", "add `rules:` with a list of rules")
        for base in self.unseen:
            message = f"the rules of `{base}` are not here, and what this file says of them is not checked"
            advice = f"give the file too: --base {base}=FILE"
            yield self.at(("extends",), "warning", "unseen", message, advice)
        for section in SECTIONS_LATER:
            if section in self.tree.keys:
                yield self.note((section,), f"the section `{section}`")
        yield from self.keys(("project",), PROJECT_LATER)
        yield from self.keys(("limits",), LIMITS_LATER)
        for stage in self.stages:
            yield from self.keys(("board", "stages", stage), STAGES_LATER)
        yield from self.names()
        for i, rule in enumerate(self.file.rules or []):
            path = ("rules", i)
            yield from self.events(rule, path)
            yield from self.keys(path, RULES_LATER)
            kinds = frozenset().union(*(kind_of(event) for event in rule.on)) if rule.on else ANY_ITEM
            yield from self.conditions(rule.when, (*path, "when"), kinds)
            yield from self.goals(rule, path, kinds)
            if rule.if_ is not None:
                yield from self.expression(rule.if_, (*path, "if"))
        for doubt in doubts(self.file.rules or ()):
            yield self.at(doubt.path, doubt.severity, doubt.code, doubt.message, doubt.help, key=True)

    def names(self) -> Iterator[Diagnostic]:
        """Names and ids are unique: rules are addressed by them."""
        seen: dict[str, int] = {}
        for i, rule in enumerate(self.file.rules or []):
            for key, word in (("id", rule.id), ("name", rule.name)):
                if word is None:
                    continue
                if word in seen and seen[word] != i:
                    line = locate(self.tree, ("rules", seen[word])).line + 1
                    message, advice = f"another rule is called `{word}`", f"the other begins on line {line}"
                    yield self.at(("rules", i, key), "error", "duplicate-name", message, advice)
                seen[word] = i

    def expression(self, source: str, path: Path) -> Iterator[Diagnostic]:
        """An expression can be used; a mistake in it is told where it stands."""
        self.expressed += len(source)
        if self.expressed > MOST_EXPRESSED:
            message = f"the expressions of this file have more than {MOST_EXPRESSED:,} characters"
            yield self.at(path, "error", "limit", message, "ask with conditions under `when`", key=True)
            return
        try:
            expression(source)
        except ExpressionError as error:
            node = locate(self.tree, path)
            if node.line == node.end_line:
                quoted = node.end_column - node.column > len(node.text)
                column = node.column + quoted + error.column
                yield Diagnostic(node.line + 1, column + 1, "error", "expression", str(error), error.help)
            else:
                where = f" (line {error.line + 1}, column {error.column + 1} of the expression)"
                yield self.at(path, "error", "expression", str(error) + where, error.help, key=True)

    def events(self, rule: RuleLook, path: Path) -> Iterator[Diagnostic]:
        """Events under `on` exist."""
        for i, event in enumerate(rule.on or ()):
            if is_event(event) and event.partition(".")[0] in EVENTS_LATER:
                yield self.note((*path, "on", i), f"the event `{event}`")
            if not is_event(event):
                advice = meant_by(event) or self.suggestions.meant(event, EVENTS) or A_WORD
                yield self.at((*path, "on", i), "error", "unknown-event", f"unknown event `{event}`", advice)
        if rule.while_ and any(not event.startswith("schedule.") for event in rule.on or ()):
            message = "`while: true` needs a rule that is looked at all the time"
            yield self.at((*path, "while"), "error", "while-with-on", message, "leave `on` out, or use schedule.daily")

    def conditions(self, when: Any, path: Path, kinds: frozenset[str]) -> Iterator[Diagnostic]:
        """Each condition can be told of what the rule looks at; stages and roles exist; words for later are told."""
        if when is None:
            return
        for name in when.model_fields_set:
            word, value = name.removesuffix("_"), getattr(when, name)
            where = (*path, word)
            if word in {"not", "any", "all"}:
                for i, block in enumerate(value):
                    yield from self.conditions(block, (*where, i), kinds)
            elif word in CONDITIONS_LATER:
                yield self.note(where, f"the condition `{word}`")
            else:
                yield from self.kinds(word, where, kinds, CONDITIONS[word].kinds)
                yield from self.condition(word, value, where)

    def condition(self, word: str, value: Any, path: Path) -> Iterator[Diagnostic]:
        """What one condition names exists."""
        if word == "stage":
            known = (*self.stages, "none")
            for i, stage in enumerate(value):
                yield from self.stage(stage, (*path, i), known)
        elif isinstance(value, PersonWanted):
            yield from self.keys(path, PEOPLE_LATER)
            yield from self.roles(value.role or (), (*path, "role"))
        elif word in {"title", "body"}:
            for i, pattern in enumerate(value):
                if pattern.doubt:
                    yield self.at((*path, i), "warning", "ascii-boundary", *pattern.doubt)

    def kinds(self, word: str, path: Path, looked_at: frozenset[str], able: frozenset[str]) -> Iterator[Diagnostic]:
        """A word that means nothing for the items that the rule looks at."""
        if looked_at.isdisjoint(able):
            severity: Severity = "error" if word == "stage" else "warning"
            message = f"`{word}` means nothing here: {' or '.join(map(a_kind, sorted(looked_at)))} has none"
            yield self.at(path, severity, "wrong-item", message, "use it in a rule about another event", key=True)

    def goals(self, rule: RuleLook, path: Path, kinds: frozenset[str]) -> Iterator[Diagnostic]:
        """Each verb can act on what the rule looks at; what it names exists."""
        for i, entry in enumerate(rule.do):
            word, where = entry_word(entry) or "", (*path, "do", i)
            if word not in GOALS:
                yield self.note(where, f"the verb `{word}`")
                continue
            value = getattr(entry, f"{word}_")
            yield from self.kinds(word, (*where, word), kinds, GOALS[word].kinds)
            if (word, value) != ("unassign", Selector()):  # `all` asks for nobody in particular
                yield from self.values(value, (*where, word))
            if word == "open_issue":
                yield from self.opened(value, (*where, word))
            if word == "check":
                yield from self.check(value, (*where, word))
            if word == "stage":
                yield from self.stage(value.to, (*where, word, "to"), self.stages)
                for k, stage in enumerate(value.only_from or ()):
                    yield from self.stage(stage, (*where, word, "only_from", k), self.stages)

    def opened(self, value: Wanted, path: Path) -> Iterator[Diagnostic]:
        """An issue that is opened has a title; what comes later is told."""
        if value.title is None and value.form is None:
            yield self.at(path, "error", "missing-key", "`title` is missing", "add `title:` or the name of a `form:`")
        several = ("for_each",) if value.for_each not in {None, "item"} else ()
        yield from self.keys(path, ("ask", "for", "each", *several))
        for name in ("title", "body", "labels", "assign"):
            yield from self.values(getattr(value, name), (*path, name))

    def check(self, value: Any, path: Path) -> Iterator[Diagnostic]:
        """What a check passes by can be told; decisions come later."""
        if value.passes_when == "decided":
            yield self.note((*path, "passes_when"), "`decided`")
        else:
            yield from self.conditions(value.passes_when, (*path, "passes_when"), GOALS["check"].kinds)

    def stage(self, name: str, path: Path, known: Iterable[str]) -> Iterator[Diagnostic]:
        """A stage that is named stands under `board.stages`."""
        stages = tuple(known)
        if name.lower() in self.stage_names or (name.lower() == "none" and "none" in stages):
            return
        if not self.file.board:
            yield self.at(path, "error", "unknown-stage", f"there is no stage `{name}`", "add `board:` with its stages")
        else:
            advice = self.suggestions.meant(name, stages)
            yield self.at(path, "error", "unknown-stage", f"unknown stage `{name}`", advice)

    def values(self, value: Any, path: Path) -> Iterator[Diagnostic]:
        """Texts and selectors: what they ask for that comes later, and roles that do not exist."""
        if isinstance(value, Template):
            for name in sorted(value.names & VALUES_LATER):
                yield self.note(path, f"the value `{{{name}}}`")
        elif isinstance(value, tuple):
            for i, each in enumerate(value):
                yield from self.values(each, (*path, i))
        elif isinstance(value, Selector):
            yield from self.selector(value, path)
        elif isinstance(value, Said):
            yield from self.said(value, path)

    def said(self, value: Said, path: Path) -> Iterator[Diagnostic]:
        """A comment says something."""
        if value.say is not None and value.say not in self.file.messages:
            yield self.unwritten(value.say, (*path, "say"))
        elif value.say is None and value.text is None:
            yield self.at(path, "error", "missing-key", "`text` is missing", "add `text:` with what the comment says")
        if value.to is not None:
            yield from self.selector(value.to, (*path, "to"))
            for user in value.to.users or ():
                if user.source.lower() in AUDIENCES_LATER:
                    yield self.note((*path, "to"), f"`to: {user.source}`")
        yield from self.values(value.text, (*path, "text"))

    def unwritten(self, name: str, path: Path) -> Diagnostic:
        """A message that the file does not hold: a slip where one is called nearly so, else not written yet."""
        message = f"there is no message `{name}`"
        if near := self.suggestions.near(name, self.file.messages):
            return self.at(path, "error", "unknown-message", message, f"did you mean `{near}`?")
        return self.at(path, "warning", "unknown-message", message, "nothing is said: add it under `messages`")

    def selector(self, value: Selector, path: Path) -> Iterator[Diagnostic]:
        """Somebody is meant; roles exist; ways to choose that come later are told."""
        if value.means_nobody:
            yield self.at(path, "error", "nobody", "nobody is meant by this", "say who: `users`, `role` or `team`")
        for name in SELECTORS_LATER:
            if getattr(value, name) is not None:
                yield self.note((*path, key := name.removesuffix("_")), f"choosing people by `{key}`")
        yield from self.roles(value.role or (), (*path, "role"))
        if isinstance(value.fallback, Selector):
            yield from self.selector(value.fallback, (*path, "fallback"))

    def roles(self, names: Iterable[str], path: Path) -> Iterator[Diagnostic]:
        """Roles stand under `roles`, where a file has such a section."""
        for i, role in enumerate(names):
            if self.file.roles and role not in self.file.roles:
                near = self.suggestions.near(role, self.file.roles)
                advice = f"did you mean `{near}`?" if near else "add it under `roles`"
                yield self.at((*path, i), "error", "unknown-role", f"unknown role `{role}`", advice)

    def keys(self, path: Path, later: Iterable[str]) -> Iterator[Diagnostic]:
        """Keys that parse and are not acted on yet."""
        given = locate(self.tree, path).keys
        for key in later:
            if key in given:
                yield self.note((*path, key), f"`{key}`")

    def note(self, path: Path, what: str) -> Diagnostic:
        """Something that parses and is not acted on yet."""
        return self.at(path, "note", "not-yet", f"{what} is not acted on yet", key=True)

    def at(
        self, path: Path, severity: Severity, code: str, message: str, advice: str = "", *, key: bool = False
    ) -> Diagnostic:
        """A diagnostic at a place of the file."""
        node = locate(self.tree, path, key=key)
        width = max(1, node.end_column - node.column) if node.line == node.end_line else 1
        return Diagnostic(node.line + 1, node.column + 1, severity, code, message, advice, width)
