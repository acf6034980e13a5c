"""Asks all that the doctor needs to know: GitHub, this machine, and each repository. Nothing is written anywhere."""

import shutil
from collections.abc import Sequence

import sqlalchemy as sa

from bot import sweep as sweeping
from bot.doctor.automation import Automation, boards_of
from bot.doctor.rivals import FILES, FOLDERS
from bot.doctor.vitals import Account, Patient, Vitals, Webhook
from bot.errors import GitHubError
from bot.github.addresses import app_settings_at, installing_at, web_of
from bot.github.app import Delivered, HookConfig, Installation, delivered, hook_config, installed, registered
from bot.github.neighbours import read_neighbours
from bot.github.workflows import read_workflows
from bot.hub import Hub
from bot.item import RepoRef
from bot.looking.ruleset import Unread, load_live
from bot.messages import built_in
from bot.rulechange.reading import Looks
from bot.settings import Settings
from bot.store.errors import StoreUnavailable
from rules.book import Rulebook
from rules.codeowners import PATHS
from rules.sayings import Sayings

MOST_REPOSITORIES = 20


async def examine(settings: Settings, hub: Hub, repo: str | None) -> Vitals:
    """Everything about one repository, or about the first ones of all.

    Raises:
        NotInstalled: the App is not on the repository that was named.
        RateLimited, Retryable, GitHubError: GitHub could not be asked.
    """
    app, web = await registered(hub.tokens), web_of(settings.api_url)
    patients = [await _patient(hub, one) for one in await _places(hub, repo)]
    return Vitals(
        url=(settings.url or "").rstrip("/"),
        api=settings.api_url,
        settings=app_settings_at(web, app.slug, app.owner.organization if app.owner else ""),
        install=installing_at(settings.api_url, app.slug, app.html_url),
        permissions=app.permissions,
        events=frozenset(app.events),
        webhook=_webhook(await hook_config(hub.tokens), await delivered(hub.tokens)),
        accounts=tuple(_accounts(await installed(hub.tokens))),
        ahead=hub.time.ahead(),
        store=_store(settings),
        broken=await _broken(hub),
        room=_room(settings),
        patients=tuple(patients),
    )


def _accounts(installations: Sequence[Installation]) -> list[Account]:
    return [
        Account(
            each.account.login,
            suspended=each.suspended_at is not None,
            permissions=each.permissions,
            page=each.html_url,
        )
        for each in installations
    ]


def _webhook(hook: HookConfig, attempts: Sequence[Delivered]) -> Webhook:
    newest = {each.guid: each for each in reversed(attempts)}  # GitHub lists the newest attempts first
    failed = [each for each in attempts if newest[each.guid] is each and not each.taken]
    worst = failed[0] if failed else None
    return Webhook(
        address=hook.url,
        content_type=hook.content_type,
        insecure=str(hook.insecure_ssl) == "1",
        secret=bool(hook.secret),
        deliveries=len(newest),
        failed=len(failed),
        deaf=worst is not None and worst is attempts[0],
        why=f"{worst.event}: {worst.status or worst.status_code}" if worst else "",
        code=worst.status_code if worst else 0,
    )


async def _places(hub: Hub, repo: str | None) -> list[RepoRef]:
    found: list[RepoRef] = []
    async for place in sweeping.places(hub, repo):
        found.append(place)
        if len(found) == MOST_REPOSITORIES:
            break
    return found


async def _patient(hub: Hub, repo: RepoRef) -> Patient:
    try:
        return await _seen(hub.changes.looks, hub, repo)
    except GitHubError as error:
        return Patient(repo.repo, unseen=error)


async def _seen(looks: Looks, hub: Hub, repo: RepoRef) -> Patient:
    place = await looks.onlooker.place(repo.repo)
    home = await looks.bases.home(place.item)
    if home.file is None:
        return Patient(repo.repo, has_file=False)
    bases = (await looks.bases.of(place.item, home, home.file.text)).bases
    sayings = Sayings(await looks.bases.texts(place.item, home), built_in())
    book, findings = await load_live(looks.onlooker, place, Unread(home.file.text.encode(), bases, sayings))
    files = await read_neighbours(hub.graphql, repo, (*FILES, *PATHS), FOLDERS)
    owners = any(files.pop(path, "") for path in PATHS)
    boards, unread = await _boards(hub, repo, book)
    return Patient(repo.repo, book, findings=findings, files=files, owners=owners, boards=boards, unread=unread)


async def _boards(hub: Hub, repo: RepoRef, book: Rulebook | None) -> tuple[tuple[Automation, ...], GitHubError | None]:
    """The boards with their own workflows, or why these cannot be read: older servers do not tell of them."""
    try:
        keys = boards_of(book, repo.repo) if book else ()
        return await read_workflows(hub.graphql, repo.installation, keys), None
    except GitHubError as error:
        return (), error


def _store(settings: Settings) -> str:
    """Where things are kept; of an address only what is no secret."""
    url = sa.make_url(settings.database_url.get_secret_value())
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


async def _broken(hub: Hub) -> str:
    try:
        await hub.store.write(lambda connection: connection.execute(sa.text("SELECT 1")))
    except StoreUnavailable as error:
        return str(error)
    return ""


def _room(settings: Settings) -> int | None:
    try:
        return shutil.disk_usage(settings.home).free
    except OSError:
        return None
