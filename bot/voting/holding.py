"""Holds a decision that is open on an item: reads the voices anew in each look, and ends it when its time is up. Pure.

What asks for this is no rule but a decision that has begun; its actions bear the name of the rule that asked for it.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from bot.action import Action, HeldBack, Look
from bot.actions import VERBS
from bot.actions.decide import ShowVote, showing
from bot.planning.values import values_of
from bot.voting.beginning import CannotBegin, Matter, begin
from bot.voting.counting import LAG, counted, late, over, recorded
from bot.voting.tally import Tally
from bot.voting.telling import digest_of, news, shown
from bot.voting.vouching import vouching
from rules.book import Rule, Rulebook
from rules.combine import All
from rules.condition import known
from rules.facts import UNKNOWN, Facts
from rules.goals.check import Check
from rules.goals.comment import Comment, Said
from rules.goals.decide import Decide
from rules.template import literally
from rules.votes import Vote, newest_of, running

DECIDED = ("decision.passed", "decision.failed")
_UNSEEN = 2 * LAG
"""How long GitHub may not show a comment that was just posted."""
_CHECKED = frozenset({"commit", "own_checks"})


def needs(book: Rulebook, kind: str, votes: tuple[Vote, ...]) -> frozenset[str]:
    """The facts that the decisions of an item ask for; none where there is nothing to see to."""
    checked = _CHECKED if votes and kind == "pull_request" and any(_checks(book)) else frozenset[str]()
    if running(votes) is None:
        return checked
    return checked | Decide.reads | Comment.reads | book.home.voting | {"state"}


def due(votes: tuple[Vote, ...], now: datetime) -> bool:
    """Whether a decision is to be counted for good."""
    vote = running(votes)
    return vote is not None and over(vote, now)


def is_decided_on(facts: Facts) -> bool:
    """Whether people take a decision on the item, or took one."""
    return facts.votes is not UNKNOWN and bool(facts.votes)


def held(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action | HeldBack]:
    """What the decision that is open asks for by now."""
    vote = running(known(facts.votes)) if is_decided_on(facts) else None
    if vote is None:
        return
    if missing := sorted(facts.lacking(Decide.reads)):
        yield HeldBack("decide", vote.rule, vote.position, f"not known: {', '.join(missing)}")
        return
    posted, now = known(facts.talk).posted.get(vote.key), known(facts.now)
    voices, found = counted(vote, posted, facts, book)
    read = recorded(vote, voices, found.count, now)
    look = _look(book, vote, facts, cause)
    if posted is None:
        if now >= vote.begun_at + _UNSEEN:
            yield from _end(replace(read, state="dropped", result=("deleted",)), found, look)
    elif found.result != "open":
        yield from _end(_ended(read, found, facts), found, look)
    else:
        body = shown(read, found, book.project.language, vouching(read, found, look))
        stands = digest_of(body) == posted.digest
        if read != vote or not stands:
            yield ShowVote(**look.signed, vote=read, body=body, comment=posted.id, stands=stands)


def checks(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action | HeldBack]:
    """The checks that pass when people have decided, as they should stand on the last commit."""
    if not is_decided_on(facts) or facts.kind != "pull_request" or facts.lacking(_CHECKED):
        return
    for rule, position, goal in _checks(book):
        asked = newest_of(known(facts.votes), rule.id)
        if (asked and asked.rule_id == rule.id) or goal.value.name.lower() in known(facts.own_checks):
            yield from VERBS["check"].plan(goal, Look(book, rule, position, cause, facts, {}))


def outcomes(before: Facts, after: Facts) -> Iterator[tuple[str, str]]:
    """The cause and the name of each event that a look brought about: a decision was taken."""
    was = {} if before.votes is UNKNOWN else {vote.key: vote for vote in before.votes}
    now = () if after.votes is UNKNOWN else after.votes
    follows = running(now) is not None
    for vote in now:
        if vote.key in was and was[vote.key].open and vote.state in {"passed", "failed", "contested"} and not follows:
            yield f"decision:{vote.key}", DECIDED[vote.state != "passed"]


def without_votes_of(rules: Collection[str], facts: Facts) -> Facts:
    """The facts without what people decide because of some rules; nothing follows from it."""
    if facts.votes is UNKNOWN:
        return facts
    return facts.but(votes=tuple(vote for vote in facts.votes if vote.rule not in rules))


def _checks(book: Rulebook) -> Iterator[tuple[Rule, int, Check]]:
    for rule in book.rules:
        for position, goal in rule.goals:
            if isinstance(goal, Check) and goal.decided:
                yield rule, position, goal


def _look(book: Rulebook, vote: Vote, facts: Facts, cause: str) -> Look:
    rule = Rule(vote.rule, vote.rule_id, 0, frozenset(), All(()), ())
    return Look(book, rule, vote.position, cause, facts, values_of(facts, book))


def _ended(vote: Vote, found: Tally, facts: Facts) -> Vote:
    """The decision with what came of it; of an item that was closed nothing is decided any more."""
    commit = facts.commit if isinstance(facts.commit, str) else ""
    vote = replace(vote, late=late(vote, known(facts.now)), commit=commit)
    if facts.state in {"closed", "merged"}:
        return replace(vote, state="dropped", result=("closed",))
    state = "failed" if found.result == "contested" and not vote.if_contested else found.result
    return replace(vote, state=state, result=tuple(f"{lack.of} {lack.have}" for lack in found.missing))


def _end(vote: Vote, found: Tally, look: Look) -> Iterator[Action | HeldBack]:
    """The comment as it stays, the decision that follows, the news."""
    body = shown(vote, found, look.book.project.language, vouching(vote, found, look))
    posted = known(look.facts.talk).posted.get(vote.key)
    stands = posted is None or posted.digest == digest_of(body)
    yield ShowVote(**look.signed, vote=vote, body=body, comment=posted.id if posted else None, stands=stands)
    following = _following(vote, look) if vote.state == "contested" else None
    if following:
        yield following
    then = following.vote.decision if following else ""
    yield from _tell(vote, news(vote, found, look.book.project.language, then), look)


def _following(vote: Vote, look: Look) -> ShowVote | None:
    """The decision that begins because another one was contested, about the same matter."""
    key = f"{vote.key}>{vote.if_contested}"
    about = {"nominator": vote.nominator, "nominee": vote.nominee, "role": vote.role}
    matter = Matter(decision=vote.if_contested, question=vote.question, key=key, **about)
    try:
        return showing(begin(matter, look), look.facts, look)
    except CannotBegin:
        return None


def _tell(vote: Vote, text: str, look: Look) -> Iterator[Action | HeldBack]:
    """The news in the bot's one comment, posted anew so that people hear of it."""
    goal = Comment(Said.model_construct(text=literally(text), notify=True))
    if missing := goal.missing(look.facts):
        yield look.held_back("comment", f"not known: {', '.join(missing)}")
        return
    rule = Rule(vote.rule, f"decision:{vote.key}", 0, frozenset(), All(()), ((0, goal),))
    yield from VERBS["comment"].plan(goal, replace(look, rule=rule, position=0, cause=f"decision:{vote.key}"))
