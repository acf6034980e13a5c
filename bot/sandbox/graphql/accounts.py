"""People, Apps, organisations, teams."""

from typing import Any

from bot.sandbox.graphql.connection import connection, ordered
from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.registry import field
from bot.sandbox.refusals import NotFound
from bot.sandbox.shapes import accounts as shapes
from bot.sandbox.world import cards
from bot.sandbox.world.boards import Project
from bot.sandbox.world.records import Account, Organization, Record, Repository, Team, User

_ACTORS = "User Organization Bot Mannequin"
_OWNERS = "User Organization"


@field("*", "id")
def node_id(record: Record, info: Info) -> str:
    """A thing's node id."""
    return str(info.context.reader.node_id(record))


@field("*", "databaseId")
def database_id(record: Record, _info: Info) -> int:
    """A thing's number."""
    return record.id


@field("*", "fullDatabaseId")
def full_database_id(record: Record, _info: Info) -> str:
    """A thing's number, as text."""
    return str(record.id)


@field(_ACTORS, "login")
def login(account: Account, info: Info) -> str:
    """A login; that of an App is without `[bot]`, but for the viewer."""
    if info.parent_type.name == "Bot":
        return account.login.removesuffix("[bot]")
    return account.login


@field(_ACTORS, "avatarUrl")
def avatar_url(account: Account, info: Info) -> str:
    """Where the picture is."""
    return shapes.avatar(info.context.lens, account)


@field(_ACTORS, "url")
def url(account: Account, info: Info) -> str:
    """Where the profile is."""
    return shapes.profile(info.context.lens, account)


@field(_ACTORS, "resourcePath")
def resource_path(account: Account, info: Info) -> str:
    """The profile's path."""
    return shapes.profile(info.context.lens, account).removeprefix(info.context.lens.web)


@field("User", "bio")
def bio(person: User, _info: Info) -> str | None:
    """What a person says of themselves."""
    return person.description


@field("User", "email")
def email(person: User, _info: Info) -> str:
    """A public address, or nothing."""
    return getattr(person, "email", "")


@field("User", "isViewer")
def is_viewer(person: Record, info: Info) -> bool:
    """Whether this is the one who asks."""
    return bool(person.id == info.context.change.actor.id)


@field("User", "status")
def status(person: User, _info: Info) -> dict[str, Any] | None:
    """What a person says of their availability."""
    held = person.status
    if not held:
        return None
    return {
        "id": f"US_{person.id}", "emoji": held.get("emoji"), "message": held.get("message"), "user": person,
        "indicatesLimitedAvailability": bool(held.get("busy", False)), "createdAt": person.created_at,
        "updatedAt": person.updated_at, "expiresAt": held.get("expires_at"),
    }  # fmt: skip


@field("User", "organization")
def organization_of(person: User, info: Info, login: str) -> Organization | None:
    """An organisation that a person belongs to."""
    found = info.context.reader.account(login)
    if isinstance(found, Organization) and person.id in {*found.members, *found.owners}:
        return found
    return None


@field(_OWNERS, "repositories")
def repositories(owner: Account, info: Info, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """An owner's repositories that may be seen."""
    context = info.context
    seen = [repo for repo in context.reader.many(Repository, owner.repositories) if context.sees(repo)]
    return connection(info, ordered(seen, orderBy), **page)


@field(_OWNERS, "repository")
def repository(owner: Account, info: Info, name: str, followRenames: bool = True) -> Repository | None:  # noqa: N803
    """One of an owner's repositories."""
    del followRenames
    found = info.context.reader.repository(owner.login, name)
    return found if found and info.context.sees(found) else None


@field(_OWNERS, "projectV2")
def project(owner: Account, info: Info, number: int) -> Project:
    """A board by its number; one that may not be seen is not there."""
    for held in info.context.reader.many(Project, owner.projects):
        if held.number == number and cards.visible(info.context.change, held):
            return held
    raise NotFound(f"Could not resolve to a ProjectV2 with the number {number}.")


@field(_OWNERS, "projectsV2")
def projects(owner: Account, info: Info, orderBy: Any = None, query: str | None = None, **page: Any) -> Any:  # noqa: N803
    """An owner's boards. What the App may not see is missing, without a word."""
    held = info.context.reader.many(Project, owner.projects)
    seen = [each for each in held if cards.visible(info.context.change, each)]
    named = [each for each in seen if not query or query.lower() in each.title.lower()]
    return connection(info, ordered(named, orderBy), **page)


@field("Organization", "team")
def team(org: Organization, info: Info, slug: str) -> Team | None:
    """A team by its slug."""
    info.context.grant.require("read", "members")
    teams = info.context.reader.many(Team, org.teams)
    return next((held for held in teams if held.slug == slug.lower()), None)


@field("Organization", "teams")
def teams(org: Organization, info: Info, orderBy: Any = None, query: str | None = None, **page: Any) -> Any:  # noqa: N803
    """An organisation's teams."""
    info.context.grant.require("read", "members")
    held = info.context.reader.many(Team, org.teams)
    named = [each for each in held if not query or query.lower() in each.name.lower()]
    return connection(info, ordered(named, orderBy), **page)


@field("Organization", "membersWithRole")
def members_with_role(org: Organization, info: Info, **page: Any) -> Any:
    """An organisation's people."""
    info.context.grant.require("read", "members")
    reader = info.context.reader
    found = connection(info, reader.many(User, dict.fromkeys((*org.owners, *org.members))), **page)
    for edge in found["edges"]:
        edge |= {"role": "ADMIN" if edge["node"].id in org.owners else "MEMBER", "hasTwoFactorEnabled": None}
    return found


@field("Team", "members")
def members(held: Team, info: Info, query: str | None = None, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """A team's people."""
    people = info.context.reader.many(User, held.members)
    named = [each for each in people if not query or query.lower() in each.login.lower()]
    return connection(info, ordered(named, orderBy), **page)


@field("Team", "organization")
def organization(held: Team, info: Info) -> Organization:
    """A team's organisation."""
    return info.context.reader.one(Organization, held.org)


@field("Team", "privacy")
def privacy(held: Team, _info: Info) -> str:
    """Whether the whole organisation may see a team."""
    return "VISIBLE" if held.privacy == "closed" else "SECRET"


@field("Team", "combinedSlug")
def combined_slug(held: Team, info: Info) -> str:
    """`org/team`."""
    return f"{organization(held, info).login}/{held.slug}"


@field("Team", "url")
def team_url(held: Team, info: Info) -> str:
    """Where a browser would look for a team."""
    return f"{info.context.lens.web}{team_path(held, info)}"


@field("Team", "resourcePath")
def team_path(held: Team, info: Info) -> str:
    """The path of a team's page."""
    return f"/orgs/{organization(held, info).login}/teams/{held.slug}"
