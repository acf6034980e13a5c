"""When a rule's answer may change by time alone, so that somebody looks again at that moment. Pure.

Whatever else changes an answer is an event, and events bring a look by themselves. An `if:` that asks for the time is
not seen through: it is asked in every look.
"""

from dataclasses import dataclass
from datetime import datetime

from rules.book import Rulebook
from rules.combine import All, AnyOf, NoneOf, Question
from rules.condition import Condition
from rules.facts import UNKNOWN, Facts


@dataclass(frozen=True, slots=True)
class Turn:
    """The next moment at which an answer may change.

    Attributes:
        at: None where time alone changes nothing.
        sure: False where a fact was missing, so that it may also be earlier.
    """

    at: datetime | None = None
    sure: bool = True


def next_turn(book: Rulebook, facts: Facts) -> Turn:
    """When the next standing rule may begin or cease to hold."""
    return _soonest([_turn(rule.when, facts) for rule in book.rules if rule.standing])


def _turn(question: Question, facts: Facts) -> Turn:
    if isinstance(question, Condition):
        return _alone(question, facts)
    if not isinstance(question, All | AnyOf | NoneOf):
        return Turn()
    turns = [(part, _turn(part, facts)) for part in question.parts]
    soonest = _soonest([turn for _, turn in turns])
    # Most rules do not ask for the time: only where one does is it worth while to look at what else it asks.
    if soonest == Turn() or (isinstance(question, All) and any(_never(part, turn, facts) for part, turn in turns)):
        return Turn()
    return soonest


def _alone(condition: Condition[object], facts: Facts) -> Turn:
    if type(condition).turns is Condition.turns:
        return Turn()
    if condition.missing(facts) or facts.now is UNKNOWN:
        return Turn(sure=False)
    try:
        at = condition.turns(facts)
    except OverflowError:  # at the end of time nothing turns any more
        return Turn()
    return Turn(at if at and at > facts.now else None)


def _never(part: Question, turn: Turn, facts: Facts) -> bool:
    """Whether a part is not met and time will not change that."""
    return turn == Turn() and part.check(facts).met is False


def _soonest(turns: list[Turn]) -> Turn:
    moments = [turn.at for turn in turns if turn.at is not None]
    return Turn(min(moments, default=None), all(turn.sure for turn in turns))
