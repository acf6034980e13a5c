from typing import Any

RULES = {"rules": [{"name": "one", "on": "issue_comment.created", "do": [{"label": "bug"}]}]}
PAUSED = {"do": "label", "labels": ["fingerpost: pause"]}


def test_it_is_paused_at_once_for_all_rules(said: Any) -> None:
    came = said("/pause", file=RULES)
    assert (came.done, came.signs) == ([PAUSED], ["+1"])


def test_whoever_may_not_everything_cannot_pause_it(said: Any) -> None:
    came = said("/pause", by="ed", file=RULES)
    assert (came.done, came.signs) == ([{"do": "label", "labels": ["bug"]}], ["confused"])


def test_a_paused_item_does_what_people_ask_for(said: Any, item: Any) -> None:
    came = said("/label docs", file=RULES, facts=item.but(labels=("fingerpost: pause",)))
    assert came.done == [{"do": "label", "labels": ["docs"]}]
