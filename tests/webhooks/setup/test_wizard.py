"""The whole set-up by HTTP, as a browser goes through it, against the simulated GitHub."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from bot.assembly import bot_for
from bot.clock import SystemClock
from bot.sandbox.testing import NO_CERTIFICATES, Running, running_sandbox
from bot.settings import Settings, load
from rules.language import load as load_rules
from tests.webhooks.setup.browser import Browser, registered_at
from webhooks.app import create_app
from webhooks.setup.app import create_setup
from webhooks.setup.code import OneTimeCode

LABELER = "docs:\n- changed-files:\n  - any-glob-to-any-file: 'docs/**'\n"
TOWN: dict[str, Any] = {
    "organizations": [{"login": "acme", "owners": ["olga"]}],
    "repositories": [{"name": "acme/site", "files": {".github/labeler.yml": LABELER}}],
}


class Terminal:
    """What whoever runs the program reads there."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.kept = Event()


@pytest.fixture
def github() -> Iterator[Running]:
    with running_sandbox(TOWN) as running:
        yield running


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def settings(tmp_path: Path, github: Running) -> Settings:
    return load({"FINGERPOST_HOME": str(tmp_path / "home"), "GITHUB_API_URL": github.url}, env_file=None)


@pytest.fixture
async def browser(serve: Any, settings: Settings, terminal: Terminal) -> Browser:
    app = create_setup(settings, SystemClock(), terminal.codes.append, terminal.kept, NO_CERTIFICATES)
    return Browser(await serve(app))


async def registered(browser: Browser, terminal: Terminal, github: Running, **given: str) -> str:
    """Go through the first steps up to GitHub's page; gives the path to which GitHub leads back."""
    await browser.open("/")
    return await registered_at(github.url, browser, terminal.codes[-1], **given)


@pytest.fixture
async def running(serve: Any, settings: Settings, terminal: Terminal) -> Any:
    """Starts the bot with what the set-up kept, as the program does; gives a browser of it."""

    async def start(browser: Browser) -> Browser:
        kept = load({"FINGERPOST_HOME": str(settings.home)}, env_file=settings.home / "none")
        clock = SystemClock()
        client = await serve(
            create_app(kept, bot_for(kept, clock), clock, code=OneTimeCode(clock, terminal.codes.append))
        )
        client.cookies.update({cookie.name: str(cookie.value) for cookie in browser.client.cookies.jar})
        return Browser(client)

    return start


async def test_from_nothing_to_a_pull_request_with_first_rules(
    browser: Browser, terminal: Terminal, github: Running, settings: Settings, running: Any
) -> None:
    back = await registered(browser, terminal, github)
    page = await browser.open(back)
    kept = settings.home / "credentials.env"
    assert ("Signs</bdi> is registered" in page, terminal.kept.is_set(), oct(kept.stat().st_mode & 0o777)) == (
        True,
        True,
        "0o600",
    )

    later = await running(browser)
    assert "Install the App" in await later.open("/setup")
    [install] = re.findall(r'href="([^"]+/installations/new)"', later.page)
    async with httpx.AsyncClient(base_url=github.url, verify=NO_CERTIFICATES) as client:
        await client.get(install)
        led_back = await client.post(install.removesuffix("/new"), data={"account": "acme"})
    assert urlsplit(led_back.headers["location"]).path == "/setup"

    assert "Begin with rules in" in await later.open("/setup")
    assert ".github/labeler.yml" in await later.open("/setup/begin/acme/site")
    begin = {"purpose": "Words for all", "language": "de", "preset welcome": "yes", "observe": "yes"}
    page = await later.send("/setup/begin/acme/site", **begin, **{"take .github/labeler.yml": "yes"})
    text = unescape(re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[0])
    assert [rule.name for rule in load_rules(text).rules][-1] == "The changed files call for the label docs"
    page = await later.send("/setup/begin/acme/site/pull")
    assert f"{github.url}/acme/site/pull/1" in page

    async with httpx.AsyncClient(base_url=github.url, verify=NO_CERTIFICATES) as client:
        pull = (await client.get("/_sandbox/state")).json()["items"]["acme/site#1"]
    assert (pull["title"], pull["author"]) == ("Wegweiser: unsere eigenen Regeln", "signs[bot]")


