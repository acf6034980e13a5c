"""A decision that people take on an item, or took, ready for a page: what it was, and who said what when. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import milliseconds
from rules.votes import Turn, Vote

MOST_TURNS = 200
_STATES: Mapping[str, str] = {
    "open": "open",
    "passed": "passed",
    "failed": "not passed",
    "contested": "contested",
    "dropped": "called off",
}
_SAYS: Mapping[str, str] = {"support": "is for it", "object": "is against it", "abstain": "takes no side"}


@dataclass(frozen=True, slots=True)
class TurnShown:
    """A voice that came, changed or went."""

    at: int
    login: str
    says: str


@dataclass(frozen=True, slots=True)
class VoteShown:
    """One decision.

    Attributes:
        about: what tells it apart: its name, who is to become what.
        counts: for it, against it, neither.
        left_out: how many turns are not shown.
    """

    about: str
    state: str
    begun_at: int
    closes_at: int
    counts: tuple[int, int, int]
    turns: tuple[TurnShown, ...]
    left_out: int


def vote_shown(vote: Vote) -> VoteShown:
    """A decision as a page shows it."""
    whom = f" of {vote.nominee}" if vote.nominee else ""
    return VoteShown(
        about=f"{vote.decision}{whom}{f' as {vote.role}' if vote.role else ''}",
        state=_STATES[vote.state],
        begun_at=milliseconds(vote.begun_at),
        closes_at=milliseconds(vote.closes_at),
        counts=vote.counts,
        turns=tuple(map(_turn, vote.log[:MOST_TURNS])),
        left_out=max(0, len(vote.log) - MOST_TURNS),
    )


def _turn(turn: Turn) -> TurnShown:
    says = _SAYS[turn.now] if turn.now else "took it back"
    return TurnShown(milliseconds(turn.seen_at), turn.login, says)
