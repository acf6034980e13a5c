"""`record`: once, and nothing is sent."""

from collections.abc import Callable
from typing import Any

from bot.action import Target
from bot.actions import VERBS
from bot.actions.record import KeepRecord
from rules.facts import Facts


def test_an_item_is_recorded_once(decide: Callable[..., Any], issue: Facts, signed: dict[str, Any]) -> None:
    do = [{"record": "Talk"}]
    assert decide(do, issue.but(recorded=frozenset())) == ([{"do": "record", "name": "Talk"}], [])
    assert decide(do, issue.but(recorded=frozenset({"talk"}))) == ([], [])
    action = KeepRecord(**signed, name="Talk")
    assert action.applied_to(issue.but(recorded=frozenset())).recorded == frozenset({"talk"})
    assert action.targets == ("Talk",)
    assert (action.describe(), action.claims()) == ("record as Talk", {"record talk": "kept"})


def test_there_is_nothing_to_send(signed: dict[str, Any], target: Target) -> None:
    action = KeepRecord(**signed, name="Talk")
    assert list(VERBS["record"].writes([action], target)) == []
    assert VERBS["record"].told("Talk", Facts()) == {"name": "Talk"}
