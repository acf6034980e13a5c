"""What rules want done: each verb can act on what a rule looks at, and whom and what it names exists."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from rules.checking import Path
from rules.diagnostics import Diagnostic
from rules.goals import GOALS
from rules.goals.after import DEEPEST, Later
from rules.goals.comment import Said
from rules.goals.open_issue import Wanted
from rules.later import AUDIENCES_LATER
from rules.onpathways import PathwayChecks
from rules.rulefile import entry_value, entry_word
from rules.selector import Selector

ONLY_ASKING = ("ask_next_after", "as")
"""What only those know who are asked to do something: the next one is asked, somebody is asked as a mentor."""


class WantedChecks(PathwayChecks):
    """Checks of `do`."""

    def goals(self, entries: Iterable[Any], path: Path, kinds: frozenset[str]) -> Iterator[Diagnostic]:
        """Each verb can act on what the rule looks at; what it names exists."""
        for i, entry in enumerate(entries):
            word, where = entry_word(entry) or "", (*path, "do", i)
            if isinstance(entry, Later):
                yield from self.later(entry, where, kinds)
                continue
            if word not in GOALS:
                yield self.note(where, f"the verb `{word}`")
                continue
            value = entry_value(entry)
            yield from self.kinds(word, (*where, word), kinds, GOALS[word].kinds)
            if (word, value) != ("unassign", Selector()):  # `all` asks for nobody in particular
                yield from self.values(value, (*where, word))
            yield from self.keys((*where, word), () if GOALS[word].chooses else ONLY_ASKING)
            yield from self.named(word, value, (*where, word))

    def named(self, word: str, value: Any, path: Path) -> Iterator[Diagnostic]:
        """What one verb names exists."""
        if word == "open_issue":
            yield from self.opened(value, path)
        elif word == "decide":
            yield from self.decision(value.decision, (*path, "decision"))
            yield from self.roles((value.role,) if value.role else (), path)
        elif word == "check":
            yield from self.check(value, path)
        elif word == "checklist":
            yield from self.checklist(value, path)
        elif word == "stage":
            yield from self.stage(value.to, (*path, "to"), self.stages)
            for k, stage in enumerate(value.only_from or ()):
                yield from self.stage(stage, (*path, "only_from", k), self.stages)

    def later(self, entry: Later, path: Path, kinds: frozenset[str]) -> Iterator[Diagnostic]:
        """What is left to a later moment can be done then; only items are waited for."""
        if path.count("do") > DEEPEST:
            advice = "let another rule go on from there"
            yield self.at(path, "error", "limit", f"more than {DEEPEST} times `after` within each other", advice)
            return
        yield from self.kinds("after", (*path, "after"), kinds, GOALS["after"].kinds)
        if isinstance(entry.unless, BaseModel):
            yield from self.conditions(entry.unless, (*path, "unless"), kinds)
        yield from self.goals(entry.do, path, kinds)

    def opened(self, value: Wanted, path: Path) -> Iterator[Diagnostic]:
        """An issue that is opened has a title; what comes later is told."""
        if value.title is None and value.form is None:
            yield self.at(path, "error", "missing-key", "`title` is missing", "add `title:` or the name of a `form:`")
        several = ("for_each",) if value.for_each not in {None, "item"} else ()
        yield from self.keys(path, ("ask", "for", "each", *several))
        yield from self.keys((*path, "assign"), ONLY_ASKING)
        for name in ("title", "body", "labels", "assign"):
            yield from self.values(getattr(value, name), (*path, name))

    def check(self, value: Any, path: Path) -> Iterator[Diagnostic]:
        """What a check passes by can be told."""
        if value.passes_when != "decided":
            yield from self.conditions(value.passes_when, (*path, "passes_when"), GOALS["check"].kinds)

    def values(self, value: Any, path: Path) -> Iterator[Diagnostic]:
        """Selectors and what is said: what they ask for that comes later, and roles that do not exist."""
        if isinstance(value, tuple):
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
            yield from self.keys((*path, "to"), ONLY_ASKING)
            yield from self.selector(value.to, (*path, "to"))
            for user in value.to.users or ():
                if user.source.lower() in AUDIENCES_LATER:
                    yield self.note((*path, "to"), f"`to: {user.source}`")

    def unwritten(self, name: str, path: Path) -> Diagnostic:
        """A message that the file does not hold: a slip where one is called nearly so, else not written yet."""
        message = f"there is no message `{name}`"
        if near := self.suggestions.near(name, self.file.messages):
            return self.at(path, "error", "unknown-message", message, f"did you mean `{near}`?")
        return self.at(
            path, "warning", "unknown-message", message, "nothing is said: add it under `messages`, or as a file"
        )

    def selector(self, value: Selector, path: Path) -> Iterator[Diagnostic]:
        """Somebody is meant; roles exist; ways to choose that come later are told."""
        if value.means_nobody:
            yield self.at(path, "error", "nobody", "nobody is meant by this", "say who: `users`, `role` or `team`")
        yield from self.of_groups(bool(value.group), (*path, "group"))
        yield from self.roles(value.role or (), (*path, "role"))
        if isinstance(value.fallback, Selector):
            yield from self.selector(value.fallback, (*path, "fallback"))
