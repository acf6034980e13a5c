"""The App's own resources: itself, its installations and their tokens, its webhook deliveries."""

from dataclasses import replace
from typing import Any

import orjson
from starlette.responses import Response

from bot.sandbox.auth import issue_token
from bot.sandbox.gate import answer
from bot.sandbox.hooks.log import Delivery
from bot.sandbox.manifests import Manifest
from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.registering import become
from bot.sandbox.rest.ask import Ask
from bot.sandbox.rest.table import route
from bot.sandbox.shapes import accounts, repos
from bot.sandbox.world.records import Account, Installation, Organization, Repository, User

_RANK = {"read": 1, "write": 2, "admin": 3}


@route("GET", "/app", "app")
def app(ask: Ask) -> Response:
    """The App."""
    held = next(iter(ask.sandbox.world.every(Installation)), None)
    owner = ask.sandbox.world.find(Account, held.account) if held else None
    count = len(ask.sandbox.world.every(Installation))
    told = accounts.app(ask.lens, owner, held) | _asked(ask.sandbox.manifest)
    return answer(200, told | {"installations_count": count})


@route("POST", "/app-manifests/{code}/conversions", "nothing")
def conversion(ask: Ask) -> Response:
    """The credentials of an App that was made of a manifest: for its code, once."""
    found = ask.sandbox.registry.take(ask.path["code"])
    if found is None:
        raise NotFound("Not Found")
    credentials = become(ask.sandbox, found.manifest)
    lens = replace(ask.lens, app=ask.sandbox.app)
    owner = ask.lens.reader.account(found.organization) or next(iter(ask.sandbox.world.every(User)), None)
    return answer(201, accounts.app(lens, owner, None) | _asked(found.manifest) | credentials)


def _asked(manifest: Manifest | None) -> dict[str, Any]:
    """What the App asks for, where it was made of a manifest."""
    return {"permissions": manifest.default_permissions, "events": manifest.default_events} if manifest else {}


@route("GET", "/app/installations", "app")
def installations(ask: Ask) -> Response:
    """Where it is installed."""
    return ask.page(ask.sandbox.world.every(Installation), lambda held: accounts.installation(ask.lens, held))


def _installation(ask: Ask) -> Installation:
    found = ask.sandbox.world.find(Installation, int(ask.path["id"]))
    if found is None:
        raise NotFound("Not Found")
    return found


@route("GET", "/app/installations/{id:int}", "app")
def installation(ask: Ask) -> Response:
    """One installation."""
    return answer(200, accounts.installation(ask.lens, _installation(ask)))


@route("POST", "/app/installations/{id:int}/access_tokens", "app")
def access_tokens(ask: Ask) -> Response:
    """A new token, for all or for some of the installation's permissions and repositories."""
    held, given = _installation(ask), ask.body()
    if held.suspended_at:
        raise Suspended("This installation has been suspended")
    wanted: dict[str, str] = given.get("permissions") or {}
    for name, level in wanted.items():
        if _RANK.get(level, 9) > _RANK.get(held.permissions.get(name, ""), 0):
            raise Refusal("The permissions requested are not granted to this installation.")
    token = issue_token(
        ask.sandbox.world, held, ask.sandbox.clock.now(), ask.sandbox.config.token_ttl, wanted or None,
        _chosen(ask, held, given),
    )  # fmt: skip
    body: dict[str, Any] = {
        "token": token.token, "expires_at": token.expires_at, "permissions": token.permissions,
        "repository_selection": "all" if token.repositories is None else "selected",
    }  # fmt: skip
    return answer(201, body)


class Suspended(Refusal):
    """The installation was suspended: no token."""

    status = 403


def _chosen(ask: Ask, held: Installation, given: dict[str, Any]) -> tuple[int, ...] | None:
    names, numbers = given.get("repositories") or [], given.get("repository_ids") or []
    if not names and not numbers:
        return None
    account = ask.sandbox.world.one(Account, held.account)
    able = ask.sandbox.world.many(Repository, held.repositories or account.repositories)
    chosen = tuple(repo.id for repo in able if repo.name in names or repo.id in numbers)
    if len(chosen) < len(names) + len(numbers):
        raise Refusal("There is at least one repository that does not exist or is not accessible to the parent "
                      "installation.")  # fmt: skip
    return chosen


def _installed_on(ask: Ask, account: Account | None, repo: Repository | None = None) -> Response:
    for held in ask.sandbox.world.every(Installation):
        covered = repo is None or held.repositories is None or repo.id in held.repositories
        if account and held.account == account.id and covered:
            return answer(200, accounts.installation(ask.lens, held))
    raise NotFound("Not Found")