async def test_an_enterprise_server_registers_and_installs_the_app_below_its_own_addresses(
    browser: Browser, terminal: Terminal, github: Running, settings: Settings, running: Any
) -> None:
    github.sandbox.set_config(github.sandbox.config.model_copy(update={"enterprise": True}))
    await browser.open(await registered(browser, terminal, github, api_url=f"{github.url}/api/v3"))
    later = await running(browser)
    await later.open("/setup")
    assert f"GITHUB_API_URL={github.url}/api/v3\n" in (settings.home / "credentials.env").read_text("utf-8")
    assert f'href="{github.url}/github-apps/signs/installations/new"' in later.page


async def test_a_code_is_good_once_and_few_wrong_ones_are_looked_at(browser: Browser, terminal: Terminal) -> None:
    [first] = terminal.codes
    await browser.open("/setup")
    await browser.send("/setup/code", code=first)
    browser.client.cookies.clear()
    await browser.open("/setup")
    found = []
    for _ in range(6):
        await browser.open("/setup")
        await browser.send("/setup/code", code=first)
        found.append(browser.status)
    assert (found, len(terminal.codes)) == ([403] * 5 + [429], 2)


@pytest.mark.parametrize("given", ["", "   ", "AAAAA-AAAAA", "\u0000", "é" * 100])
async def test_no_other_code_lets_anybody_in(browser: Browser, given: str) -> None:
    await browser.open("/setup")
    await browser.send("/setup/code", code=given)
    assert (browser.status, browser.client.cookies.get("fingerpost-setup")) == (403, None)


@pytest.mark.parametrize("path", ["/setup/back?code=a&state=b", "/setup/back"])
async def test_without_the_code_nothing_is_exchanged(browser: Browser, path: str) -> None:
    assert ("Who are you?" in await browser.open(path), browser.status) == (True, 401)


async def test_another_state_or_no_pending_one_leads_nowhere(
    browser: Browser, terminal: Terminal, github: Running, settings: Settings
) -> None:
    back = await registered(browser, terminal, github)
    code = re.findall(r"code=(\w+)", back)[0]
    found = []
    for query in (f"code={code}&state=wrong", f"code={code}", "code=wrong&state=é"):
        await browser.open(f"/setup/back?{query}")
        found.append(browser.status)
    assert (found, (settings.home / "credentials.env").exists()) == ([400, 400, 400], False)


async def test_a_code_that_is_played_again_changes_nothing(
    browser: Browser, terminal: Terminal, github: Running, settings: Settings
) -> None:
    back = await registered(browser, terminal, github)
    await browser.open(back)
    before = (settings.home / "credentials.env").read_text()
    await browser.open(back)
    found = browser.status, (settings.home / "credentials.env").read_text()
    page = await browser.open("/setup")
    assert (found, "The program begins its work" in page, browser.status) == ((400, before), True, 503)


async def test_a_restart_in_the_middle_loses_nothing(
    serve: Any, browser: Browser, terminal: Terminal, github: Running, settings: Settings
) -> None:
    back = await registered(browser, terminal, github)
    again = Terminal()
    app = create_setup(settings, SystemClock(), again.codes.append, again.kept, NO_CERTIFICATES)
    later = Browser(await serve(app))
    later.client.cookies.update({cookie.name: str(cookie.value) for cookie in browser.client.cookies.jar})
    assert ("is registered" in await later.open(back), again.kept.is_set()) == (True, True)


async def test_whoever_wants_lines_gets_them_and_no_file(
    browser: Browser, terminal: Terminal, github: Running, settings: Settings
) -> None:
    back = await registered(browser, terminal, github, keeps="lines")
    page = unescape(await browser.open(back))
    names = re.findall(r"^(?: *<pre[^>]*>)?([A-Z_]+)=", page, re.MULTILINE)
    assert (names, terminal.kept.is_set(), (settings.home / "credentials.env").exists()) == (
        [
            "GITHUB_APP_ID",
            "GITHUB_PRIVATE_KEY",
            "GITHUB_WEBHOOK_SECRET",
            "GITHUB_CLIENT_ID",
            "GITHUB_CLIENT_SECRET",
            "GITHUB_API_URL",
            "FINGERPOST_URL",
            "FINGERPOST_SESSION_SECRET",
        ],
        False,
        False,
    )


