"""Keeps the line of those who would take an item: whose turn it is, and what the bot's comment says of it. Pure.

Whoever asked first is told when the item is free, and has some days to say so again; then the next one is told. Nobody
is kept from taking it meanwhile: what is free is free.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.action import Action, HeldBack, Look
from bot.actions import VERBS
from bot.actions.comment import Say
from bot.actions.wait import Queue
from bot.messages import say
from bot.planning.reader import language_for
from bot.planning.values import values_of
from rules.book import Rule, Rulebook
from rules.combine import All
from rules.condition import known
from rules.facts import UNKNOWN, Facts, Maybe
from rules.goals.comment import Comment, Said
from rules.takers import Taker, all_who_have, in_line
from rules.template import literally

LINE = "/line"
"""What stands for a rule, and the section of the bot's comment."""
TURN = timedelta(days=3)
"""How long it is somebody's turn."""
SHOWN = 5
NEEDS = frozenset({"assignees", "state", "sections", "now"})


def taken(assignees: Maybe[tuple[str, ...]], takers: tuple[Taker, ...]) -> dict[str, Any]:
    """The facts of who has an item and who waits for it: whom GitHub shows by now needs no record of ours."""
    if not takers or assignees is UNKNOWN:
        return {"takers": takers}
    shown = {login.lower() for login in assignees}
    left = tuple(one for one in takers if not (one.has and one.key in shown))
    return {"takers": left, "assignees": all_who_have(assignees, left)}


def has_line(facts: Facts) -> bool:
    """Whether anybody has the item or waits for it, or the bot's comment says so."""
    return bool(facts.takers) or (facts.sections is not UNKNOWN and LINE in facts.sections)


def kept_in_line(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action | HeldBack]:
    """What has to change in the line, and in what is said of it, as the item is by now."""
    if not has_line(facts) or facts.lacking(NEEDS):
        return
    look = Look(book, Rule(LINE, LINE, 0, frozenset(), All(()), ()), 0, cause, facts, values_of(facts, book))
    moves = list(_moves(facts, look))
    yield from moves
    for move in moves:
        facts = move.applied_to(facts)
    called = [move.taker.login for move in moves if move.state == "told"]
    yield from _told(replace(look, facts=facts), called)


def _moves(facts: Facts, look: Look) -> Iterator[Queue]:
    """Who leaves the line, whose turn it is now, and whose turn it is not any more."""
    having, now = {login.lower() for login in known(facts.assignees)}, known(facts.now)
    for one in facts.takers:
        if one.has is (one.key not in having):  # who waited has it now, or who had it does not any more
            yield Queue(**look.signed, taker=one, left=True)
    waiting = [one for one in in_line(facts.takers) if one.key not in having]
    if having or facts.state != "open":
        yield from (Queue(**look.signed, taker=replace(one, told_at=None)) for one in waiting if one.told_at)
        return
    past = [one for one in waiting if one.told_at and one.told_at + TURN <= now]
    yield from (Queue(**look.signed, taker=one, left=True) for one in past)
    left = [one for one in waiting if one not in past]
    if left and not any(one.told_at for one in left):
        yield Queue(**look.signed, taker=replace(left[0], told_at=now))


def _told(look: Look, called: list[str]) -> Iterator[Action | HeldBack]:
    """The section of the bot's comment; posted anew where somebody has to hear of it."""
    facts = look.facts
    text = _text(facts, look)
    if not text:
        if LINE in known(facts.sections):
            yield Say(**look.signed, section=LINE, body="")
        return
    goal = Comment(Said.model_construct(text=literally(text), notify=bool(called)))
    rule = replace(look.rule, goals=((0, goal),))
    yield from VERBS["comment"].plan(goal, replace(look, rule=rule))


def _text(facts: Facts, look: Look) -> str:
    """Who has it although GitHub does not show it, whose turn it is, in their own language, and who comes then."""
    if known(facts.state) != "open":
        return ""
    has = [one.login for one in facts.takers if one.has]
    waiting = in_line(facts.takers)
    turn = [one.login for one in waiting if one.told_at]
    rest = [one.login for one in waiting if not one.told_at]
    more = str(len(rest) - SHOWN) if len(rest) > SHOWN else ""
    language = look.values.get("language", look.book.project.language)
    parts = [say("line-has", language, who=", ".join(has))] if has else []
    parts += [say("line-turn", language_for(one, facts, look.book, look.values), who=one) for one in turn]
    parts += [say("line-next", language, people=", ".join(rest[:SHOWN]), more=more)] if rest else []
    return "\n\n".join(parts)
