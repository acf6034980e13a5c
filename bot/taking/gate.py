"""Why somebody may not take an item now, in a kind sentence: it is not to be had, or they have enough to do. Pure."""

from bot.asking.command import Refused, Request
from rules.condition import known
from rules.facts import UNKNOWN, Person
from rules.people import newness
from rules.sections import Limits

BLOCKED = "blocked"
"""The label of what cannot be worked on yet."""


def not_to_be_had(request: Request) -> Refused | None:
    """That nobody can take it: it is closed, or something is in its way."""
    facts = request.facts
    if known(facts.state) != "open":
        return request.refused("take-closed", who=request.by.login)
    label = next((one for one in known(facts.labels) if one.lower() == BLOCKED), "")
    return request.refused("take-blocked", who=request.by.login, label=label) if label else None


def too_much(request: Request) -> Refused | None:
    """That whoever asks has as many open issues as the rule file's limits allow."""
    most = most_for(request.by, request.book.limits)
    have = (known(request.facts.claimants).get(request.by.login.lower()) or 0) if most is not None else 0
    if most is None or have < most:
        return None
    if most == 0:
        return request.refused("take-not-new", who=request.by.login)
    kind = "take-limit-new" if is_new(request.by) and request.book.limits.claims_for_newcomers == most else "take-limit"
    return request.refused(kind, who=request.by.login, most=str(most))


def most_for(person: Person, limits: Limits) -> int | None:
    """How many open issues somebody may have at one time; None where the file says nothing of it."""
    bounds = [limits.open_claims, limits.claims_for_newcomers if is_new(person) else None]
    return min((bound for bound in bounds if bound is not None), default=None)


def is_new(person: Person) -> bool:
    """Whether somebody has had no change merged here, is no member and has no role in the people file."""
    association = "" if person.association is UNKNOWN else person.association
    roles = () if person.roles is UNKNOWN else person.roles
    return not roles and newness(association) is None