async def test_a_form_of_another_site_or_without_its_token_changes_nothing(
    browser: Browser, terminal: Terminal, settings: Settings
) -> None:
    await browser.open("/setup")
    await browser.send("/setup/code", code=terminal.codes[-1])
    before = (settings.home / "setup.json").read_text()
    given = {"name": "Signs", "url": "https://bot.example.org"}
    token = re.findall(r'name="token" value="(\w+)"', browser.page)[0]
    ours, theirs = {"Origin": str(browser.client.base_url).rstrip("/")}, {"Origin": "https://evil.example"}
    found = [
        (await browser.client.post("/setup/app", data=given, headers=ours)).status_code,
        (await browser.client.post("/setup/app", data=given | {"token": token}, headers=theirs)).status_code,
        (
            await browser.client.post("/setup/app", data=given | {"token": token}, headers={"Origin": "null"})
        ).status_code,
    ]
    assert (found, (settings.home / "setup.json").read_text()) == ([403, 403, 403], before)


async def test_what_is_wrong_in_the_form_is_told_beside_it(browser: Browser, terminal: Terminal) -> None:
    await browser.open("/setup")
    await browser.send("/setup/code", code=terminal.codes[-1])
    page = await browser.send("/setup/app", url="http://localhost:8000", name='"><script>', organization="a b")
    told = re.findall(r'class="problem" id="(\w+)-problem"', page)
    assert (browser.status, told, "<script>" in page) == (422, ["organization", "name", "url"], False)


async def test_nothing_else_is_answered_before_there_is_an_app(browser: Browser) -> None:
    found = [
        (await browser.client.post("/webhooks/github")).status_code,
        (await browser.client.get("/readyz")).status_code,
        (await browser.client.get("/healthz")).status_code,
        (await browser.client.get("/items/acme/site/1")).status_code,
    ]
    assert found == [503, 503, 200, 404]


@pytest.mark.parametrize(("path", "status"), [("/items/acme/site/1", 404), ("/<b>", 404), ("/setup/code", 405)])
async def test_where_there_is_nothing_a_browser_is_led_to_the_set_up_and_a_program_reads_json(
    browser: Browser, path: str, status: int
) -> None:
    page = await browser.client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    json = await browser.client.get(path, headers={"Accept": "application/json"})
    ways = re.findall(r'<section class="empty">.*<a href="([^"]*)">Set it up</a>', page.text, re.DOTALL)
    assert (page.status_code, ways, "<b>" in page.text) == (status, ["/setup"], False)
    assert (json.status_code, list(json.json())) == (status, ["message"])


async def test_where_github_does_not_answer_the_same_way_back_is_tried_again(
    browser: Browser, terminal: Terminal, github: Running
) -> None:
    back = await registered(browser, terminal, github)
    async with httpx.AsyncClient(base_url=github.url, verify=NO_CERTIFICATES) as client:
        await client.post("/_sandbox/faults", json=[{"match": "conversions", "times": 1}])
    await browser.open(back)
    first = browser.status
    assert (first, "is registered" in await browser.open(back)) == (503, True)


async def test_a_code_that_github_does_not_know_is_told_and_another_app_may_follow(
    browser: Browser, terminal: Terminal, github: Running
) -> None:
    back = await registered(browser, terminal, github)
    page = await browser.open(re.sub("code=[0-9a-f]+", "code=abc", back))
    assert ("GitHub does not know this code" in page, browser.status) == (True, 400)
    assert "A GitHub App of your own" in await browser.open("/setup")


async def test_where_the_file_cannot_be_written_the_credentials_are_shown_all_the_same(
    browser: Browser, terminal: Terminal, github: Running, settings: Settings
) -> None:
    back = await registered(browser, terminal, github)
    (settings.home / "credentials.env").write_text("# of another App\n")
    page = await browser.open(back)
    assert ("GITHUB_PRIVATE_KEY=" in page, "is there already" in page, terminal.kept.is_set()) == (True, True, False)


async def test_where_nothing_can_be_remembered_that_is_said(
    browser: Browser, terminal: Terminal, settings: Settings
) -> None:
    settings.home.touch()
    await browser.open("/setup")
    page = await browser.send("/setup/code", code=terminal.codes[-1])
    assert (browser.status, "FINGERPOST_HOME" in page) == (500, True)
