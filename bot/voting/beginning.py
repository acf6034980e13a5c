"""How a decision begins: by which terms, who may vote, until when. Pure.

What it begins with stays: rules that change meanwhile, and people who are given the role meanwhile, change nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.action import Look
from bot.messages import say
from bot.people.choice import everybody
from rules import escape
from rules.condition import known
from rules.decisions import Decision
from rules.facts import Person
from rules.goals.decide import Asked
from rules.selector import Selector
from rules.votes import Vote
from rules.words import LOGIN

MOST_CALLED = 10
"""People who are called one by one; more are not: who opened the item may tell them."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be decided, by which decision.

    Attributes:
        key: what the bot knows the decision by on its item.
        nominee: who is to get the role; empty where it is about no person.
    """

    decision: str
    question: str
    key: str
    nominator: str
    nominee: str = ""
    role: str = ""


class CannotBegin(Exception):
    """A decision cannot begin; the text says why, for maintainers."""


def matter_of(asked: Asked, look: Look) -> Matter:
    """What a rule, or a person, asks to be decided.

    Raises:
        CannotBegin: somebody is to be nominated, and who is not known.
    """
    nominee = (asked.nominee.plain(look.values) or "").strip().removeprefix("@") if asked.nominee else ""
    if asked.nominee and not re.fullmatch(LOGIN, nominee):
        raise CannotBegin("nobody is nominated: the value is empty, or no login")
    before = sum((vote.rule_id, vote.position) == (look.rule.id, look.position) for vote in known(look.facts.votes))
    return Matter(
        decision=asked.decision,
        question=_question(asked, nominee, look),
        key=f"{look.rule.id}/{look.position}@{before + 1}",
        nominator=_nominator(look),
        nominee=nominee,
        role=asked.role or "",
    )


def _question(asked: Asked, nominee: str, look: Look) -> str:
    """What is decided, as Markdown: what the rule says, else who is to become what, else the item's title."""
    said = asked.question.render(look.values) if asked.question else ""
    if not said and nominee:
        said = say("vote-nominee", look.book.project.language, nominee=nominee, role=asked.role or asked.decision)
    return said or escape.text(known(look.facts.title)) or asked.decision


def begin(matter: Matter, look: Look) -> Vote:
    """The decision as it begins.

    Raises:
        CannotBegin: there is no such decision, or nobody may vote.
    """
    terms = look.book.decisions.get(matter.decision)
    if terms is None:
        raise CannotBegin(f"the rules have no decision {matter.decision}")
    voters, roll = _voters(terms.voters, look)
    excluded = _excluded(terms, matter, look)
    if all(login.lower() in excluded for login in roll):
        raise CannotBegin(f"nobody may vote in the decision {matter.decision}")
    stands = known(look.facts.talk).posted.get(matter.key)
    now = stands.at if stands else known(look.facts.now)
    return Vote(
        key=matter.key,
        decision=matter.decision,
        rule=look.rule.name,
        rule_id=look.rule.id,
        position=look.position,
        cause=look.cause,
        question=matter.question,
        nominator=matter.nominator,
        nominee=matter.nominee,
        role=matter.role,
        roll=tuple(roll),
        called=_called(voters, [login for login in roll if login.lower() not in excluded], look),
        roles=_only_roles(voters),
        excluded=excluded,
        terms=terms.terms,
        if_contested=terms.if_contested or "",
        begun_at=now,
        closes_at=terms.open_for.end(now, look.book.home.zone),
    )


def _nominator(look: Look) -> str:
    """Who asks for it: whoever caused the event, unless that is a program or nobody."""
    actor, author = look.facts.actor, known(look.facts.author)
    return actor.login if isinstance(actor, Person) and not actor.bot and look.facts.event else author.login


def _voters(meant: Selector, look: Look) -> tuple[Selector, list[str]]:
    """Everybody who may vote, and by what; those who are meant otherwise where nobody fits."""
    found = everybody(meant, look.facts, look.values, look.book.home.regions)
    if not found and isinstance(meant.fallback, Selector):
        return _voters(meant.fallback, look)
    return meant, found


def _called(voters: Selector, able: Sequence[str], look: Look) -> tuple[str, ...]:
    """Whom the comment calls, so that it reaches those who may vote: their teams, else each of a few people."""
    looks = [look.book.roles[role] for role in voters.role or () if role in look.book.roles]
    teams = (*(voters.team or ()), *(role.team for role in looks if role.team))
    few = able if len(able) <= MOST_CALLED else ()
    return tuple(dict.fromkeys(teams)) or tuple(login for login in few if login.lower() not in look.facts.worn)


def _only_roles(voters: Selector) -> tuple[str, ...]:
    """The roles that make people voters, where nothing else does: whoever loses them has no vote any more."""
    return (voters.role or ()) if not voters.team and not voters.users else ()


def _excluded(terms: Decision, matter: Matter, look: Look) -> dict[str, str]:
    """Whose voice does not count, by login in lower case, and as what."""
    people = {"nominator": matter.nominator, "nominee": matter.nominee, "author": known(look.facts.author).login}
    named = {people[word].lower(): word for word in reversed(terms.excluding or ())}
    return {login: word for login, word in named.items() if login}
