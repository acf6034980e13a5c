"""A community's own tests of its rules: what is given, what should happen, and how far the two are apart. Pure.

    - name: A crash is a bug
      event: issues.opened
      given: {title: It crashes, author: alice}
      then: [{label: bug}, {comment: Thank you}]

What a test does not give is empty. `then` is all that may happen; `then_includes` allows more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.explaining.explain import CaseError, check_event
from bot.explaining.given import FactsError, read_facts
from rules.diagnostics import Diagnostic, RuleFileError, did_you_mean
from rules.facts import BLANK, Facts
from rules.goals import GOALS
from rules.pattern import PatternError, pattern
from rules.pointing import point
from rules.yamltree import Node, locate, parse

MOST = 2_000
KEYS = ("name", "event", "given", "payload", "then", "then_includes")
_OF_EVERY_ACTION = {"do", "rule", "why"}

Path = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that happens: a verb with one value."""

    verb: str
    value: Any

    def document(self) -> dict[str, Any]:
        """It as a test's `then` says it."""
        return {self.verb: self.value}

    def meant_by(self, expected: "Effect") -> bool:
        """Whether this is what somebody expects; of a comment it is enough to expect a part."""
        if self.verb != expected.verb:
            return False
        if self.verb == "comment":
            return bool(pattern(str(expected.value)).found_in(str(self.value)))
        if self.verb == "after":  # of what comes later it is enough to expect when, or what
            wanted = expected.value if isinstance(expected.value, dict) else {"in": expected.value}
            return all(_plain(self.value.get(key)) == _plain(value) for key, value in wanted.items())
        return bool(_plain(self.value) == _plain(expected.value))


