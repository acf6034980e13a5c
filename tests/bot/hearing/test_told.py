"""What a delivery says, and to whom the bot listens."""

import json
import zlib
from typing import Any

import pytest

from bot.hearing.nudges import read
from bot.queue.claim import Claim, Waiting

US = "fingerpost[bot]"
TEXT = "Thanks.\n\n/label bug"


def delivery(event: str, seq: int = 1, *, by: str = "ada", kind: str = "User", **parts: Any) -> Waiting:
    """A delivery about an item of that event's kind."""
    family, _, action = event.partition(".")
    subject = {"issues": "issue", "issue_comment": "issue", "discussion_comment": "discussion"}.get(family)
    subject = subject or ("pull_request" if family.startswith("pull_request") else "discussion")
    payload = {
        "action": action,
        "installation": {"id": 7},
        "repository": {"id": 5, "node_id": "R_5", "full_name": "orchard/tools"},
        "sender": {"login": by, "type": kind},
        subject: {"number": 1, "node_id": "I_1", "body": parts.pop("text", "")},
        **parts,
    }
    return Waiting(seq, f"d-{seq}", event, 0, 0, zlib.compress(json.dumps(payload).encode()))


def asked(*deliveries: Waiting) -> list[list[str]]:
    occasions = read(Claim("5#1", 7, "lease", deliveries)).occasions(US)
    return [[f"{call.command} {call.wish}".strip() for call in one.heard.calls] for one in occasions]


def comment(body: str = TEXT, **more: Any) -> dict[str, Any]:
    return {"id": 9, "node_id": "IC_9", "body": body, **more}


@pytest.mark.parametrize("event", ["issues.opened", "pull_request.opened", "discussion.created"])
def test_a_new_item_may_ask_by_its_own_text(event: str) -> None:
    assert asked(delivery(event, text=TEXT)) == [["label bug"]]


@pytest.mark.parametrize("event", ["issues.edited", "issues.labeled", "discussion.answered", "pull_request.closed"])
def test_what_was_asked_when_it_was_new_is_not_asked_again(event: str) -> None:
    assert asked(delivery(event, text=TEXT)) == [[]]


@pytest.mark.parametrize(
    "event", ["issue_comment.created", "discussion_comment.created", "pull_request_review_comment.created"]
)
def test_a_comment_may_ask(event: str) -> None:
    assert asked(delivery(event, comment=comment(), text="/label docs")) == [["label bug"]]


@pytest.mark.parametrize(("action", "calls"), [("submitted", ["label bug"]), ("dismissed", [])])
def test_a_review_asks_when_it_is_written(action: str, calls: list[str]) -> None:
    assert asked(delivery(f"pull_request_review.{action}", review=comment())) == [calls]


@pytest.mark.parametrize(
    ("changes", "calls"),
    [
        ({"body": {"from": "Thanks."}}, ["label bug"]),
        ({"body": {"from": "Yes.\n\n/label bug"}}, []),
        ({"body": {}}, []),
        ({"body": {"from": 7}}, []),
        ({}, []),
        (None, []),
    ],
)
def test_an_edit_asks_by_its_new_lines(changes: Any, calls: list[str]) -> None:
    assert asked(delivery("issue_comment.edited", comment=comment(), changes=changes)) == [calls]


def test_a_comment_that_is_deleted_meanwhile_asks_for_nothing() -> None:
    said, gone = (
        delivery(f"issue_comment.{action}", n, comment=comment()) for n, action in ((1, "created"), (2, "deleted"))
    )
    other = delivery("issue_comment.created", 3, comment=comment("/label docs", node_id="IC_10"))
    assert asked(said, gone, other) == [[], [], ["label docs"]]


@pytest.mark.parametrize(("by", "kind"), [(US, "Bot"), ("other[bot]", "Bot"), ("ci", "Bot"), ("ghost", "User")])
def test_nobody_who_is_no_person_is_listened_to(by: str, kind: str) -> None:
    assert asked(delivery("issue_comment.created", by=by, kind=kind, comment=comment())) == [[]]


def test_whoever_changed_a_comment_asks_not_whoever_wrote_it() -> None:
    changed = delivery(
        "issue_comment.edited",
        by="ben",
        comment=comment(user={"login": "ada"}),
        changes={"body": {"from": ""}},
    )
    [occasion] = read(Claim("5#1", 7, "lease", (changed,))).occasions(US)
    assert (occasion.actor and occasion.actor.login, occasion.said) == ("ben", "IC_9")
    assert occasion.events == ("issue_comment.edited", "command.label")


def test_a_command_that_only_rules_know_is_heard_by_them() -> None:
    said = delivery("issue_comment.created", comment=comment("/ready now\n/label bug\n/redy"))
    nudges = read(Claim("5#1", 7, "lease", (said,)))
    [occasion] = nudges.occasions(US, ["ready", "label"])
    assert occasion.events == ("issue_comment.created", "command.label", "command.ready")
    assert [call.command for call in occasion.heard.calls] == ["label"]
    assert nudges.occasions(US)[0].events == ("issue_comment.created", "command.label")


def test_an_occasion_that_only_nearly_asks_is_worth_a_look_too() -> None:
    near, quiet = (
        delivery("issue_comment.created", n, comment=comment(text)) for n, text in ((1, "/lable x"), (2, "Hi."))
    )
    assert [one.asks for one in read(Claim("5#1", 7, "lease", (near, quiet))).occasions(US)] == [True, False]
