"""What a look did, in words for people."""

from typing import Any

import pytest

from webhooks.pages.wording import told


def words(action: dict[str, Any], state: str = "done") -> list[str]:
    outcome = {"do": action["do"], "rule": "R", "target": "", "state": state}
    document = {"actions": [{"rule": "R", **action}], "outcomes": [outcome]}
    return [deed.words for deed in told(document, insider=True).deeds]


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"do": "check", "name": "people", "conclusion": "in_progress"}, "check “people”: in progress"),
        ({"do": "wait", "login": "obi", "state": "waits"}, "obi in line: waits"),
        ({"do": "propose", "file": "people.yml", "title": "Add ada"}, "proposed “Add ada” for people.yml"),
        ({"do": "invite", "team": "acme/docs", "login": "ada"}, "invited ada to acme/docs"),
        ({"do": "leave", "login": "ada", "until": "back"}, "absence of ada: back"),
        ({"do": "acknowledge", "login": "ada", "type": "code"}, "code by ada waits for another's word"),
        ({"do": "open_issue", "title": "Meeting", "labels": ["agenda"], "assignees": []}, "opened “Meeting”"),
    ],
)
def test_an_action_of_several_words_is_told_in_one_sentence(action: dict[str, Any], said: str) -> None:
    assert words(action) == [said]


def test_of_a_reaction_to_a_comment_nobody_reads_the_comments_id() -> None:
    assert words({"do": "react", "reactions": ["+1 on IC_kgDO", "heart"]}, "unsent") == [
        "react with +1",
        "react with heart",
    ]


def test_a_reason_is_told_without_marks_and_guards() -> None:
    held = {"do": "command", "rule": "/assign", "why": "**obi\\-nwosu**, thank you!"}
    [left] = told({"held_back": [held]}, insider=True).held_back
    assert (left.what, left.why) == ("command", "obi-nwosu, thank you!")


def test_a_name_that_looks_like_a_place_for_words_stays_a_name() -> None:
    assert words({"do": "propose", "file": "{title}.yml", "title": "{}{file}"}) == [
        "proposed “{}{file}” for {title}.yml"
    ]


DOCUMENT = {
    "actions": [
        {"do": "assign", "rule": "R", "assignees": ["bob"], "why": "asked because: covers AT"},
        {"do": "leave", "rule": "R", "login": "ada", "until": "2026-03-09"},
        {"do": "forget", "rule": "R", "login": "cem"},
    ],
    "held_back": [
        {"do": "request_review", "rule": "R", "why": "ada: is away"},
        {"do": "request_review", "rule": "R", "why": "dee: is busy"},
        {"do": "of an older version", "rule": "R", "why": "so"},
    ],
}


def test_strangers_are_told_whom_the_bot_asked_and_nothing_that_it_knows_of_people() -> None:
    shown = told(DOCUMENT, insider=False)
    assert ([deed.words for deed in shown.deeds], shown.choices) == (["assign bob"], ())
    assert [(left.what, left.why) for left in shown.held_back] == [
        ("request review", "nobody who is meant can be asked just now"),
        ("of an older version", "so"),
    ]


def test_insiders_are_told_all_of_it() -> None:
    shown = told(DOCUMENT, insider=True)
    assert [deed.words for deed in shown.deeds] == ["assign bob", "absence of ada: 2026-03-09", "forget cem"]
    assert [(left.what, left.why) for left in (*shown.choices, *shown.held_back)] == [
        ("Asked because", "covers AT"),
        ("request review", "ada: is away"),
        ("request review", "dee: is busy"),
        ("of an older version", "so"),
    ]


@pytest.mark.parametrize(
    ("why", "what", "rest"),
    [
        ("asked as Mentor because: first by name", "Asked as Mentor because", "first by name"),
        ("p1 asked because: a; p2 asked because: b", "Who was asked", "p1 asked because: a; p2 asked because: b"),
        ("asked", "Who was asked", "asked"),
    ],
)
def test_why_somebody_was_asked_begins_with_their_part_in_it(why: str, what: str, rest: str) -> None:
    [choice] = told({"actions": [{"do": "assign", "rule": "R", "why": why}]}, insider=True).choices
    assert (choice.what, choice.why) == (what, rest)


def test_what_is_taken_back_is_told_so() -> None:
    assert words({"do": "request_review", "reviewers": ["bob"], "teams": [], "withdrawn": True}) == [
        "asked bob no more"
    ]


def test_the_reason_of_a_failure_stands_whatever_ended_well_after_it() -> None:
    ends = [{"do": "comment", "rule": "R", "target": "R", "state": state, "why": "no"} for state in ("failed", "done")]
    document = {"actions": [{"do": "comment", "rule": "R", "body": "Hi"}], "outcomes": ends}
    [deed] = told(document, insider=False).deeds
    assert (deed.state, deed.why) == ("failed", "no")
