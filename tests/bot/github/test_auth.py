"""Tokens of the App's installations: asked for once, renewed in time, dropped when refused."""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.errors import GitHubError, Gone, NotInstalled, RateLimited, Retryable
from bot.github.auth import AppTokens
from bot.sandbox.testing import APP, Running, private_key, private_pem
from bot.sandbox.world.records import Installation

KEY = SecretStr(private_pem())


class Hand:
    """A clock that goes on when it is told to; tokens are judged by it and by GitHub's."""

    def __init__(self, running: Running) -> None:
        self.running, self.moment = running, SystemClock().now()
        self.set()

    def now(self) -> Any:
        return self.moment

    def set(self) -> None:
        self.running.sandbox.set_clock(self.moment, running=False)

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.set()


@pytest.fixture
def clock(begun: Running) -> Hand:
    return Hand(begun)


@pytest.fixture
def app(begun: Running, clock: Hand) -> AppTokens:
    return AppTokens(APP.id, KEY, begun.url, clock)


@pytest.fixture
def installation(begun: Running) -> int:
    return next(iter(begun.sandbox.world.every(Installation))).id


@pytest.fixture
def post(begun: Running) -> Iterator[Callable[[str, Any], Any]]:
    def posted(name: str, body: Any) -> Any:
        return httpx.post(f"{begun.url}/_sandbox/{name}", json=body, trust_env=False).raise_for_status().json()

    yield posted
    posted("config", {"token_ttl": 3_600})


def labels(hub: Any) -> list[str]:
    """The names of a repository's labels, over REST."""
    return sorted(label.name for label in hub.get_repo("orchard/tools").get_labels())


def asked(running: Running) -> int:
    """How many tokens were asked for."""
    return sum(n for label, n in running.sandbox.counters.labels.items() if "access_tokens" in label)


async def test_a_token_is_asked_for_once_however_many_want_it(
    app: AppTokens, begun: Running, installation: int
) -> None:
    before = asked(begun)
    tokens = await asyncio.gather(*(app.token(installation) for _ in range(8)))
    assert (len(set(tokens)), asked(begun) - before) == (1, 1)


async def test_a_token_is_renewed_before_it_expires(app: AppTokens, clock: Hand, installation: int) -> None:
    first = await app.token(installation)
    clock.forward(3_600 - 150)
    assert await app.token(installation) == first
    clock.forward(60)
    assert await app.token(installation) != first


async def test_a_token_of_five_seconds_is_used_for_most_of_them(
    app: AppTokens, clock: Hand, installation: int, post: Any
) -> None:
    post("config", {"token_ttl": 5})
    first = await app.token(installation)
    clock.forward(2)
    assert await app.token(installation) == first
    clock.forward(2)
    assert await app.token(installation) != first


async def test_a_refused_token_is_dropped_and_a_newer_one_is_not(app: AppTokens, installation: int) -> None:
    first = await app.token(installation)
    app.refused(installation, first)
    second = await app.token(installation)
    app.refused(installation, first)
    assert first != second
    assert await app.token(installation) == second


async def test_a_token_with_old_permissions_is_forgotten(app: AppTokens, installation: int) -> None:
    first = await app.token(installation)
    app.forget(installation)
    app.forget(99)
    assert await app.token(installation) != first


async def test_a_token_that_was_on_its_way_when_permissions_changed_is_not_kept(
    app: AppTokens, installation: int
) -> None:
    asking = asyncio.create_task(app.token(installation))
    await asyncio.sleep(0)  # it asks
    app.forget(installation)
    assert await app.token(installation) != await asking


async def test_where_the_app_is_not_installed_there_is_no_token(app: AppTokens) -> None:
    with pytest.raises(NotInstalled, match="not installed"):
        await app.token(99)


async def test_an_address_without_an_api_is_not_taken_for_an_app_that_was_removed(
    begun: Running, clock: Hand, installation: int
) -> None:
    lost = AppTokens(APP.id, KEY, f"{begun.url}/api/v9", clock)
    with pytest.raises(Retryable, match="GITHUB_API_URL"):
        await lost.token(installation)


async def test_where_the_app_is_suspended_there_is_no_token(app: AppTokens, installation: int, post: Any) -> None:
    post("act", {"do": "suspend", "as": "ada", "account": "orchard"})
    with pytest.raises(NotInstalled, match="suspended"):
        await app.token(installation)


async def test_the_apps_own_login_is_asked_for_once(app: AppTokens, begun: Running) -> None:
    before = sum(begun.sandbox.counters.labels.values())
    assert await asyncio.gather(*(app.login() for _ in range(4))) == ["fingerpost[bot]"] * 4
    assert sum(begun.sandbox.counters.labels.values()) - before == 1


