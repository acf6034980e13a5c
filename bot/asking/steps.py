"""A step of the item's pathway, confirmed by whoever may. Pure."""

from bot.asking.command import Refused, Request
from bot.people.standing import EVERYTHING
from rules.condition import known
from rules.facts import Person
from rules.goals.record import Record
from rules.pathways import Pathway
from rules.steps import by_word, confirmed_as, followed, step_named


def confirmed(request: Request) -> Record | Refused | None:
    """The record of the step that is named; None where no such step is followed on the item."""
    name = followed(known(request.facts.recorded), request.book.pathways)
    pathway = request.book.pathways[name] if name else Pathway()
    step = step_named(pathway, request.wish)
    if step is None or not by_word((pathway.steps or {})[step]):
        return None
    roles = (pathway.steps or {})[step].confirmed_by or ()
    if not _may(request.by, roles):
        return request.refused("confirm-role", who=request.by.login, step=step, roles=", ".join(roles))
    if known(request.facts.author).login.lower() == request.by.login.lower():
        return request.refused("confirm-other", who=request.by.login)
    return Record(confirmed_as(step))


def _may(person: Person, roles: tuple[str, ...]) -> bool:
    """Whether somebody has one of the roles, or may do everything."""
    return known(person.may) >= EVERYTHING or not set(known(person.roles)).isdisjoint(roles)
