"""What the bot did, in a few words."""

from typing import Any

import pytest

from bot.demo.deeds import choices, deeds_of, doubled, left_alone, parts_of

BOT = "fingerpost[bot]"


def row(did: str, on: str = "o/r#1", who: str = BOT, *, noop: bool = False, **detail: Any) -> dict[str, Any]:
    return {"did": did, "on": on, "who": who, "noop": noop, "detail": detail}


def test_what_was_done_with_one_item_is_one_line_whatever_the_order() -> None:
    audit = [
        row("comment", body="Welcome"),
        row("label", label="idea"),
        row("add_card", project="Board"),
        row("label", label="new"),
        row("move_card", field="Status", value="Backlog"),
        row("assign", assignee="ada"),
        row("request_review", reviewer="bo"),
        row("request_review", reviewer="cy"),
    ]
    done = deeds_of(audit, BOT)
    assert done.lines == ("+idea +new · stage Backlog · assigns ada · asks bo, cy to review · comments",)
    assert (done.count, done.asked) == (7, True)


def test_what_people_did_and_what_changed_nothing_does_not_count() -> None:
    audit = [row("label", who="ada", label="idea"), row("label", label="idea", noop=True)]
    assert deeds_of(audit, BOT).count == 0


def test_the_same_done_with_several_items_is_said_once() -> None:
    audit = [row("label", f"o/r#{number}", label="idea") for number in (1, 2, 3)]
    assert deeds_of([*audit, row("comment", "o/r#4")], BOT).lines == ("3 times: +idea", "comments")


@pytest.mark.parametrize(
    ("did", "detail", "said"),
    [
        ("unlabel", {"label": "idea"}, "-idea"),
        ("unassign", {"assignee": "ada"}, "unassigns ada"),
        ("edit_comment", {}, "adds to its comment"),
        ("delete_comment", {}, "takes the older one away"),
        ("close_thread", {}, "close thread"),
    ],
)
def test_each_deed_has_its_words(did: str, detail: dict[str, Any], said: str) -> None:
    assert deeds_of([row(did, **detail)], BOT).lines == (said,)


def test_a_comment_said_again_and_whatever_was_done_already_are_doubled() -> None:
    audit = [
        row("comment", body="Hello"),
        row("comment", "o/r#2", body="Hello"),
        row("edit_comment"),
        row("comment", body="It is yours."),
        row("comment", body="Hello"),
        row("label", label="idea", noop=True),
        row("label", who="ada", label="idea", noop=True),
    ]
    assert doubled(audit, BOT) == ["comment on o/r#1", "label on o/r#1"]


def test_what_was_left_alone_or_could_not_be_done_is_said_once_with_the_reason() -> None:
    held = {"do": "label", "rule": "Pictures", "why": "a person took it off"}
    done = {"do": "assign", "rule": "Law", "target": "ada", "state": "done"}
    failed = {"do": "assign", "rule": "Law", "target": "bo", "state": "failed", "why": "no member"}
    document = {"held_back": [held], "outcomes": [done, failed]}
    assert left_alone([document, document]) == [
        "leaves label alone: a person took it off",
        "cannot assign bo: no member",
    ]


def test_each_choice_is_told_once_with_its_reason() -> None:
    asked = {"do": "request_review", "why": "ada asked because: knows docs"}
    assert choices([{"actions": [asked, {"do": "label"}]}, {"actions": [asked]}]) == ["ada asked because: knows docs"]


def test_what_a_comment_says_is_told_by_rule_or_as_a_whole() -> None:
    assert parts_of("<!-- fingerpost -->\n<!-- fingerpost:section a -->\nHello\n") == ["Hello"]
    assert parts_of("<!-- fingerpost:vote 1 -->\nPlease vote") == ["\nPlease vote"]