@dataclass(frozen=True, slots=True)
class RuleTest:
    """One test.

    Attributes:
        line: where it begins in its file.
        payload: the file that holds what GitHub sent, relative to the test file; empty where there is none.
        complete: whether nothing else may happen.
    """

    name: str
    line: int
    event: str
    given: Facts
    payload: str
    then: tuple[Effect, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test ended.

    Attributes:
        missing: what should have happened and did not; unexpected: the other way round.
        held_back: why verbs that are missing were left alone.
    """

    test: RuleTest
    missing: tuple[Effect, ...]
    unexpected: tuple[Effect, ...]
    held_back: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.missing and not self.unexpected


def judge(test: RuleTest, explained: Mapping[str, Any]) -> Outcome:
    """Compare what a test expects with what `explain` says would happen."""
    happened = [effect for action in explained["actions"] for effect in effects(action)]
    missing = []
    for expected in test.then:
        found = next((effect for effect in happened if effect.meant_by(expected)), None)
        if found is None:
            missing.append(expected)
        else:
            happened.remove(found)
    verbs = {effect.verb for effect in missing}
    held = [f"{one['do']} ({one['rule']}): {one['why']}" for one in explained["held_back"] if one["do"] in verbs]
    return Outcome(test, tuple(missing), tuple(happened) if test.complete else (), tuple(held))


def effects(action: Mapping[str, Any]) -> Iterator[Effect]:
    """What one action does, thing by thing."""
    keys = {key: value for key, value in action.items() if key not in _OF_EVERY_ACTION}
    if action["do"] == "after":
        then = [list(effects(each)) or [Effect(each["do"], True)] for each in keys["then"]]
        yield Effect("after", {**keys, "then": [effect.document() for found in then for effect in found]})
    elif keys.keys() == {"field", "value"}:
        yield Effect(action["do"], {keys["field"]: keys["value"]})
    elif all(isinstance(value, list) for value in keys.values()):
        yield from (Effect(action["do"], value) for values in keys.values() for value in values)
    else:
        yield Effect(action["do"], next(iter(keys.values())) if len(keys) == 1 else keys)


def read_tests(source: bytes | str) -> tuple[RuleTest, ...]:
    """The tests that a file holds.

    Raises:
        RuleFileError: it cannot be used; every mistake that was found is in it.
    """
    data, tree = parse(source)
    reader = _Reader(tree)
    tests = tuple(reader.tests(data))
    if reader.found:
        raise RuleFileError(reader.found)
    return tests


class _Reader:
    """Reads tests and collects mistakes."""

    def __init__(self, tree: Node) -> None:
        self.tree = tree
        self.found: list[Diagnostic] = []

    def tests(self, data: Any) -> Iterator[RuleTest]:
        if not isinstance(data, list) or not data:
            self.wrong((), "not-a-test-file", "a test file is a list of tests", "begin each with `- name: …`")
            return
        if len(data) > MOST:
            self.wrong((), "too-long", f"{len(data):,} tests are too many", f"write at most {MOST:,}")
            return
        for i, each in enumerate(data):
            if test := self.test(each, (i,)):
                yield test

    def test(self, data: Any, path: Path) -> RuleTest | None:
        if not isinstance(data, dict):
            self.wrong(path, "wrong-kind", "a test is a mapping", "write `- name: …`, then `event`, `given` and `then`")
            return None
        before = len(self.found)
        for key in data:
            if key not in KEYS:
                self.wrong((*path, key), "unknown-key", f"a test has no `{key}`", did_you_mean(key, KEYS), key=True)
        for key in ("name", "event"):
            if not isinstance(data.get(key), str):
                self.wrong((*path, key), "missing-key", f"`{key}` must be given, as a text")
        if ("then" in data) == ("then_includes" in data):
            advice = "`then: []` says that nothing happens"
            self.wrong(path, "missing-key", "a test has `then` or `then_includes`, and not both", advice)
        if not isinstance(data.get("payload", ""), str):
            self.wrong((*path, "payload"), "wrong-kind", "`payload` is the name of a file")
        given = self.facts(data.get("given"), (*path, "given"))
        word = "then" if "then" in data else "then_includes"
        then = tuple(self.effects(data.get(word, []), (*path, word)))
        self.event(data.get("event"), (*path, "event"))
        if len(self.found) > before:
            return None
        line = locate(self.tree, path).line + 1
        return RuleTest(data["name"], line, data["event"], given, data.get("payload", ""), then, word == "then")

    def event(self, name: Any, path: Path) -> None:
        try:
            check_event(name) if isinstance(name, str) else None
        except CaseError as error:
            self.wrong(path, "unknown-event", str(error))

    def facts(self, document: Any, path: Path) -> Facts:
        try:
            return BLANK if document is None else read_facts(document)
        except FactsError as error:
            for wrong in error.mistakes:
                self.wrong((*path, *wrong.path), "fact", wrong.message, wrong.help, key=wrong.key)
            return BLANK

    def effects(self, data: Any, path: Path) -> Iterator[Effect]:
        advice = "write a list: `then: [{label: bug}]`, or `[]` for nothing"
        if not isinstance(data, list):
            self.wrong(path, "wrong-kind", "what happens is a list of verbs", advice)
            return
        for i, entry in enumerate(data):
            if not isinstance(entry, dict) or len(entry) != 1:
                self.wrong((*path, i), "not-a-verb", "each entry is one verb with its value", advice)
                continue
            ((verb, value),) = entry.items()
            where = (*path, i, verb)
            if verb not in GOALS:
                self.wrong(where, "unknown-verb", f"unknown verb `{verb}`", did_you_mean(verb, GOALS), key=True)
            values = value if isinstance(value, list) else [value]
            if verb == "comment":
                self.patterns(values, where)
            yield from (Effect(verb, each) for each in values)

    def patterns(self, values: Iterable[Any], path: Path) -> None:
        for value in values:
            try:
                pattern(str(value))
            except PatternError as error:
                self.wrong(path, "pattern", str(error))

    def wrong(self, path: Path, code: str, message: str, advice: str = "", *, key: bool = False) -> None:
        self.found.append(point(locate(self.tree, path, key=key), "error", code, message, advice))


def selected(tests: Sequence[RuleTest], words: str | None) -> tuple[RuleTest, ...]:
    """The tests whose names hold these words; all of them where no words are given."""
    return tuple(test for test in tests if not words or words.lower() in test.name.lower())


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value).removeprefix("@").lower()
