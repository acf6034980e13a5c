"""What the people file says of somebody once they leave a role, or come back to it; for a pull request. Pure."""

from collections.abc import Collection, Mapping
from datetime import date

from bot.people.leaving import Leaving
from rules.facts import Member, Tenure
from rules.goals.propose import Given, Propose, Proposed, Withdrawn
from rules.sections import Role
from rules.template import Template, literally


def parting(path: str, member: Member, left: Leaving, today: date, title: str, body: str) -> Propose:
    """The proposal that takes roles and seats out of an entry; it keeps the time that they were held.

    Args:
        path: of the people file.
        member: whose entry it is.
        left: what they leave, and where they rest.
        today: the last day.
        title: of the pull request.
        body: what it says, as Markdown.
    """
    former = tuple(_named(role, _days(member, role, today)) for role in left.roles if role not in left.rests)
    remove = {"roles": tuple(map(literally, left.roles)), "seats": tuple(map(literally, left.seats))}
    told = roles_after(member, left.roles, dict.fromkeys(left.rests, f"{today}")) if left.rests else ()
    change = Proposed.model_construct(
        file=path,
        of={"github": literally(member.login)},
        set={"roles": told} if told else None,
        add={"former": former} if former else None,
        remove={key: names for key, names in remove.items() if names and not (told and key == "roles")} or None,
        title=literally(title),
        body=literally(body),
    )
    return Propose(change)


def withdrawal(path: str, login: str, title: str, body: str) -> Propose:
    """The proposal that takes somebody's whole entry out of the people file."""
    change = Withdrawn.model_construct(
        file=path,
        of={"github": literally(login)},
        add=None,
        set=None,
        remove=None,
        title=literally(title),
        body=literally(body),
    )
    return Propose(change)


def back_from_rest(member: Member | None, role: str, roles: Mapping[str, Role], day: str) -> Given | None:
    """All roles of somebody who comes back to one; None for who does not rest from it."""
    rest = roles[role].otherwise if role in roles else None
    return roles_after(member, (rest,), {role: day}) if member and rest in member.roles else None


def roles_after(member: Member, without: Collection[str | None], more: dict[str, str]) -> Given:
    """All roles of an entry as it should say them, each with its first day where that is known."""
    kept = {role: _since(member, role) for role in member.roles if role not in without}
    return tuple(_named(role, day) for role, day in (kept | more).items())


def _named(role: str, day: str) -> Template | dict[str, Template]:
    return {role: literally(day)} if day else literally(role)


def _days(member: Member, role: str, today: date) -> str:
    since = _since(member, role)
    return f"{since} to {today}" if since and since <= f"{today}" else f"{today}"


def _since(member: Member, role: str) -> str:
    tenure = next((one for one in member.tenures if one.role == role and not one.over), Tenure(role=role))
    return f"{tenure.since}" if tenure.since else ""
