"""Whose rules may act where: as the file of the base says, and in no other case."""

import pytest

from rules.bases import repositories
from rules.consent import names


def accepts(said: str, repository: str = "acme/docs") -> bool | None:
    return names(f"project: {{purpose: p, accepts_from: {said}}}", "accepts_from", repository)


@pytest.mark.parametrize("said", ["acme/docs", "[x/y, ACME/Docs]", "acme/*", "'*/*'", "acme/d?cs", "['!x/y', acme/*]"])
def test_a_repository_that_is_named_is_accepted(said: str) -> None:
    assert (accepts(said), accepts(said, "else/where")) == (True, said == "'*/*'")


@pytest.mark.parametrize(
    "said", ["x/y", "docs", "[]", "['!x/y']", "[acme/*, '!acme/docs']", "5", "[[acme/docs]]", "'acme/@(a|b)'", "{a: b}"]
)
def test_no_other_one_is(said: str) -> None:
    assert accepts(said) is False


@pytest.mark.parametrize("text", ["- x", "project: x", "{}", "project: {applies_to: acme/docs}"])
def test_what_is_no_rule_file_accepts_nobody(text: str) -> None:
    assert names(text, "accepts_from", "acme/docs") is False


def test_a_file_that_cannot_be_read_says_neither_yes_nor_no() -> None:
    assert names("project: [", "applies_to", "acme/docs") is None


def test_the_repositories_that_a_file_extends_are_told_once_each_and_none_of_a_malformed_one() -> None:
    assert repositories("extends: [welcome, acme/a, acme/b@v1, acme/a]") == ("acme/a", "acme/b@v1")
    assert [repositories(text) for text in ("extends: a/b", "extends: [5, a/b]", "[", "- x")] == [("a/b",), (), (), ()]
