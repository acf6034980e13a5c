"""Two sets of rules on one past, within bounds: the newest items first, and no longer than somebody waits. Pure."""

from collections.abc import Callable
from typing import Any

from bot.backtest.compare import compare
from bot.backtest.history import History
from bot.backtest.replay import Rehearsal, Replayed
from bot.backtest.report import report
from bot.backtest.score import score
from rules.book import Rulebook
from rules.facts import Facts


def trial(
    history: History,
    around: Facts,
    books: tuple[Rulebook, Rulebook],
    most: int,
    goes_on: Callable[[], bool] = lambda: True,
) -> dict[str, Any]:
    """What the new rules would have done beside the old ones, as the report's document.

    Args:
        history: what happened.
        around: what is true of the repository now.
        books: the old rules, then the new ones.
        most: how many items are played at most.
        goes_on: asked before each item; what is left when it says no is not played.
    """
    old, new = (Rehearsal(book, history, around) for book in books)
    played: list[tuple[Replayed, Replayed]] = []
    for past in history.items[: -most - 1 : -1]:
        if not goes_on():
            break
        played.append((old.play(past), new.play(past)))
    before, after = [one for one, _ in reversed(played)], [one for _, one in reversed(played)]
    return report(history.heading, compare(before, after), score(after), books[1])
