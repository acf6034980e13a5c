"""What a look did, in words for people."""

from typing import Any

import pytest

from webhooks.pages.wording import told


def words(action: dict[str, Any], state: str = "done") -> list[str]:
    outcome = {"do": action["do"], "rule": "R", "target": "", "state": state}
    return [deed.words for deed in told({"actions": [{"rule": "R", **action}], "outcomes": [outcome]}).deeds]


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
    [left] = told({"held_back": [held]}).held_back
    assert (left.what, left.why) == ("command", "obi-nwosu, thank you!")


def test_a_name_that_looks_like_a_place_for_words_stays_a_name() -> None:
    assert words({"do": "propose", "file": "{title}.yml", "title": "{}{file}"}) == [
        "proposed “{}{file}” for {title}.yml"
    ]
