"""What a condition is: one question about facts, answered with met, not met or unknown, and with the value seen.

A condition lives in a file of its own under `rules/conditions/` and registers itself by being defined:

    class Draft(Condition[bool], word="draft"):
        '''Met when the pull request is (or is not) a draft.'''

        example = "draft: false"
        reads = frozenset({"draft"})

Its docstring, example and value type make the reference page, the JSON Schema and the hints in error messages.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar, get_args

from rules.facts import UNKNOWN, Facts, Unknown
from rules.home import HOME, Home

V = TypeVar("V")

KINDS = ("issue", "pull_request", "discussion")
ALL_KINDS = frozenset(KINDS)


class Finding(NamedTuple):
    """The answer of one condition.

    Attributes:
        condition: its word in the rule file.
        met: None when it cannot be told.
        saw: the value that was looked at.
        says: what the condition asked for, in words.
        parts: the answers of which `not`, `any` and `all` are made.
    """

    condition: str
    met: bool | None
    saw: Any = None
    says: str = ""
    parts: tuple["Finding", ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """Something without which a condition cannot be met; the index looks for it first.

    Attributes:
        fact: one of those that `rules.index` knows.
        values: words of which the fact must hold one, in lower case.
        expressions: RE2 expressions of which one must be found in the text.
    """

    fact: str
    values: frozenset[str] = frozenset()
    expressions: tuple[str, ...] = ()


class Condition(ABC, Generic[V]):
    """One question about facts, with the value that the rule file gives it, and what the file says of the community.

    Attributes:
        word: its key under `when`.
        takes: the type of its value, checked by pydantic when the file is loaded.
        reads: the facts that it reads whatever its value.
        example: a line that a rule file may hold.
        kinds: the kinds of item that have such a fact; others do not meet the condition.
    """

    word: ClassVar[str] = ""
    takes: ClassVar[Any] = None
    reads: ClassVar[frozenset[str]] = frozenset()
    example: ClassVar[str] = ""
    kinds: ClassVar[frozenset[str]] = ALL_KINDS

    def __init_subclass__(cls, *, word: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if word:
            cls.word = word
            cls.takes = get_args(cls.__orig_bases__[0])[0]  # type: ignore[attr-defined]  # set by Generic
            CONDITIONS[word] = cls

    def __init__(self, value: V, home: Home = HOME) -> None:
        self.value, self.home = value, home

    @property
    def needs(self) -> frozenset[str]:
        """The facts that it reads; `author.new` names a part of one, `team:org/slug` a team's members."""
        return self.reads

    def check(self, facts: Facts) -> Finding:
        """Answer for these facts."""
        if facts.kind not in self.kinds and isinstance(facts.kind, str):
            return Finding(self.word, False, facts.kind, f"{self.word} (which {a_kind(facts.kind)} does not have)")
        if missing := self.missing(facts):
            return Finding(self.word, None, None, f"{self._asked} ({', '.join(missing)} not known)")
        met, saw = self.test(facts)
        return Finding(self.word, met, saw, self._asked)

    def missing(self, facts: Facts) -> list[str]:
        """The needs without which it cannot answer for these facts."""
        return facts.lacking(self._needed)

    @cached_property
    def _asked(self) -> str:
        return self.asks()

    @cached_property
    def _needed(self) -> tuple[str, ...]:
        return tuple(sorted(self.needs))

    def hint(self) -> Hint | None:
        """What it cannot be met without, where that can be looked up quickly."""
        return None

    def turns(self, facts: Facts) -> datetime | None:
        """When time alone changes the answer, whatever happens; None where it does not. Every needed fact is known."""
        del facts
        return None

    @abstractmethod
    def test(self, facts: Facts) -> tuple[bool, Any]:
        """Whether it is met, and the value seen; every needed fact is known here."""

    @abstractmethod
    def asks(self) -> str:
        """What it asks for, in words: `the title holds “crash”`."""


@dataclass(frozen=True, slots=True)
class Needed:
    """The facts that something needs where that depends on the item, and on what the file says of the community.

    Attributes:
        of_any: those that some item or other needs.
        of: those that this one needs.
    """

    of_any: Callable[[Home], frozenset[str]]
    of: Callable[[Facts, Home], frozenset[str]]


class ByHome(Condition[V]):
    """A question whose facts depend on the item, and on what the file says of the community."""

    needed: ClassVar[Needed]

    @property
    def needs(self) -> frozenset[str]:
        """The facts that it reads of some item or other."""
        return self.needed.of_any(self.home)

    def missing(self, facts: Facts) -> list[str]:
        """The needs without which it cannot answer for this item."""
        return facts.lacking(sorted(self.needed.of(facts, self.home)))


CONDITIONS: dict[str, type[Condition[Any]]] = {}


def known(value: V | Unknown) -> V:
    """A fact that the caller has declared in `needs`, so that it is known here.

    Raises:
        TypeError: it was not declared.
    """
    if value is UNKNOWN:
        raise TypeError("this fact was read without being declared in `needs`")
    return value


def a_kind(kind: str) -> str:
    """A kind of item in words: `an issue`."""
    return {"issue": "an issue", "pull_request": "a pull request"}.get(kind, f"a {kind}")
