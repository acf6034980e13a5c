"""What can be locked, pinned or made a draft can be so no more, and never against a person."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.action import Target, Write
from bot.actions import VERBS
from bot.actions.draft import ConvertToDraft
from bot.actions.lock import LockConversation
from bot.actions.pin import PinIssue
from rules.facts import Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]


@pytest.mark.parametrize(
    ("word", "fact", "target", "why"),
    [
        ("lock", "locked", "unlocked", "a person locked the conversation"),
        ("pin", "pinned", "unpinned", "a person pinned it"),
        ("draft", "draft", "ready", "a person made it a draft again"),
    ],
)
def test_what_is_so_is_so_no_more_once(
    decide: Decide, issue: Facts, pull: Facts, word: str, fact: str, target: str, why: str
) -> None:
    item = (pull if word == "draft" else issue).but(**{fact: True})
    assert decide([{word: False}, {word: False}], item) == ([{"do": word, fact: False}], [])
    assert decide([{word: False}], item.but(**{fact: False})) == ([], [])
    undone = item.but(undone=frozenset({(word, target)}))
    assert decide([{word: False}], undone) == ([], [f"{word}: {why}"])


def test_each_is_one_write(target: Target, signed: dict[str, Any]) -> None:
    unlock = LockConversation(**signed, reason=None, locked=False)
    unpin, ready = PinIssue(**signed, pinned=False), ConvertToDraft(**signed, draft=False)
    assert [list(VERBS[one.do].writes([one], target)) for one in (unlock, unpin, ready)] == [
        [Write("unlockLockable", {"lockableId": "I_7"}, (unlock,))],
        [Write("unpinIssue", {"issueId": "I_7"}, (unpin,))],
        [Write("markPullRequestReadyForReview", {"pullRequestId": "I_7"}, (ready,))],
    ]
    told = ["unlock", "unpin", "say that it is ready"]
    assert [one.describe() for one in (unlock, unpin, ready)] == told
    assert [one.claims() for one in (unlock, unpin, ready)] == [
        {"lock": "unlocked"},
        {"pin": "unpinned"},
        {"draft": "ready"},
    ]
