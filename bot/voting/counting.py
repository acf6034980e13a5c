"""What has come of a decision by now: whose voices count, and whether they are enough. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.people.standing import absence_of
from bot.voting.ballots import Voice, voices_in
from bot.voting.tally import Consent, Count, Tally, count, tally, terms_of
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Facts, Member
from rules.votes import Cast, Posted, Remark, Talk, Turn, Vote

LAG = timedelta(seconds=60)
"""How long after its time a decision is counted, so that GitHub shows what was said in its last second."""
LATE = timedelta(hours=1)
MOST_TURNS = 2_000
SHORT, MOST_STRANGERS = 300, 200
"""What is read of those who have no vote: nobody can make the bot read for minutes."""


def counted(vote: Vote, posted: Posted | None, facts: Facts, book: Rulebook) -> tuple[tuple[Voice, ...], Tally]:
    """The voices as they are read now, and what has come of them.

    Args:
        vote: the decision, open.
        posted: the bot's comment on it, from which on voices count.
        facts: what people said, who has which role now, who is away.
        book: for the time zone where a day begins.
    """
    voices = voices_in(_in_time(vote, posted, known(facts.talk))) if posted else ()
    terms, members = terms_of(vote.terms), {member.login.lower(): member for member in known(facts.people)}
    voted = {voice.login.lower() for voice in voices}
    left = _left(vote, members)
    away = {login for login, member in members.items() if absence_of(member, known(facts.now), book.home.zone)}
    voters = [login for login in vote.roll if login.lower() not in away - voted and login.lower() not in left]
    excluded = {**dict.fromkeys(left, "left"), **vote.excluded}
    found = count(voices, voters, excluded, reasons_wanted=isinstance(terms, Consent))
    return voices, tally(terms, found, over=over(vote, known(facts.now)))


def over(vote: Vote, now: datetime) -> bool:
    """Whether a decision may be counted for good."""
    return now >= vote.closes_at + LAG


def late(vote: Vote, now: datetime) -> bool:
    """Whether it is counted long after its time."""
    return now >= vote.closes_at + LATE


def recorded(vote: Vote, voices: Sequence[Voice], found: Count, now: datetime) -> Vote:
    """The decision with its voices as they are read now, and with what has changed in the log."""
    casts = tuple(
        Cast(login=each.login, says=each.says, line=each.line, reason=each.reason, at=each.at) for each in voices
    )
    before, after = _by_login(vote.voices), _by_login(casts)
    turns = [
        Turn(seen_at=now, login=login, before=before.get(login, ""), now=after.get(login, ""))
        for login in {**before, **after}
        if before.get(login) != after.get(login)
    ]
    counts = (len(found.support), len(found.objections), len(found.abstained))
    return replace(vote, voices=casts, counts=counts, log=(*vote.log, *turns)[:MOST_TURNS])


def _by_login(casts: Sequence[Cast]) -> dict[str, str]:
    return {cast.login: cast.says for cast in casts}


def _in_time(vote: Vote, posted: Posted, talk: Talk) -> Iterator[Remark]:
    """What was said while it was open; what was changed afterwards counts as it was last read before."""
    read = {(cast.login.lower(), cast.at): cast for cast in vote.voices}
    in_time = (one for one in (*talk.remarks, *posted.reactions) if posted.at <= one.at <= vote.closes_at)
    for remark in _worth_reading(in_time, vote):
        if remark.edited_at is None or remark.edited_at <= vote.closes_at:
            yield remark
        elif cast := read.get((remark.login.lower(), remark.at)):
            yield replace(remark, text=cast.line if cast.reason in cast.line else f"{cast.line} {cast.reason}")


def _worth_reading(remarks: Iterable[Remark], vote: Vote) -> Iterator[Remark]:
    """All that those say who may vote or are part of the matter, and some of what others say."""
    concerned = {login.lower() for login in vote.roll} | vote.excluded.keys()
    strangers = 0
    for remark in remarks:
        if remark.login.lower() in concerned:
            yield remark
        elif len(remark.text) <= SHORT and strangers < MOST_STRANGERS:
            strangers += 1
            yield remark


def _left(vote: Vote, members: dict[str, Member]) -> frozenset[str]:
    """Who had the role when it began and has it no longer; without a people file nobody has left."""
    if not vote.roles or not members:
        return frozenset()
    still = {login for login, member in members.items() if set(member.roles) & set(vote.roles)}
    return frozenset(login.lower() for login in vote.roll) - still
