"""Who leaves a role or a seat, and what is then to be handed over. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.people.ladder import Climber, asks_of, passed
from bot.planning.occasion import Occasion
from rules.facts import Member
from rules.sections import Role

LEAVES = "step-down"
MOST_LEAVERS = 5


@dataclass(frozen=True, slots=True)
class Leaving:
    """What somebody gives up.

    Attributes:
        rests: the roles in which they rest from now on.
    """

    roles: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()


def leavers_of(occasions: Iterable[Occasion]) -> tuple[str, ...]:
    """Those who leave something by what they ask, each once."""
    found = [
        one.actor.login for one in occasions if one.actor and any(call.command == LEAVES for call in one.heard.calls)
    ]
    return tuple({login.lower(): login for login in found}.values())[:MOST_LEAVERS]


def leaving(member: Member, wish: str, roles: Mapping[str, Role], climber: Climber) -> Leaving:
    """What a member leaves by what they wish: the role or seat of that name, else all of them.

    Args:
        member: whoever it is.
        wish: a name, in whatever case; empty for everything but the roles in which one rests.
        roles: the ladder.
        climber: the same person on it.
    """
    resting = {role.otherwise for role in roles.values() if role.otherwise}
    held = [role for role in member.roles if (role.lower() == wish.lower() if wish else role not in resting)]
    seats = [seat for seat in member.seats if seat.lower() == wish.lower()] if wish else [*member.seats]
    if held and wish:
        own = {seat.lower() for role in held if role in roles for seat in roles[role].seats or ()}
        seats = [seat for seat in member.seats if seat.lower() in own]
    rests = [rest for role in held if (rest := rest_of(role, roles, climber)) and rest not in member.roles]
    return Leaving(tuple(held), tuple(seats), tuple(dict.fromkeys(rests)))


def rest_of(role: str, roles: Mapping[str, Role], climber: Climber) -> str:
    """The role in which somebody rests who leaves one; empty where there is none, or they were not there for long."""
    rest = roles[role].otherwise if role in roles else None
    if not rest:
        return ""
    asked = roles[rest].requires if rest in roles else None
    asks = asks_of(asked, climber, passed(roles, climber.held)) if asked else ()
    return rest if all(ask.met is not False for ask in asks) else ""


def only_theirs(member: Member, members: Iterable[Member]) -> tuple[str, ...]:
    """The places and languages that nobody else in the people file covers or speaks."""
    others = [other for other in members if other.login.lower() != member.login.lower()]
    taken = {word.lower() for other in others for word in (*other.covers, *other.languages)}
    return tuple(word for word in (*member.covers, *member.languages) if word.lower() not in taken)
