"""A discussion that went on as an issue says so, once, and not where a person does not want it."""

import pytest

from bot.planning.wenton import LINKED, linked_back, links_back
from rules.facts import UNKNOWN, Facts
from rules.language import load

BOOK = load("project: {purpose: Tests}\nrules: []\n")
TALK = Facts(
    kind="discussion", title="T", body="", labels=(), opened=frozenset({"/to-issue"}), went_on=(2, 5), sections={}
)
SAID = "This goes on as issue #2.\nThis goes on as issue #5."


def test_each_issue_is_named_on_a_line() -> None:
    [action] = linked_back(BOOK, TALK, "c1")
    assert (action.rule, action.cause, action.keys()["body"]) == (LINKED, "c1", SAID)


@pytest.mark.parametrize(
    "facts",
    [
        TALK.but(sections={LINKED: SAID}),
        TALK.but(silenced=True),
        TALK.but(went_on=()),
        TALK.but(went_on=UNKNOWN),
        TALK.but(kind="issue"),
    ],
)
def test_what_is_said_or_cannot_be_told_is_not_said(facts: Facts) -> None:
    assert list(linked_back(BOOK, facts, "c1")) == []


def test_an_issue_that_is_too_old_to_be_seen_keeps_its_line() -> None:
    [action] = linked_back(BOOK, TALK.but(went_on=(5,), sections={LINKED: SAID.splitlines()[0]}), "c1")
    assert action.keys()["body"] == SAID


def test_only_a_discussion_for_which_one_was_opened_is_looked_at() -> None:
    deeds = (("label", "x"), ("open_issue", "/to-issue"))
    assert [links_back(*each) for each in (("discussion", deeds), ("issue", deeds), ("discussion", deeds[:1]))] == [
        True,
        False,
        False,
    ]