async def test_a_machine_with_a_wrong_clock_is_known_at_once(begun: Running, clock: Hand, installation: int) -> None:
    clock.moment += timedelta(hours=1)
    app = AppTokens(APP.id, KEY, begun.url, clock)
    assert await app.token(installation) == await app.token(installation)
    assert await app.login() == "fingerpost[bot]"


async def test_whoever_is_refused_by_the_right_time_is_refused(begun: Running, clock: Hand) -> None:
    with pytest.raises(Retryable, match="does not know this App by its key"):
        await AppTokens(APP.id + 1, KEY, begun.url, clock).login()


async def test_a_proof_serves_for_a_minute(app: AppTokens, clock: Hand) -> None:
    proofs = []
    for seconds in (0, 59, 1, 60):
        clock.forward(seconds)
        proofs.append(await app.call(lambda integration: integration.auth.token))
    assert (proofs[0] == proofs[1], len(set(proofs))) == (True, 3)


async def test_an_answer_without_the_apps_name_is_not_remembered(clock: Hand) -> None:
    class Nameless(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"id": 1}')

        def log_message(self, *_: Any) -> None:
            """Nothing is written."""

    with HTTPServer(("127.0.0.1", 0), Nameless) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        app = AppTokens(APP.id, KEY, f"http://127.0.0.1:{server.server_port}", clock)
        for _ in range(2):
            with pytest.raises(Retryable, match="what the App is called"):
                await app.login()
        server.shutdown()
        thread.join()


async def test_another_key_is_told(begun: Running, clock: Hand, installation: int) -> None:
    stranger = AppTokens(APP.id + 1, KEY, begun.url, clock)
    with pytest.raises(Retryable, match="check GITHUB_APP_ID and the key"):
        await stranger.token(installation)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"status": 502}, Retryable),
        ({"kind": "drop"}, Retryable),
        ({"kind": "limit", "limit": "primary"}, RateLimited),
        ({"kind": "limit", "limit": "secondary_429"}, RateLimited),
        ({"status": 422, "message": "No"}, GitHubError),
    ],
)
async def test_a_failed_request_for_a_token_is_told_for_what_it_is(
    app: AppTokens, installation: int, post: Any, fault: dict[str, Any], error: type[GitHubError]
) -> None:
    post("faults", [{"match": "access_tokens", **fault}])
    with pytest.raises(GitHubError) as raised:
        await app.token(installation)
    assert type(raised.value) is error
    assert await app.token(installation)


async def test_work_over_rest_carries_a_token(app: AppTokens, installation: int) -> None:
    assert await app.rest(installation, labels) == ["bug", "docs"]


async def test_work_over_rest_replaces_a_refused_token_once(app: AppTokens, installation: int, post: Any) -> None:
    first = await app.token(installation)
    post("faults", [{"match": "GET /repos", "status": 401, "message": "Bad credentials", "times": 1}])
    assert await app.rest(installation, labels) == ["bug", "docs"]
    assert await app.token(installation) != first
    post("faults", [{"match": "GET /repos", "status": 401, "message": "Bad credentials", "times": 2}])
    with pytest.raises(Retryable, match="a token that it had just given"):
        await app.rest(installation, labels)


@pytest.mark.parametrize(("status", "error"), [(404, Gone), (403, GitHubError), (500, Retryable)])
async def test_what_github_refuses_over_rest_is_told(
    app: AppTokens, installation: int, post: Any, status: int, error: type[GitHubError]
) -> None:
    post("faults", [{"match": "GET /repos", "status": status, "message": "No"}])
    with pytest.raises(GitHubError) as raised:
        await app.rest(installation, labels)
    assert type(raised.value) is error


async def test_the_jwt_names_the_app_and_lives_ten_minutes_at_most(app: AppTokens) -> None:
    token = await app.call(lambda integration: integration.auth.token)
    claims = jwt.decode(token, private_key().public_key(), algorithms=["RS256"], options={"verify_iat": False})
    now = time.time()
    assert str(claims["iss"]) == str(APP.id)
    assert claims["iat"] <= now < claims["exp"] <= now + 600


async def test_the_key_is_read_once(begun: Running, clock: Hand, installation: int) -> None:
    app = AppTokens(APP.id, KEY, begun.url, clock)
    key = app._key
    await app.token(installation)
    app.forget(installation)
    await app.token(installation)
    assert app._key is key


async def test_an_enterprise_server_is_asked_below_its_api(begun: Running, clock: Hand, installation: int) -> None:
    app = AppTokens(APP.id, KEY, f"{begun.url}/api/v3", clock)
    assert await app.login() == "fingerpost[bot]"
    assert await app.rest(installation, labels) == ["bug", "docs"]


def test_a_key_of_another_kind_is_refused(clock: Hand) -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(TypeError, match="RSA"):
        AppTokens(APP.id, SecretStr(pem.decode()), "https://github.test", clock)