@route("GET", "/repos/{owner}/{repo}/installation", "app")
def repo_installation(ask: Ask) -> Response:
    """The installation that covers a repository."""
    repo = ask.lens.reader.repository(ask.path["owner"], ask.path["repo"])
    return _installed_on(ask, ask.lens.reader.find(Account, repo.owner) if repo else None, repo)


@route("GET", "/orgs/{login}/installation", "app")
def org_installation(ask: Ask) -> Response:
    """The installation on an organisation."""
    account = ask.lens.reader.account(ask.path["login"])
    return _installed_on(ask, account if isinstance(account, Organization) else None)


@route("GET", "/users/{login}/installation", "app")
def user_installation(ask: Ask) -> Response:
    """The installation on an account."""
    return _installed_on(ask, ask.lens.reader.account(ask.path["login"]))


@route("GET", "/installation/repositories")
def installation_repositories(ask: Ask) -> Response:
    """The repositories that a token covers."""
    assert ask.call.installation  # noqa: S101 - the gate lets only tokens through
    account = ask.lens.reader.one(Account, ask.call.installation.account)
    grant = ask.call.grant
    held = [repo for repo in ask.lens.reader.many(Repository, account.repositories) if grant and grant.covers(repo)]
    page = ask.page(held, lambda repo: repos.repository(ask.lens, repo))
    body = {
        "total_count": len(held),
        "repository_selection": "all" if ask.call.installation.repositories is None else "selected",
        "repositories": orjson.loads(page.body),
    }
    link = page.headers.get("link")
    return answer(200, body, {"link": link} if link else None)


@route("GET", "/app/hook/config", "app")
def hook_config(ask: Ask) -> Response:
    """Where webhooks go; the secret itself is never shown."""
    config = ask.sandbox.config
    told = {"content_type": "json", "insecure_ssl": "0", "secret": "********", "url": config.webhook_url or ""}
    return answer(200, told if config.webhook_secret else {key: told[key] for key in told if key != "secret"})


@route("GET", "/app/hook/deliveries", "app")
def hook_deliveries(ask: Ask) -> Response:
    """The webhook deliveries, newest first; a cursor leads to older ones."""
    size = ask.page_size()
    held = [each for each in reversed(ask.sandbox.log.by_id.values()) if each.state == "done"]
    cursor = ask.query.get("cursor", "")
    if cursor:
        number = cursor.removeprefix("v1_")
        if not number.isdigit():
            raise Refusal("Invalid cursor")
        held = [each for each in held if each.id < int(number)]
    shown = held[:size]
    headers = None
    if len(held) > size:
        place = f"{ask.lens.api}/app/hook/deliveries?per_page={size}&cursor=v1_{shown[-1].id}"
        headers = {"link": f'<{place}>; rel="next"'}
    return answer(200, [_delivery(each) for each in shown], headers)


@route("GET", "/app/hook/deliveries/{id:int}", "app")
def hook_delivery(ask: Ask) -> Response:
    """One delivery with what was sent and answered."""
    held = _held(ask)
    sender = ask.sandbox.sender
    request = {
        "headers": sender.headers(ask.sandbox.config, held),
        "payload": orjson.loads(ask.sandbox.log.payload(held)),
    }
    response = {"headers": {}, "payload": held.response}
    body = _delivery(held) | {"request": request, "response": response, "url": ask.sandbox.config.webhook_url or ""}
    return answer(200, body)


@route("POST", "/app/hook/deliveries/{id:int}/attempts", "app")
def redeliver(ask: Ask) -> Response:
    """Send a delivery again, with the same guid."""
    ask.sandbox.log.again(_held(ask), redelivery=True, created_at=ask.sandbox.now())
    return answer(202, {})


def _held(ask: Ask) -> Delivery:
    found = ask.sandbox.log.by_id.get(int(ask.path["id"]))
    if found is None:
        raise NotFound("Not Found")
    return found


def _delivery(held: Delivery) -> dict[str, Any]:
    return {
        "id": held.id, "guid": held.guid, "delivered_at": held.delivered_at or held.created_at,
        "redelivery": held.redelivery, "duration": held.duration, "status": held.status,
        "status_code": held.status_code, "event": held.event, "action": held.action,
        "installation_id": held.installation, "repository_id": held.repository, "throttled_at": None,
    }  # fmt: skip
