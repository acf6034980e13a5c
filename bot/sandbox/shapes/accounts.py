"""People, organisations, teams, installations and the App."""

from bot.sandbox.manifests import HEARD_BY
from bot.sandbox.shapes.lens import Json, Lens
from bot.sandbox.world.items import Milestone
from bot.sandbox.world.records import Account, Bot, Installation, Number, Organization, Repository, Team, User

_USER_URLS = {
    "followers_url": "followers",
    "following_url": "following{/other_user}",
    "gists_url": "gists{/gist_id}",
    "starred_url": "starred{/owner}{/repo}",
    "subscriptions_url": "subscriptions",
    "organizations_url": "orgs",
    "repos_url": "repos",
    "events_url": "events{/privacy}",
    "received_events_url": "received_events",
}
_ORG_URLS = {
    "repos_url": "repos",
    "events_url": "events",
    "hooks_url": "hooks",
    "issues_url": "issues",
    "members_url": "members{/member}",
    "public_members_url": "public_members{/member}",
}


def user(lens: Lens, account: Account) -> Json:
    """An account as it stands in other things."""
    url = f"{lens.api}/users/{account.login.replace('[', '%5B').replace(']', '%5D')}"
    return {
        "login": account.login,
        "id": account.id,
        "node_id": lens.reader.node_id(account),
        "avatar_url": avatar(lens, account),
        "gravatar_id": "",
        "url": url,
        "html_url": profile(lens, account),
        **{name: f"{url}/{path}" for name, path in _USER_URLS.items()},
        "type": account.typename,
        "user_view_type": "public",
        "site_admin": False,
    }


def somebody(lens: Lens, number: Number | None) -> Json | None:
    """The account of that number as it stands in other things; None for nobody."""
    account = lens.reader.find(Account, number)
    return user(lens, account) if account else None


def avatar(lens: Lens, account: Account) -> str:
    """Where an account's picture would be."""
    return f"{lens.web}/avatars/u/{account.id}?v=4"


def profile(lens: Lens, account: Account) -> str:
    """Where a browser would look for an account."""
    if isinstance(account, Bot):
        return f"{lens.web}/apps/{account.login.removesuffix('[bot]')}"
    return f"{lens.web}/{account.login}"


def full_user(lens: Lens, account: Account) -> Json:
    """An account on its own page."""
    person = account if isinstance(account, User) else None
    return {
        **user(lens, account),
        "name": account.name,
        "company": person.company if person else None,
        "blog": "",
        "location": None,
        "email": (person.email or None) if person else None,
        "hireable": None,
        "bio": account.description,
        "twitter_username": None,
        "public_repos": len(account.repositories),
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": account.created_at,
        "updated_at": account.updated_at,
    }


def organization(lens: Lens, org: Organization) -> Json:
    """An organisation as a webhook carries it."""
    url = f"{lens.api}/orgs/{org.login}"
    return {
        "login": org.login,
        "id": org.id,
        "node_id": lens.reader.node_id(org),
        "url": url,
        **{name: f"{url}/{path}" for name, path in _ORG_URLS.items()},
        "avatar_url": avatar(lens, org),
        "description": org.description,
    }


def full_organization(lens: Lens, org: Organization) -> Json:
    """An organisation on its own page."""
    return {
        **organization(lens, org),
        "name": org.name,
        "html_url": profile(lens, org),
        "has_organization_projects": True,
        "has_repository_projects": True,
        "public_repos": len(org.repositories),
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "type": "Organization",
        "created_at": org.created_at,
        "updated_at": org.updated_at,
        "archived_at": None,
    }


def team(lens: Lens, held: Team) -> Json:
    """A team."""
    org = lens.reader.one(Organization, held.org)
    url = f"{lens.api}/organizations/{org.id}/team/{held.id}"
    return {
        "id": held.id,
        "node_id": lens.reader.node_id(held),
        "name": held.name,
        "slug": held.slug,
        "description": held.description,
        "privacy": held.privacy,
        "notification_setting": "notifications_enabled",
        "url": url,
        "html_url": f"{lens.web}/orgs/{org.login}/teams/{held.slug}",
        "members_url": f"{url}/members{{/member}}",
        "repositories_url": f"{url}/repos",
        "type": "organization",
        "organization_id": org.id,
        "permission": "pull",
        "parent": None,
    }


def installation(lens: Lens, held: Installation) -> Json:
    """An installation of the App."""
    account = lens.reader.one(Account, held.account)
    return {
        "id": held.id,
        "account": user(lens, account),
        "repository_selection": "all" if held.repositories is None else "selected",
        "access_tokens_url": f"{lens.api}/app/installations/{held.id}/access_tokens",
        "repositories_url": f"{lens.api}/installation/repositories",
        "html_url": f"{lens.web}/organizations/{account.login}/settings/installations/{held.id}",
        "app_id": lens.app.id,
        "client_id": f"Iv1.{lens.app.id:016x}",
        "app_slug": lens.app.slug,
        "target_id": account.id,
        "target_type": account.typename,
        "permissions": held.permissions,
        "events": _heard(held),
        "created_at": held.created_at,
        "updated_at": held.updated_at,
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_by": None,
        "suspended_at": held.suspended_at,
    }


def _heard(held: Installation) -> list[str]:
    """The events that it hears: those that were named, or all that its permissions allow."""
    return list(held.events) or [event for event, needs in HEARD_BY.items() if needs in held.permissions]


def app(lens: Lens, owner: Account | None, held: Installation | None) -> Json:
    """The App itself."""
    start = owner.created_at if owner else "2020-01-01T00:00:00Z"
    return {
        "id": lens.app.id,
        "slug": lens.app.slug,
        "client_id": f"Iv1.{lens.app.id:016x}",
        "node_id": f"A_kwHO{lens.app.id}",
        "owner": user(lens, owner) if owner else None,
        "name": lens.app.name,
        "description": "",
        "external_url": lens.web,
        "html_url": f"{lens.web}/{'apps' if lens.api == lens.web else 'github-apps'}/{lens.app.slug}",
        "created_at": start,
        "updated_at": start,
        "permissions": held.permissions if held else {},
        "events": _heard(held) if held else [],
    }


def milestone(lens: Lens, repo: Repository, held: Milestone) -> Json:
    """A milestone."""
    url = f"{lens.api}/repos/{lens.reader.full_name(repo)}/milestones/{held.number}"
    inside = [each for number in repo.numbers if (each := lens.reader.records.get(number))]
    states = [getattr(each, "state", "") for each in inside if getattr(each, "milestone", None) == held.id]
    return {
        "url": url,
        "html_url": f"{lens.web}/{lens.reader.full_name(repo)}/milestone/{held.number}",
        "labels_url": f"{url}/labels",
        "id": held.id,
        "node_id": lens.reader.node_id(held),
        "number": held.number,
        "title": held.title,
        "description": held.description,
        "creator": somebody(lens, held.creator),
        "open_issues": states.count("open"),
        "closed_issues": states.count("closed"),
        "state": held.state,
        "created_at": held.created_at,
        "updated_at": held.updated_at,
        "due_on": held.due_on,
        "closed_at": held.closed_at,
    }
