from datetime import UTC, datetime
from typing import Any

from bot.action import Target
from bot.actions import VERBS
from bot.actions.acknowledge import AwaitConfirmation
from rules.recognition import OwnCredit

OWN = OwnCredit(login="Ada", type="talk", what="Trust", at=datetime(2026, 3, 2, tzinfo=UTC))


def test_a_claim_tells_who_and_what_and_is_sent_nowhere(signed: dict[str, Any], target: Target) -> None:
    action = AwaitConfirmation(**signed, own=OWN)
    assert (action.targets, action.describe()) == (
        ("credit: talk, ada: trust",),
        "talk by Ada waits for another's word",
    )
    assert list(VERBS["acknowledge"].writes([action], target)) == []
