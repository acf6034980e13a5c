"""`all`, `any` and `not` over conditions, in three values: what is unknown stays unknown unless it cannot matter."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from rules.condition import Finding
from rules.facts import Facts


class Question(Protocol):
    """A condition, or several combined."""

    @property
    def needs(self) -> frozenset[str]:
        """The facts that it reads."""
        ...

    def check(self, facts: Facts) -> Finding:
        """Answer for these facts."""
        ...


@dataclass(frozen=True, slots=True)
class All:
    """Met when every part is met."""

    parts: tuple[Question, ...]
    word: str = "all"

    @property
    def needs(self) -> frozenset[str]:
        """The facts that the parts read."""
        return _needs(self.parts)

    def check(self, facts: Facts) -> Finding:
        """Answer for these facts."""
        met, findings = self.answer(facts)
        return Finding(self.word, met, None, "all of", findings)

    def answer(self, facts: Facts) -> tuple[bool | None, tuple[Finding, ...]]:
        """Whether it is met, and the answers of the parts."""
        findings = tuple([part.check(facts) for part in self.parts])
        return conjunction([f.met for f in findings]), findings


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Met when at least one part is met."""

    parts: tuple[Question, ...]

    @property
    def needs(self) -> frozenset[str]:
        """The facts that the parts read."""
        return _needs(self.parts)

    def check(self, facts: Facts) -> Finding:
        """Answer for these facts."""
        findings = tuple([part.check(facts) for part in self.parts])
        return Finding("any", disjunction([f.met for f in findings]), None, "any of", findings)


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Met when no part is met."""

    parts: tuple[Question, ...]

    @property
    def needs(self) -> frozenset[str]:
        """The facts that the parts read."""
        return _needs(self.parts)

    def check(self, facts: Facts) -> Finding:
        """Answer for these facts."""
        findings = tuple([part.check(facts) for part in self.parts])
        met = disjunction([f.met for f in findings])
        return Finding("not", None if met is None else not met, None, "none of", findings)


def conjunction(values: Collection[bool | None]) -> bool | None:
    """All of three-valued answers: one `no` decides, then one `unknown`."""
    return False if False in values else None if None in values else True


def disjunction(values: Collection[bool | None]) -> bool | None:
    """Any of three-valued answers: one `yes` decides, then one `unknown`."""
    return True if True in values else None if None in values else False


def _needs(parts: tuple[Question, ...]) -> frozenset[str]:
    return frozenset().union(*(part.needs for part in parts))
