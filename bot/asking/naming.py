"""Which other items are named by what people ask. Pure."""

from collections.abc import Iterable

from bot.asking.wishes import number_of
from bot.planning.occasion import Occasion

NAMING = "duplicate"


def numbers_of(occasions: Iterable[Occasion]) -> tuple[int, ...]:
    """The numbers of other items of the repository of which it must be known how they stand, each once."""
    calls = (call for one in occasions for call in one.heard.calls if call.command == NAMING)
    numbers = (number_of(call.wish) for call in calls)
    return tuple(dict.fromkeys(number for number in numbers if number is not None))
