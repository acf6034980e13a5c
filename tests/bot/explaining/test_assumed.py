"""What is said of an item is told from what nobody said."""

from bot.explaining.assumed import known_facts
from rules.facts import Facts


def test_known_facts_are_those_that_say_something() -> None:
    told = Facts(title="A", labels=(), event=None, silenced=False, unboarded=True)
    assert known_facts(told) == {"title": "A", "labels": (), "unboarded": True}
