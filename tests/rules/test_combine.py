from dataclasses import dataclass

import pytest

from rules.combine import All, AnyOf, NoneOf, conjunction, disjunction
from rules.condition import Finding
from rules.facts import Facts
from tests.rules.world import facts, met

YES, NO, OPEN = True, False, None
Value = bool | None


@dataclass(frozen=True)
class Answer:
    """A question whose answer is known beforehand."""

    met: Value
    needs: frozenset[str] = frozenset()

    def check(self, facts: Facts) -> Finding:
        del facts
        return Finding("answer", self.met)


@pytest.mark.parametrize(
    ("first", "second", "every", "some", "none"),
    [
        (YES, YES, YES, YES, NO),
        (YES, NO, NO, YES, NO),
        (YES, OPEN, OPEN, YES, NO),
        (NO, YES, NO, YES, NO),
        (NO, NO, NO, NO, YES),
        (NO, OPEN, NO, OPEN, OPEN),
        (OPEN, YES, OPEN, YES, NO),
        (OPEN, NO, NO, OPEN, OPEN),
        (OPEN, OPEN, OPEN, OPEN, OPEN),
    ],
)
def test_what_is_open_stays_open_unless_it_cannot_matter(
    first: Value, second: Value, every: Value, some: Value, none: Value
) -> None:
    parts = (Answer(first), Answer(second))
    assert All(parts).check(facts()).met is every
    assert AnyOf(parts).check(facts()).met is some
    assert NoneOf(parts).check(facts()).met is none


def test_of_nothing_everything_holds_and_nothing_does() -> None:
    assert conjunction(()) is True
    assert disjunction(()) is False


def test_the_answer_keeps_the_answers_of_its_parts() -> None:
    parts = (Answer(YES), Answer(OPEN))
    found = (Finding("answer", YES), Finding("answer", OPEN))
    assert All(parts).check(facts()) == Finding("all", OPEN, None, "all of", found)
    assert AnyOf(parts).check(facts()) == Finding("any", YES, None, "any of", found)
    assert NoneOf(parts).check(facts()) == Finding("not", NO, None, "none of", found)


def test_it_needs_what_its_parts_need() -> None:
    parts = (Answer(YES, frozenset({"title"})), Answer(YES, frozenset({"title", "body"})))
    for combined in (All(parts), AnyOf(parts), NoneOf(parts)):
        assert combined.needs == {"title", "body"}
    assert All(()).needs == frozenset()


def test_blocks_nest() -> None:
    when = "any: [{not: {title: crash, label: bug}}, {all: [{title: help}, {label: docs}]}]"
    assert met(when, title="crash", labels=("docs",)) is True
    assert met(when, title="crash", labels=("bug",)) is False
    assert met(when, title="crash and help", labels=("bug", "docs")) is True
    assert met(when, title="crash") is None
    assert met(when, title="works") is True


def test_not_with_several_blocks_wants_none_of_them() -> None:
    assert met("not: [{title: crash}, {title: hang}]", title="it works") is True
    assert met("not: [{title: crash}, {title: hang}]", title="it hangs") is False
