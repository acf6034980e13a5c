"""`react` adds the reactions that are missing, and none that somebody took away."""

from collections.abc import Callable
from typing import Any, get_args

from bot.action import Target, Write
from bot.actions import VERBS
from bot.actions.react import AddReactions
from bot.writing.reactions import CONTENTS
from rules.facts import Facts
from rules.goals.react import Reaction

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]


def test_what_is_missing_is_added(decide: Decide, issue: Facts) -> None:
    both = [{"react": ["eyes", "heart", "eyes"]}]
    assert decide(both, issue) == ([{"do": "react", "reactions": ["eyes", "heart"]}], [])
    assert decide(both, issue.but(reacted=frozenset({"eyes"}))) == ([{"do": "react", "reactions": ["heart"]}], [])
    assert decide([*both, {"react": "heart"}], issue)[0] == [{"do": "react", "reactions": ["eyes", "heart"]}]


def test_what_was_taken_away_stays_away(decide: Decide, issue: Facts) -> None:
    undone = issue.but(undone=frozenset({("react", "eyes")}))
    expected = ([{"do": "react", "reactions": ["+1"]}], ["react: somebody took the eyes away"])
    assert decide([{"react": ["eyes", "+1"]}], undone) == expected


def test_each_reaction_is_a_write_of_its_own(target: Target, signed: dict[str, Any]) -> None:
    action = AddReactions(**signed, reactions=("+1", "rocket"))
    up, rocket = AddReactions(**signed, reactions=("+1",)), AddReactions(**signed, reactions=("rocket",))
    assert list(VERBS["react"].writes([action], target)) == [
        Write("addReaction", {"subjectId": "I_7", "content": "THUMBS_UP"}, (up,)),
        Write("addReaction", {"subjectId": "I_7", "content": "ROCKET"}, (rocket,)),
    ]
    assert (action.describe(), action.only(frozenset())) == ("react with +1, rocket", None)


def test_every_reaction_has_a_name_for_people() -> None:
    assert set(CONTENTS) == set(get_args(Reaction))


def test_the_ledger_knows_it_by_its_target(signed: dict[str, Any]) -> None:
    assert AddReactions(**signed, reactions=("+1", "eyes")).targets == ("+1", "eyes")


def test_a_comment_carries_the_sign_that_is_for_it(target: Target, signed: dict[str, Any], issue: Facts) -> None:
    action = AddReactions(**signed, reactions=("+1", "confused"), to="IC_1")
    assert action.targets == ("+1 on IC_1", "confused on IC_1")
    left = action.only(frozenset({"confused on IC_1"}))
    confused = AddReactions(**signed, reactions=("confused",), to="IC_1")
    assert left == confused
    assert list(VERBS["react"].writes([left], target)) == [
        Write("addReaction", {"subjectId": "IC_1", "content": "CONFUSED"}, (confused,))
    ]
    assert action.applied_to(issue).reacted == frozenset()
