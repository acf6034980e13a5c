"""Decisions of the past that would have ended otherwise by other terms. Pure.

Only what a decision passes with is played anew: who voted, and when, stays as it was.
"""

from collections.abc import Iterable, Iterator
from typing import cast

from bot.voting.ballots import Says, Voice
from bot.voting.tally import Consent, count, tally, terms_of
from rules import escape
from rules.book import Rulebook
from rules.votes import Vote

ENDED = frozenset({"passed", "failed", "contested"})


def flips(votes: Iterable[tuple[int, Vote]], book: Rulebook) -> Iterator[str]:
    """Those among some decisions, each with its item's number, that would have ended otherwise by other rules."""
    for item, vote in votes:
        decision = book.decisions.get(vote.decision)
        if decision is None or vote.state not in ENDED or decision.terms == dict(vote.terms):
            continue
        would = _result(vote, decision.terms)
        if would != vote.state:
            whom = f" about {escape.code(vote.nominee)}" if vote.nominee else ""
            yield f"#{item}, {escape.code(vote.decision)}{whom}: {vote.state}, would have {would}"


def _result(vote: Vote, given: dict[str, str]) -> str:
    terms = terms_of(given)
    voices = [Voice(each.login, cast("Says", each.says), each.reason, each.line, each.at) for each in vote.voices]
    found = count(voices, vote.roll, vote.excluded, reasons_wanted=isinstance(terms, Consent))
    return tally(terms, found, over=True).result
