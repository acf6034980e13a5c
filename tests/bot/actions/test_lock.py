"""`lock` locks once, and never against a person."""

from collections.abc import Callable
from typing import Any

from bot.action import Target, Write
from bot.actions import VERBS
from bot.actions.lock import LockConversation
from rules.facts import Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]


def test_what_is_open_to_all_is_locked(decide: Decide, issue: Facts) -> None:
    assert decide([{"lock": "off_topic"}], issue) == ([{"do": "lock", "reason": "off_topic"}], [])
    assert decide([{"lock": True}], issue) == ([{"do": "lock", "reason": None}], [])


def test_what_is_locked_is_left(decide: Decide, issue: Facts) -> None:
    assert decide([{"lock": "spam"}, {"lock": True}], issue.but(locked=True)) == ([], [])
    assert decide([{"lock": "spam"}, {"lock": True}], issue) == ([{"do": "lock", "reason": "spam"}], [])


def test_what_a_person_unlocked_stays_so(decide: Decide, issue: Facts) -> None:
    undone = issue.but(undone=frozenset({("lock", "locked")}))
    assert decide([{"lock": True}], undone) == ([], ["lock: a person unlocked the conversation"])


def test_the_reason_is_sent_in_github_s_words(target: Target, signed: dict[str, Any]) -> None:
    plain, heated = LockConversation(**signed, reason=None), LockConversation(**signed, reason="too_heated")
    (first,), (second,) = (list(VERBS["lock"].writes([action], target)) for action in (plain, heated))
    assert first == Write("lockLockable", {"lockableId": "I_7"}, (plain,))
    assert second == Write("lockLockable", {"lockableId": "I_7", "lockReason": "TOO_HEATED"}, (heated,))
    assert (plain.describe(), heated.describe()) == ("lock", "lock as too_heated")


def test_the_ledger_knows_it_by_its_target(signed: dict[str, Any]) -> None:
    assert LockConversation(**signed, reason=None).targets == ("locked",)
