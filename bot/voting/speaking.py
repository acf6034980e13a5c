"""What a person hears who votes by a command. The voice itself is read from the comment, as that stands. Pure."""

from bot.asking.command import Answered, Refused, Request
from bot.voting.tally import Consent, terms_of
from rules.condition import known
from rules.votes import Vote, running

FACTS = frozenset({"votes"})


def voted(request: Request) -> Answered:
    """Nothing more is to be done, if somebody may vote in what is being decided here."""
    vote = running(known(request.facts.votes))
    if vote is None:
        return request.refused("vote-none-open")
    return _barred(vote, request) or []


def objected(request: Request) -> Answered:
    """The same for somebody who objects: where silence is consent, others must know why."""
    vote = running(known(request.facts.votes))
    if vote and not request.wish and isinstance(terms_of(vote.terms), Consent):
        return request.refused("vote-reason-missing", command="/object REASON")
    return voted(request)


def _barred(vote: Vote, request: Request) -> Refused | None:
    login = request.by.login.lower()
    if login in vote.excluded:
        return request.refused("vote-barred", who=request.by.login, decision=vote.decision)
    if login not in {voter.lower() for voter in vote.roll}:
        return request.refused("vote-not-yours", who=request.by.login, decision=vote.decision)
    return None
