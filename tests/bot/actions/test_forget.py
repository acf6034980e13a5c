from typing import Any

from bot.action import Target
from bot.actions import VERBS
from bot.actions.forget import ForgetPerson
from rules.facts import UNKNOWN, Facts
from rules.goals.forget import Leaver


def test_a_person_is_forgotten_by_the_bot_alone(signed: dict[str, Any], target: Target) -> None:
    action, facts = ForgetPerson(**signed, leaver=Leaver("Ada", UNKNOWN)), Facts(title="x")
    assert (action.targets, action.describe(), action.applied_to(facts)) == (("ada",), "forget Ada", facts)
    assert list(VERBS["forget"].writes([action], target)) == []
