"""What the bot says of a decision: its own comment while it is open, and the news of what came of it. Pure."""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote, unquote

from bot.messages import say
from bot.voting.ballots import Voice
from bot.voting.tally import Consent, NetSupport, Tally, percent, terms_of
from rules.votes import Vote

MOST_NAMED = 20
MOST_SHOWN = 200
_MENDABLE = "silent"
"""Why a voice is not counted that may count yet, as long as the decision is open."""
_MARK = re.compile(r"<!-- fingerpost:vote ([A-Za-z0-9_.~%/-]{1,2500}) -->")


def key_in(body: str) -> str | None:
    """The key of the decision that a comment of the bot is about; None where it is about none."""
    found = _MARK.match(body)
    return unquote(found[1]) if found else None


def digest_of(body: str) -> str:
    """What tells two bodies apart; GitHub may keep other line ends than were sent."""
    plain = body.replace("\r\n", "\n").strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:20]


def shown(vote: Vote, found: Tally, language: str, vouching: str = "") -> str:
    """The decision's own comment, as it should stand; `vouching` tells who vouches for a nominee."""
    lines = [f"<!-- fingerpost:vote {quote(vote.key, safe='')} -->", *_head(vote, language), ""]
    lines += [_sum(found, language), *_voices(found, language)] if vote.open else [outcome(vote, found, language)]
    return "\n".join([*lines, "", vouching] if vouching else lines)


def news(vote: Vote, found: Tally, language: str, following: str = "") -> str:
    """What came of a decision, for everybody who follows the item.

    Args:
        vote: the decision, ended.
        found: what came of it.
        language: in which it is said.
        following: the decision that begins because this one was contested.
    """
    parts = [vote.question, outcome(vote, found, language)]
    if following:
        parts.append(say("vote-follows", language, next=following))
    elif vote.state == "passed" and vote.nominee and vote.role:
        parts.append(say("vote-grants", language, nominee=vote.nominee, role=vote.role))
    elif vote.state == "failed" and vote.nominee:
        parts.append(say("vote-again", language, nominee=vote.nominee))
    elif vote.state == "contested":
        parts.append(say("vote-no-follower", language, next=vote.if_contested))
    return "\n\n".join(parts)


def outcome(vote: Vote, found: Tally, language: str) -> str:
    """What came of it, why, and how each voice was read; of a decision that was called off, only why."""
    if vote.state == "dropped":
        return say(f"vote-dropped-{vote.result[0]}", language)
    said = [say(f"vote-{vote.state}", language, **_numbers(found))]
    said += [say(f"vote-lacks-{lack.of}", language, have=lack.have, need=lack.need) for lack in found.missing]
    if vote.late:
        said.append(say("vote-late", language, until=moment(vote.closes_at)))
    return "\n".join((" ".join(said), *_voices(found, language, over=True)))


def moment(at: datetime) -> str:
    """A moment as it is written."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _head(vote: Vote, language: str) -> Iterator[str]:
    yield from (f"### {say('vote-title', language, decision=vote.decision)}", "", vote.question, "")
    able = [login for login in vote.roll if login.lower() not in vote.excluded]
    if not vote.open:
        return
    if vote.called:
        yield from (" ".join(f"@{name}" for name in vote.called), "")
    named = ", ".join(able[:MOST_NAMED]) + (" …" if len(able) > MOST_NAMED else "")
    yield say("vote-how", language, count=str(len(able)), voters=named, until=moment(vote.closes_at))
    yield ""
    yield _terms(vote, language)


def _terms(vote: Vote, language: str) -> str:
    terms = terms_of(vote.terms)
    if isinstance(terms, NetSupport):
        said = [say("vote-passes-net", language, least=str(terms.least))]
    elif isinstance(terms, Consent):
        most = {"support": str(terms.support), "objections": str(terms.objections)}
        said = [say("vote-passes-consent", language, **most)]
    else:
        said = [say("vote-passes-share", language, share=percent(terms.in_favour), quorum=percent(terms.quorum))]
    if vote.if_contested and isinstance(terms, Consent):
        said.append(say("vote-if-contested", language, next=vote.if_contested))
    if vote.excluded:
        said.append(say("vote-excluded", language, people=", ".join(sorted(vote.excluded))))
    return " ".join(said)


def _sum(found: Tally, language: str) -> str:
    return say("vote-so-far", language, **_numbers(found))


def _numbers(found: Tally) -> dict[str, str]:
    sides = {"support": found.count.support, "objections": found.count.objections, "abstained": found.count.abstained}
    return {name: str(len(voices)) for name, voices in sides.items()}


def _voices(found: Tally, language: str, *, over: bool = False) -> Iterator[str]:
    """How each voice was read, so that a wrong reading can be put right."""
    counted = (*found.count.support, *found.count.objections, *found.count.abstained)
    left = found.count.not_counted
    told = [(f"vote-reads-{voice.says}", voice) for voice in counted]
    told += [(f"vote-not-{why}{'-over' if over and why == _MENDABLE else ''}", v) for v, why in left]
    if told:
        yield ""
    yield from (f"- {_voice(name, voice, language)}" for name, voice in told[:MOST_SHOWN])
    if len(told) > MOST_SHOWN:
        yield f"- {say('vote-more', language, count=str(len(told) - MOST_SHOWN))}"


def _voice(name: str, voice: Voice, language: str) -> str:
    return say(name, language, who=voice.login, line=voice.line)
