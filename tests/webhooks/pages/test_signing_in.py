"""People sign in with GitHub: there and back over HTTP, and what becomes of those who come back otherwise."""

from collections.abc import AsyncIterator, Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from bot.errors import GitHubError
from bot.sandbox.testing import NO_CERTIFICATES, Running, running_sandbox
from bot.settings import Settings, load

URL = "https://bot.example"
COMMUNITY = {
    "organizations": [{"login": "forest", "owners": ["ada"]}],
    "repositories": [{"name": "forest/paths", "collaborators": {"ben": "push"}}],
    "installations": [{"account": "forest", "id": 7}],
}
COOKIE, STATE = "__Host-fingerpost-session", "__Host-fingerpost-sign-in"


@pytest.fixture(scope="module")
def github() -> Iterator[Running]:
    with running_sandbox(COMMUNITY, callback_url=f"{URL}/sign-in/back") as running:
        yield running


@pytest.fixture
def settings(github: Running) -> Settings:
    given = {
        "FINGERPOST_URL": URL,
        "FINGERPOST_SESSION_SECRET": "s" * 32,
        "GITHUB_API_URL": f"{github.url}/api/v3",
        "GITHUB_CLIENT_ID": "Iv1.sandbox",
        "GITHUB_CLIENT_SECRET": "sandbox",
    }
    return load(given, env_file=None)


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    """At GitHub."""
    async with httpx.AsyncClient(verify=NO_CERTIFICATES, trust_env=False) as client:
        yield client


async def agree(browser: httpx.AsyncClient, address: str, login: str = "ben") -> str:
    """Choose who it is at GitHub; gives the way back, without our address."""
    answer = await browser.get(f"{address}&{urlencode({'login': login})}")
    assert (answer.status_code, answer.headers["location"].startswith(f"{URL}/sign-in/back?")) == (302, True)
    return str(answer.headers["location"].removeprefix(URL))


async def test_who_comes_back_from_github_is_known_and_led_to_where_they_wanted(site: Any, browser: Any) -> None:
    begun = await site.get("/sign-in?to=/health")
    back = await site.get(await agree(browser, begun.headers["location"]))
    assert (begun.status_code, back.status_code, back.headers["location"]) == (303, 303, "/health")
    assert "Sign out" in (await site.get("/")).text


async def test_github_is_told_a_hash_and_a_state_and_nothing_secret(site: Any) -> None:
    place = urlsplit((await site.get("/sign-in")).headers["location"])
    asked = parse_qs(place.query)
    assert (place.path, asked["redirect_uri"], asked["code_challenge_method"], len(asked["code_challenge"][0])) == (
        "/login/oauth/authorize",
        [f"{URL}/sign-in/back"],
        ["S256"],
        43,
    )
    assert sorted(asked) == ["client_id", "code_challenge", "code_challenge_method", "redirect_uri", "state"]


async def test_cookies_are_for_this_host_over_https_and_no_script_sees_them(site: Any, browser: Any) -> None:
    begun = await site.get("/sign-in")
    back = await site.get(await agree(browser, begun.headers["location"]))
    told = SimpleCookie(begun.headers["set-cookie"]) | SimpleCookie(back.headers.get_list("set-cookie")[0])
    assert {
        name: (one["path"], one["secure"], one["httponly"], one["samesite"], one["domain"])
        for name, one in told.items()
    } == dict.fromkeys((STATE, COOKIE), ("/", True, True, "lax", ""))
    assert (back.headers["cache-control"], "ben" in str(back.headers)) == ("no-store", False)


async def test_a_session_that_was_there_before_is_replaced(site: Any, browser: Any) -> None:
    site.sign_in("mallory")
    fixed = site.client.cookies[COOKIE]
    begun = await site.get("/sign-in")
    await site.get(await agree(browser, begun.headers["location"]))
    assert site.client.cookies[COOKIE] != fixed
    assert "ben" in (await site.get("/")).text


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_nobody_is_led_to_somebody_elses_site(site: Any, browser: Any, to: str) -> None:
    begun = await site.get(f"/sign-in?{urlencode({'to': to})}")
    back = await site.get(await agree(browser, begun.headers["location"]))
    assert back.headers["location"] == "/"


