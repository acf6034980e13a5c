"""The further steps: who may come in, what they may do, and what is said when it cannot be done."""

from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import Response

from bot.assembly import bot_for
from bot.clock import SystemClock
from bot.sandbox.scenario import FULL_PERMISSIONS
from bot.sandbox.testing import APP, NO_CERTIFICATES, Running, private_pem, running_sandbox
from bot.settings import load
from tests.webhooks.setup.browser import Browser
from webhooks.app import create_app
from webhooks.setup.code import OneTimeCode
from webhooks.visitors.seal import Seal
from webhooks.visitors.sessions import Sessions

SECRET = "a secret of at least thirty-two characters"
RULES = "project: {purpose: Words}\nrules: []\n"
TOWN: dict[str, Any] = {
    "organizations": [{"login": "acme", "owners": ["olga"]}],
    "repositories": [
        {"name": "acme/site", "collaborators": {"wanda": "push", "rita": "pull"}},
        {"name": "acme/hidden", "private": True, "collaborators": {"wanda": "push"}},
        {"name": "acme/ruled", "files": {".github/pathways.yml": RULES}},
    ],
    "installations": [{"account": "acme", "id": 77}],
}
PAGES = ("/setup", "/setup/doctor", "/setup/begin/acme/site", "/setup/begin/acme/none", "/setup/begin/acme/a%20b")
FORMS = ("/setup/end", "/setup/begin/acme/site", "/setup/begin/acme/site/pull")
Visit = Callable[..., Awaitable[Browser]]


@pytest.fixture
def town() -> dict[str, Any]:
    return TOWN


@pytest.fixture
def github(town: dict[str, Any]) -> Iterator[Running]:
    with running_sandbox(town) as running:
        yield running


@pytest.fixture
def codes() -> list[str]:
    return []


@pytest.fixture
def visit(serve: Any, github: Running, tmp_path: Path, codes: list[str]) -> Visit:
    """Starts the bot, and gives the browser of somebody: who signed in, who gave the code, or of a stranger."""

    async def start(login: str = "", *, code: bool = False, **settings: str) -> Browser:
        given = {
            "FINGERPOST_HOME": str(tmp_path),
            "GITHUB_APP_ID": str(APP.id),
            "GITHUB_PRIVATE_KEY": private_pem(),
            "GITHUB_WEBHOOK_SECRET": "secret",
            "GITHUB_API_URL": github.url,
            "GITHUB_CLIENT_ID": "Iv1.a",
            "GITHUB_CLIENT_SECRET": "client secret",
            "FINGERPOST_URL": "http://127.0.0.1",
            "FINGERPOST_SESSION_SECRET": SECRET,
            **settings,
        }
        clock = SystemClock()
        found = load({name: text for name, text in given.items() if text}, env_file=None)
        one_time = OneTimeCode(clock, codes.append) if code else None
        client = await serve(create_app(found, bot_for(found, clock), clock, code=one_time))
        if login:
            answer, sessions = Response(), Sessions(Seal(SECRET, clock), secure=False)
            sessions.begin(answer, login)
            [(name, cookie)] = SimpleCookie(answer.headers["set-cookie"]).items()
            client.cookies.set(name, cookie.value, domain=client.base_url.host)
        browser = Browser(client)
        if login:
            browser.origin = "http://127.0.0.1"
        if code:
            await browser.open("/setup")
            await browser.send("/setup/code", code=codes[-1])
        return browser

    return start


async def test_nobody_unknown_sees_anything(visit: Visit) -> None:
    browser = await visit()
    found = []
    for page in PAGES:
        text = await browser.open(page)
        found.append((browser.status, "acme" in text.replace(page, "")))
    for form in FORMS:
        answer = await browser.client.post(form, data={"token": ""})
        found.append((answer.status_code, "acme/hidden" in answer.text))
    assert found == [(401, False)] * (len(PAGES) + len(FORMS))


async def test_where_a_code_is_open_a_stranger_is_asked_for_it(visit: Visit) -> None:
    browser = await visit(code=True)
    browser.client.cookies.clear()
    page = await browser.open("/setup")
    assert (browser.status, "One-time code" in page, "acme" in page) == (200, True, False)


async def test_whoever_may_not_write_there_learns_nothing_of_it(visit: Visit) -> None:
    browser = await visit("rita")
    found = []
    for repo in ("acme/site", "acme/hidden", "acme/none", "nobody/none"):
        page = await browser.open(f"/setup/begin/{repo}")
        found.append((browser.status, page.replace(repo, "R/R")))
    assert (found[0][0], found) == (404, [found[0]] * 4)


async def test_strangers_spend_nothing_of_what_github_allows_and_learn_nothing_of_what_fails(
    visit: Visit, github: Running
) -> None:
    browser = await visit("rita")
    await browser.open("/setup/begin/acme/none")
    async with httpx.AsyncClient(base_url=github.url, verify=NO_CERTIFICATES) as client:
        await client.post("/_sandbox/faults", json=[{"match": "graphql", "times": 99}])
    found = []
    for repo in ("acme/hidden", "acme/none"):
        page = await browser.open(f"/setup/begin/{repo}")
        found.append((browser.status, page.replace(repo, "R/R")))
    assert (found[0][0], found) == (404, [found[0]] * 2)


async def test_whoever_may_write_begins_with_rules_there(visit: Visit, github: Running) -> None:
    browser = await visit("wanda")
    guest = await browser.open("/setup")
    await browser.open("/setup/begin?repo=acme/hidden")
    await browser.send("/setup/begin/acme/hidden", purpose="<i>Words</i>", language="en")
    page = await browser.send("/setup/begin/acme/hidden/pull")
    assert ("acme" in guest, f"{github.url}/acme/hidden/pull/1" in page) == (False, True)


