"""Decisions that a case says to be open: begun by the rules at hand, with what people are said to have answered. Pure.

votes: {decision: nomination, nominee: eve, role: ambassador, nominator: bob, begun_at: 2026-03-01}
talk: [{login: ada, text: "+1", at: 2026-03-02}]
now: 2026-03-09
"""

from dataclasses import replace
from datetime import datetime

from bot.action import Look
from bot.asking.obeying import spoken_rule
from bot.planning.values import values_of
from bot.voting.beginning import CannotBegin, begin, matter_of
from rules.book import Rule, Rulebook
from rules.facts import UNKNOWN, Facts, Person
from rules.goals.decide import Asked, Decide
from rules.template import literally
from rules.votes import Posted, Remark, Talk, Vote

NOT_BEGUN = ""
"""The key of a decision of which a case says only what it is about."""
_COMMENT = "the decision"
_NEEDS = ("author", "kind", "title", "people", "now")


def with_decisions(facts: Facts, cause: str, book: Rulebook) -> Facts:
    """The facts with the decisions begun that the case names; what the case's own comment says counts, too.

    Raises:
        CannotBegin: the rules have no such decision, nobody may vote, or more must be told.
    """
    sketches = () if facts.votes is UNKNOWN else [vote for vote in facts.votes if vote.key == NOT_BEGUN]
    if not sketches:
        return facts
    if missing := facts.lacking(_NEEDS):
        raise CannotBegin(f"a decision needs to be told: {', '.join(missing)}")
    votes = tuple(_begun(sketch, facts, cause, book) for sketch in sketches)
    talk = facts.talk if isinstance(facts.talk, Talk) else Talk()
    posted = {vote.key: Posted(id=_COMMENT, at=vote.begun_at, digest="") for vote in votes}
    return facts.but(votes=votes, talk=replace(talk, remarks=(*talk.remarks, *_own_remark(facts)), posted=posted))


def _begun(sketch: Vote, facts: Facts, cause: str, book: Rulebook) -> Vote:
    rule, position, asked = _asked(sketch, book)
    before = facts.but(now=sketch.begun_at, votes=(), talk=Talk(), event="command.nominate")
    if sketch.nominator:
        before = before.but(actor=Person(login=sketch.nominator))
    look = Look(book, rule, position, cause, before, values_of(before, book))
    return begin(matter_of(asked, look), look)


def _asked(sketch: Vote, book: Rulebook) -> tuple[Rule, int, Asked]:
    """What asks for it: the rule that would, else the command; about whom the case says."""
    asking = [
        (rule, position)
        for rule in book.rules
        for position, goal in rule.all_goals
        if isinstance(goal, Decide) and goal.value.decision == sketch.decision and not sketch.nominee
    ]
    rule, position = next(iter(asking), (spoken_rule("nominate"), 0))
    nominee = literally(sketch.nominee) if sketch.nominee else None
    asked = Asked.model_construct(decision=sketch.decision, question=None, nominee=nominee, role=sketch.role or None)
    return rule, position, asked


def _own_remark(facts: Facts) -> list[Remark]:
    said, now = facts.event_comment, facts.now
    if not isinstance(said, str) or not isinstance(now, datetime) or not isinstance(facts.actor, Person):
        return []
    return [Remark(login=facts.actor.login, text=said, at=now)]
