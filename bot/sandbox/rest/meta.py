"""What belongs to no repository: limits, the API itself, people, organisations, teams."""

from typing import Any

from starlette.responses import Response

from bot.sandbox.gate import answer
from bot.sandbox.refusals import NotFound
from bot.sandbox.rest.ask import Ask
from bot.sandbox.rest.table import route
from bot.sandbox.shapes import accounts
from bot.sandbox.world import places
from bot.sandbox.world.records import Account, Organization, Team, User


@route("GET", "/rate_limit", "either")
def rate_limit(ask: Ask) -> Response:
    """What the budgets still hold. Asking costs nothing."""
    number = ask.call.installation.id if ask.call.installation else 0
    sandbox = ask.sandbox
    resources: dict[str, Any] = {}
    for name in ("core", "graphql", "search"):
        held = sandbox.limits.budget(number, name, sandbox.clock.now(), sandbox.config.primary_limit)
        used = held.used - (name == "core")
        resources[name] = {
            "limit": held.limit, "used": used, "remaining": held.limit - used, "reset": int(held.reset.timestamp()),
        }  # fmt: skip
    sandbox.limits.budget(number, "core", sandbox.clock.now(), sandbox.config.primary_limit).used -= 1
    return answer(200, {"resources": resources, "rate": resources["core"]})


@route("GET", "/meta", "nothing")
def meta(_ask: Ask) -> Response:
    """The API itself."""
    return answer(
        200, {"verifiable_password_authentication": False, "hooks": ["127.0.0.1/32"], "api": ["127.0.0.1/32"]}
    )


@route("GET", "/users/{login}", "nothing")
def user(ask: Ask) -> Response:
    """An account."""
    found = ask.lens.reader.account(ask.path["login"])
    if found is None:
        raise NotFound("Not Found")
    return answer(200, accounts.full_user(ask.lens, found))


@route("GET", "/user/{id:int}", "nothing")
def user_by_number(ask: Ask) -> Response:
    """An account by its number."""
    return answer(200, accounts.full_user(ask.lens, ask.lens.reader.one(Account, int(ask.path["id"]))))


def _organization(ask: Ask) -> Organization:
    found = ask.lens.reader.account(ask.path["login"])
    if not isinstance(found, Organization):
        raise NotFound("Not Found")
    return found


@route("GET", "/orgs/{login}", "nothing")
def organization(ask: Ask) -> Response:
    """An organisation."""
    return answer(200, accounts.full_organization(ask.lens, _organization(ask)))


@route("GET", "/orgs/{login}/members")
def members(ask: Ask) -> Response:
    """An organisation's people."""
    org = _organization(ask)
    _may_see_members(ask, org)
    people = ask.lens.reader.many(User, dict.fromkeys((*org.owners, *org.members)))
    return ask.page(people, lambda person: accounts.user(ask.lens, person))


@route("GET", "/orgs/{login}/teams")
def teams(ask: Ask) -> Response:
    """An organisation's teams."""
    org = _organization(ask)
    _may_see_members(ask, org)
    return ask.page(ask.lens.reader.many(Team, org.teams), lambda team: accounts.team(ask.lens, team))


@route("GET", "/orgs/{login}/teams/{slug}/members")
def team_members(ask: Ask) -> Response:
    """A team's people."""
    people = ask.lens.reader.many(User, _team(ask, "read").members)
    return ask.page(people, lambda person: accounts.user(ask.lens, person))


@route("GET", "/orgs/{login}/teams/{slug}/memberships/{member}")
def membership(ask: Ask) -> Response:
    """Whether somebody is in a team, or invited; nothing at all is said of others."""
    team, person = _team(ask, "read"), _person(ask)
    known = person.id in (*team.members, *team.invited)
    return _membership(ask, team, person) if known else Response(b"", 404)


@route("PUT", "/orgs/{login}/teams/{slug}/memberships/{member}")
def invite(ask: Ask) -> Response:
    """Take somebody into a team, or invite them."""
    team, person = _team(ask, "write"), _person(ask)
    return _membership(ask, places.invite_to_team(ask.change, team, person), person)


def _person(ask: Ask) -> User:
    found = ask.lens.reader.account(ask.path["member"])
    if not isinstance(found, User):
        raise NotFound("Not Found")
    return found


def _membership(ask: Ask, team: Team, person: User) -> Response:
    url = f"{ask.lens.api}/organizations/{team.org}/team/{team.id}/memberships/{person.login}"
    state = "active" if person.id in team.members else "pending"
    return answer(200, {"url": url, "role": "member", "state": state})


def _team(ask: Ask, level: str) -> Team:
    org = _organization(ask)
    _may_see_members(ask, org, level)
    for held in ask.lens.reader.many(Team, org.teams):
        if held.slug == ask.path["slug"].lower():
            return held
    raise NotFound("Not Found")


def _may_see_members(ask: Ask, org: Organization, level: str = "read") -> None:
    if ask.call.grant:
        if ask.call.grant.account != org.id:
            raise NotFound("Not Found")
        ask.call.grant.require(level, "members")