async def refused(site: Any, back: str) -> tuple[int, bool]:
    """How a way back ends, and whether anybody is signed in then."""
    answer = await site.get(back)
    return answer.status_code, COOKIE in site.client.cookies


async def test_a_state_that_was_not_given_to_this_browser_is_refused(site: Any, browser: Any) -> None:
    begun = await site.get("/sign-in")
    back = await agree(browser, begun.headers["location"])
    code = parse_qs(urlsplit(back).query)["code"][0]
    for wrong in ("other", "", "\u00e9"):
        assert await refused(site, f"/sign-in/back?{urlencode({'code': code, 'state': wrong})}") == (400, False)
    site.client.cookies.clear()  # another browser
    assert await refused(site, back) == (400, False)


async def test_a_way_back_is_walked_once(site: Any, browser: Any) -> None:
    begun = await site.get("/sign-in")
    kept, back = site.client.cookies[STATE], await agree(browser, begun.headers["location"])
    await site.get(back)
    site.client.cookies.clear()
    assert await refused(site, back) == (400, False)
    site.client.cookies.set(STATE, kept)  # even where the cookie was copied, GitHub takes the code once
    assert await refused(site, back) == (400, False)


async def test_a_sign_in_that_took_too_long_is_begun_anew(site: Any, browser: Any) -> None:
    begun = await site.get("/sign-in")
    back = await agree(browser, begun.headers["location"])
    site.clock.forward(minutes=10, seconds=1)
    assert await refused(site, back) == (400, False)


async def test_a_code_that_was_asked_for_elsewhere_is_worth_nothing_here(site: Any, browser: Any) -> None:
    theirs = await agree(browser, (await site.get("/sign-in")).headers["location"], "ada")
    ours = await agree(browser, (await site.get("/sign-in")).headers["location"])
    code, state = (parse_qs(urlsplit(one).query)[name][0] for one, name in ((theirs, "code"), (ours, "state")))
    assert await refused(site, f"/sign-in/back?{urlencode({'code': code, 'state': state})}") == (400, False)


@pytest.mark.parametrize("more", [{"error": "access_denied"}, {}, {"code": ""}, {"code": "x" * 9_000}])
async def test_who_says_no_at_github_is_not_signed_in(site: Any, more: dict[str, str]) -> None:
    state = parse_qs(urlsplit((await site.get("/sign-in")).headers["location"]).query)["state"][0]
    assert await refused(site, f"/sign-in/back?{urlencode({'state': state} | more)}") == (400, False)


async def test_where_github_does_not_answer_it_is_said(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(*_: str) -> str:
        raise GitHubError("no answer")

    monkeypatch.setattr("bot.github.oauth.OAuth.login", silent)
    state = parse_qs(urlsplit((await site.get("/sign-in")).headers["location"]).query)["state"][0]
    assert await refused(site, f"/sign-in/back?code=c&state={state}") == (503, False)


async def test_who_signs_out_is_unknown_again(site: Any) -> None:
    site.sign_in("ben")
    left = await site.client.post("/sign-out", data={"token": await site.token("/")})
    assert (left.status_code, left.headers["location"], COOKIE in site.client.cookies) == (303, "/", False)
    assert "Sign in" in (await site.get("/")).text


async def test_nobody_else_can_sign_somebody_out(site: Any) -> None:
    site.sign_in("ben")
    left = await site.client.post("/sign-out", data={"token": "0" * 64})
    assert (left.status_code, COOKIE in site.client.cookies) == (403, True)


async def test_a_session_ends_by_itself(site: Any) -> None:
    site.sign_in("ben")
    site.clock.forward(hours=8)
    during = "Sign out" in (await site.get("/")).text
    site.clock.forward(seconds=1)
    assert (during, "Sign out" in (await site.get("/")).text) == (True, False)
