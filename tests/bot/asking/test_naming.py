from bot.asking.naming import numbers_of
from bot.commands import NAMES
from bot.hearing.calls import hear
from bot.planning.occasion import Occasion


def test_the_items_that_are_named_are_known_each_once_and_no_number_is_too_large() -> None:
    lines = [
        "/duplicate #12",
        "/dup 13, I think",
        "/duplicate #12.",
        "/duplicate it",
        "/duplicate #9999999999",
        "/label 5",
    ]
    occasion = Occasion("c1", heard=hear(lines, NAMES, "bot"))
    assert numbers_of([occasion, Occasion("c2")]) == (12, 13)
