import pytest

from rules.globs import glob
from rules.pattern import PatternError, compile_expression, pattern
from rules.rulefile import RuleFile
from rules.template import template
from rules.words import Effort, listed


@pytest.mark.parametrize(
    ("words", "text"),
    [([], "nothing"), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c"), ([1, 2], "1 or 2")],
)
def test_a_list_is_said_as_a_person_says_it(words: list[object], text: str) -> None:
    assert listed(words) == text


def test_the_last_word_is_joined_as_it_is_asked() -> None:
    assert listed(["a", "b"], "and") == "a and b"


def test_patterns_and_globs_cost_what_they_take_and_texts_nothing() -> None:
    effort = Effort(most=2_000)
    crash = effort.make(pattern, "crash")
    crashes = effort.make(pattern, "/crash(es)?/")
    docs = effort.make(glob, "docs/{a,b}")
    effort.make(template, "Hi {author}")
    assert crash.effort == 100 + 10 * len("crash")
    assert crashes.effort == 100 + len("/crash(es)?/") + compile_expression(crashes.expression).programsize
    assert docs.effort == 120 + len("docs/{a,b}") + compile_expression(docs.expression).programsize
    assert effort.left == 2_000 - crash.effort - crashes.effort - docs.effort


def test_a_mistake_costs_much() -> None:
    effort = Effort(most=60_000)
    with pytest.raises(PatternError, match="missing \\)"):
        effort.make(pattern, "/(/")
    assert effort.left == 20_000
    with pytest.raises(PatternError, match="missing \\)"):
        effort.make(pattern, "/(/")
    with pytest.raises(PatternError, match="too many to be searched for quickly"):
        effort.make(pattern, "crash")


def test_without_a_bound_a_file_is_read_all_the_same() -> None:
    data = {"project": {"purpose": "p"}, "rules": [{"name": "A", "when": {"title": "crash"}}]}
    assert [rule.name for rule in RuleFile.model_validate(data).rules or ()] == ["A"]
