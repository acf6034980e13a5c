"""What the parts of a rule file must agree on: names that are used exist, rules can act, nothing is said twice."""

from collections.abc import Iterable, Iterator
from itertools import islice

from rules.checking import Path
from rules.diagnostics import MOST, Diagnostic, left_out
from rules.doubts import doubts
from rules.events import A_WORD, EVENTS, is_event, meant_by
from rules.later import (
    EVENTS_LATER,
    PROJECT_LATER,
    SCOPES_LATER,
    SECTIONS_LATER,
)
from rules.rulefile import RuleFile, RuleLook
from rules.scope import kinds_of, looks_at, scheduled
from rules.wanted import WantedChecks
from rules.yamltree import Node, locate

MOST_COUNTED = 1_000  # looking for more of them takes its time


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


class Checker(WantedChecks):
    """One pass over a rule file."""

    def run(self) -> Iterator[Diagnostic]:
        """Every finding, in no order."""
        if self.file.rules is None and not self.file.extends:
            yield self.at((), "error", "missing-key", "`rules` is missing", "add `rules:` with a list of rules")
        for base in self.unseen:
            message = f"the rules of `{base}` are not here, and what this file says of them is not checked"
            advice = f"give the file too: --base {base}=FILE"
            yield self.at(("extends",), "warning", "unseen", message, advice)
        yield from self.sections()
        yield from self.names()
        for i, rule in enumerate(self.file.rules or []):
            yield from self.rule(rule, ("rules", i))
        for doubt in doubts(self.file.rules or ()):
            yield self.at(doubt.path, doubt.severity, doubt.code, doubt.message, doubt.help, key=True)

    def rule(self, rule: RuleLook, path: Path) -> Iterator[Diagnostic]:
        """What is to be said of one rule by itself."""
        yield from self.events(rule, path)
        yield from self.scope(rule, path)
        kinds = kinds_of(rule, self.file.messages)
        yield from self.conditions(rule.when, (*path, "when"), kinds)
        yield from self.goals(rule.do, path, kinds)
        if rule.if_ is not None:
            yield from self.expression(rule.if_, (*path, "if"))
        if not (rule.do or rule.off or self.unseen):  # a base that is not here may say what its rule does
            message, advice = "this rule does nothing", "say under `do` what should be so, or leave the rule out"
            yield self.at((*path, "name"), "warning", "does-nothing", message, advice)

    def sections(self) -> Iterator[Diagnostic]:
        """Sections beside the rules: decisions can be taken; what comes later is told."""
        for section in SECTIONS_LATER:
            if section in self.tree.keys:
                yield self.note((section,), f"the section `{section}`")
        yield from self.keys(("project",), PROJECT_LATER)
        yield from self.decisions()
        yield from self.pathways()
        yield from self.ladder()

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

    def scope(self, rule: RuleLook, path: Path) -> Iterator[Diagnostic]:
        """What a scheduled rule looks at is told where it does not say so itself; other rules have no choice."""
        if rule.for_each in SCOPES_LATER:
            yield self.note((*path, "for_each"), f"`for_each: {rule.for_each}`")
        elif rule.for_each == "repository" and not scheduled(rule):
            message = "`for_each` means something in scheduled rules only: this one looks at what its events are about"
            yield self.at((*path, "for_each"), "warning", "for-each", message, "leave it out", key=True)
        elif rule.for_each is None and scheduled(rule):
            each = "each open item" if looks_at(rule, self.file.messages) == "item" else "the repository as a whole"
            other = "repository" if each == "each open item" else "item"
            advice = f"if you mean something else, write `for_each: {other}`"
            yield self.at((*path, "on"), "note", "for-each", f"this rule looks at {each}", advice, key=True)