async def test_other_answers_bring_the_open_pull_request_up_to_date(visit: Visit, github: Running) -> None:
    browser = await visit(code=True)
    for purpose in ("First words", "Better words", "Better words"):
        await browser.open("/setup/begin/acme/site")
        await browser.send("/setup/begin/acme/site", purpose=purpose, language="xx")
        page = await browser.send("/setup/begin/acme/site/pull")
        assert "/acme/site/pull/1" in page
    async with httpx.AsyncClient(base_url=github.url, verify=NO_CERTIFICATES) as client:
        state = (await client.get("/_sandbox/state")).json()
        file = "/repos/acme/site/contents/.github/pathways.yml?ref=fingerpost/pathways"
        there = (await client.get(file, headers=github.headers("acme"))).json()
    assert (list(state["items"]), b"Better words" in b64decode(there["content"])) == (["acme/site#1"], True)


async def test_a_repository_with_rules_keeps_them(visit: Visit) -> None:
    browser = await visit(code=True)
    page = await browser.open("/setup/begin/acme/ruled")
    stamp = browser.stamp(await browser.open("/setup/begin/acme/site"))
    answer = await browser.client.post("/setup/begin/acme/ruled/pull", data={"token": stamp})
    assert ("This repository has rules" in page, answer.status_code) == (True, 409)


LEAST = {**FULL_PERMISSIONS, "contents": "read"}


@pytest.mark.parametrize("town", [TOWN | {"installations": [{"account": "acme", "id": 77, "permissions": LEAST}]}])
async def test_where_the_app_may_not_write_the_file_is_created_by_hand(visit: Visit, github: Running) -> None:
    browser = await visit(code=True)
    await browser.open("/setup/begin/acme/site")
    page = await browser.send("/setup/begin/acme/site", purpose="Words")
    link = f"{github.url}/acme/site/new/main?filename=.github%2Fpathways.yml&amp;value="
    assert (link in page, "Open a pull request" in page) == (True, False)


async def test_where_only_is_observed_nothing_is_opened(visit: Visit) -> None:
    browser = await visit(code=True, FINGERPOST_MODE="observe")
    await browser.open("/setup/begin/acme/site")
    page = await browser.send("/setup/begin/acme/site")
    assert ("Create it on GitHub" in page, "Open a pull request" in page) == (True, False)


@pytest.mark.parametrize("town", [{key: TOWN[key] for key in ("organizations", "repositories")}])
async def test_as_long_as_it_is_installed_nowhere_the_page_looks_again(visit: Visit) -> None:
    browser = await visit(code=True)
    answer = await browser.client.get("/setup")
    assert (answer.headers.get("refresh"), "Install it on GitHub" in answer.text) == ("10; url=/setup", True)


async def test_when_it_is_done_nobody_comes_in_by_a_code(visit: Visit, codes: list[str], tmp_path: Path) -> None:
    browser = await visit(code=True)
    assert "acme/site" in await browser.open("/setup")
    await browser.send("/setup/end")
    answer = await browser.client.post("/setup/code", data={"code": codes[-1]})
    await browser.open("/setup")
    assert (answer.status_code, browser.status, (tmp_path / "setup.json").exists()) == (403, 401, False)


async def test_whoever_sits_at_the_machine_needs_no_code(visit: Visit) -> None:
    nobody_signs_in = dict.fromkeys(
        ("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET", "FINGERPOST_SESSION_SECRET", "FINGERPOST_URL"), ""
    )
    browser = await visit(**nobody_signs_in)
    assert ("acme/site" in await browser.open("/setup"), browser.status) == (True, 200)
    page = (await browser.open("/setup/doctor")).replace("</bdi>", "").replace("<bdi>", "")
    assert "webhook: the bot does not know its own address" in page


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("token", "status"), [("", 403), ("a" * 64, 403)])
@pytest.mark.parametrize("code", [True, False])
async def test_no_form_counts_without_its_token(visit: Visit, form: str, token: str, status: int, code: bool) -> None:
    browser = await visit("wanda", code=code)
    answer = await browser.client.post(form, data={"token": token})
    assert (answer.status_code, "out of date" in answer.text) == (status, True)


async def test_what_github_does_not_do_is_said(visit: Visit, github: Running) -> None:
    browser = await visit(code=True)
    await browser.open("/setup")
    async with httpx.AsyncClient(base_url=github.url, verify=NO_CERTIFICATES) as client:
        await client.post("/_sandbox/faults", json=[{"times": 99}])
    page = await browser.open("/setup")
    assert (browser.status, "GitHub did not do it" in page) == (503, True)


@pytest.mark.parametrize("repo", ["", "acme", "acme/a b", "../../x", "//evil.example/x", "https://evil.example"])
async def test_what_is_no_repository_leads_nowhere(visit: Visit, repo: str) -> None:
    browser = await visit(code=True)
    answer = await browser.client.get("/setup/begin", params={"repo": repo})
    assert (answer.status_code, answer.headers.get("location")) == (404, None)


async def test_where_github_does_not_answer_the_doctor_says_that(visit: Visit) -> None:
    nobody_signs_in = dict.fromkeys(
        ("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET", "FINGERPOST_SESSION_SECRET", "FINGERPOST_URL"), ""
    )
    browser = await visit(GITHUB_API_URL="http://127.0.0.1:9", **nobody_signs_in)
    page = (await browser.open("/setup/doctor")).replace("</bdi>", "").replace("<bdi>", "")
    assert (browser.status, "GitHub did not answer at http://127.0.0.1:9: ConnectionError" in page) == (200, True)
    assert "see that this machine reaches GitHub" in page
