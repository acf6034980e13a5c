from typing import Any

RULES = {"rules": [{"name": "one", "on": "issue_comment.created", "do": [{"label": "bug"}]}]}


def test_the_rules_act_again_at_once(said: Any, item: Any) -> None:
    came = said("/resume", file=RULES, facts=item.but(labels=("fingerpost: pause",)))
    taken_off = {"do": "unlabel", "labels": ["fingerpost: pause"]}
    assert (came.done, came.signs) == ([taken_off, {"do": "label", "labels": ["bug"]}], ["+1"])


def test_what_is_not_paused_stays_as_it_is(said: Any) -> None:
    came = said("/unpause")
    assert (came.done, came.signs) == ([], ["+1"])
