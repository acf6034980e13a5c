"""Who may see what: strangers, people with and without rights, and what happens where GitHub does not say."""

from typing import Any

import pytest

from bot.errors import Gone, NotInstalled, Retryable
from bot.settings import Settings, load
from tests.webhooks.settings import SIGN_IN
from webhooks.visitors.way_in import missing

PUBLIC, PRIVATE = "/items/forest/paths/1", "/items/forest/secret/1"


@pytest.fixture
def settings() -> Settings:
    return load(SIGN_IN, env_file=None)


async def fill(site: Any) -> None:
    await site.item(1)
    await site.item(1, repo_id=2, repo="forest/secret", private=True, title="Treasure")


async def statuses(site: Any, *paths: str) -> list[int]:
    return [(await site.get(path)).status_code for path in paths]


@pytest.mark.parametrize(
    ("role", "status"),
    [("admin", 200), ("maintain", 200), ("write", 200), ("triage", 404), ("read", 404), ("none", 404), ("owner", 404)],
)
async def test_a_private_repository_is_for_those_who_may_write_there(site: Any, role: str, status: int) -> None:
    await fill(site)
    site.sign_in("ben", forest__secret=role)
    assert await statuses(site, PRIVATE, PUBLIC) == [status, 200]


async def test_who_may_write_to_one_repository_sees_nothing_of_another(site: Any) -> None:
    await fill(site)
    site.sign_in("ben", forest__paths="admin")
    private, unknown = await site.get(PRIVATE), await site.get("/items/no/body/1")
    assert (private.status_code, private.text.replace("forest/secret", "no/body")) == (404, unknown.text)


async def test_a_login_is_not_taken_from_what_somebody_sends(site: Any) -> None:
    await fill(site)
    site.roles.of["forest/secret", "ben"] = "admin"
    name = site.desk.gate.sessions.cookie.name
    for forged in (
        "ben",
        '{"login": "ben"}',
        site.desk.gate.seal.close("fingerpost-sign-in", {"id": "1", "login": "ben"}),
    ):
        site.client.cookies.set(name, forged, domain="bot.example")
        assert await statuses(site, PRIVATE, "/health") == [404, 401]


@pytest.mark.parametrize(("problem", "status"), [(Retryable("no"), 503), (NotInstalled("no"), 404), (Gone("no"), 404)])
async def test_where_github_does_not_say_who_may_nobody_may(site: Any, problem: Exception, status: int) -> None:
    await fill(site)
    site.sign_in("ben", forest__secret="admin")
    site.roles.fails = problem
    assert await statuses(site, PRIVATE) == [status]


async def test_what_is_published_is_shown_whatever_github_says(site: Any) -> None:
    await fill(site)
    site.sign_in("ben", forest__paths="admin")
    site.roles.fails = Retryable("no")
    assert await statuses(site, PUBLIC, "/", "/activity") == [200, 200, 200]


async def test_what_is_kept_of_a_page_is_told_apart_by_who_asked(site: Any) -> None:
    await fill(site)
    strangers = await site.get("/")
    site.sign_in("ben")
    bens = await site.get("/", If_None_Match=strangers.headers["etag"])
    told = [(answer.headers["vary"], answer.headers["cache-control"]) for answer in (strangers, bens)]
    assert (bens.status_code, told) == (200, [("Cookie", "no-cache"), ("Cookie", "private, no-cache")])


async def test_whoever_runs_it_is_told_what_to_set_so_that_people_can_sign_in(site: Any) -> None:
    given = {name: value for name, value in SIGN_IN.items() if name != "GITHUB_CLIENT_ID"}
    assert [missing(load(some, env_file=None)) for some in (SIGN_IN, given, {})] == [
        [],
        ["GITHUB_CLIENT_ID"],
        ["FINGERPOST_URL", "GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET", "FINGERPOST_SESSION_SECRET"],
    ]
    assert site.desk.settings.public == {"board", "activity", "people"}


class TestNobodyCanSignIn:
    @pytest.fixture
    def settings(self) -> Settings:
        return load({"FINGERPOST_URL": "https://bot.example"}, env_file=None)

    @pytest.mark.parametrize("path", ["/health", "/sign-in", "/sign-in/back?code=c&state=s"])
    async def test_it_is_said_how_they_could(self, site: Any, path: str) -> None:
        answer = await site.get(path)
        names = "GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, FINGERPOST_SESSION_SECRET"
        assert (answer.status_code, names in answer.text, "set-cookie" in answer.headers) == (403, True, False)


class TestAtTheMachine:
    @pytest.fixture
    def settings(self) -> Settings:
        return load({}, env_file=None)

    async def test_everything_is_shown_without_signing_in(self, site: Any) -> None:
        await fill(site)
        site.come_home()
        assert await statuses(site, PRIVATE, PUBLIC, "/health", "/items/no/body/1") == [200, 200, 200, 404]
        assert "Treasure" in (await site.get("/")).text

    @pytest.mark.parametrize("header", ["x-forwarded-for", "x-forwarded-proto", "forwarded", "via"])
    async def test_a_proxy_there_brings_strangers(self, site: Any, header: str) -> None:
        await fill(site)
        site.come_home()
        answers = [await site.client.get(path, headers={header: "1"}) for path in (PRIVATE, "/health")]
        assert [answer.status_code for answer in answers] == [404, 403]

    async def test_a_name_that_was_made_to_lead_there_brings_strangers(self, site: Any) -> None:
        await fill(site)
        site.come_home()
        answer = await site.client.get("/health", headers={"host": "rebound.evil.example"})
        assert answer.status_code == 403
