"""People sign in through the App: what is asked, what a code is worth, whose a token is."""

import base64
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.sandbox.manifests import Manifest
from bot.sandbox.registering import become
from bot.sandbox.testing import NO_CERTIFICATES, Running, running_sandbox

BACK = "https://bot.example/sign-in/back"
VERIFIER = "a-long-secret-of-the-browser-that-nobody-else-knows"
CHALLENGE = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {"client_id": "Iv1.sandbox", "redirect_uri": BACK, "state": "s", "login": "ben"}
ASKED |= {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
GIVEN = {"client_id": "Iv1.sandbox", "client_secret": "sandbox", "redirect_uri": BACK, "code_verifier": VERIFIER}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with running_sandbox({"users": ["ben", "ada"]}, callback_url=BACK) as running:
        yield running


@pytest.fixture
def http(sandbox: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sandbox.url, verify=NO_CERTIFICATES, trust_env=False) as client:
        yield client


def code(http: httpx.Client, **more: str) -> str:
    answer = http.get("/login/oauth/authorize", params=ASKED | more)
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def exchanged(http: httpx.Client, **given: str) -> dict[str, Any]:
    answer: dict[str, Any] = http.post("/login/oauth/access_token", data=GIVEN | given).json()
    return answer


def test_whoever_agrees_is_sent_back_with_a_code_and_the_state(http: httpx.Client) -> None:
    place = urlsplit(http.get("/login/oauth/authorize", params=ASKED).headers["location"])
    told = parse_qs(place.query)
    assert (f"{place.scheme}://{place.netloc}{place.path}", told["state"], sorted(told)) == (
        BACK,
        ["s"],
        ["code", "state"],
    )


def test_without_a_login_the_people_are_shown(http: httpx.Client) -> None:
    shown = http.get("/login/oauth/authorize", params={**ASKED, "login": "<b>"})
    assert (shown.status_code, ">ada</a>" in shown.text, "<b>" in shown.text) == (200, True, False)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"client_id": "other"}, 404),
        ({"redirect_uri": "https://evil.example"}, 400),
        ({"code_challenge_method": "plain"}, 400),
    ],
)
def test_an_unknown_app_another_way_back_and_a_plain_challenge_are_refused(
    http: httpx.Client, more: dict[str, str], status: int
) -> None:
    assert http.get("/login/oauth/authorize", params=ASKED | more).status_code == status


def test_a_code_is_good_once_and_tells_whose_the_token_is(http: httpx.Client) -> None:
    once = code(http)
    first, second = exchanged(http, code=once), exchanged(http, code=once)
    person = http.get("/user", headers={"authorization": f"Bearer {first['access_token']}"})
    assert (first["access_token"][:4], person.json()["login"], second["error"]) == (
        "ghu_",
        "ben",
        "bad_verification_code",
    )


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"client_secret": "wrong"}, "incorrect_client_credentials"),
        ({"code_verifier": "wrong"}, "bad_verification_code"),
        ({"redirect_uri": "https://evil.example"}, "redirect_uri_mismatch"),
        ({"code": "made-up"}, "bad_verification_code"),
    ],
)
def test_a_code_needs_all_that_belongs_to_it(http: httpx.Client, given: dict[str, str], error: str) -> None:
    assert exchanged(http, **({"code": code(http)} | given))["error"] == error


def test_a_token_that_nobody_has_is_refused(http: httpx.Client) -> None:
    assert http.get("/user", headers={"authorization": "Bearer ghu_x"}).status_code == 401


def test_people_sign_in_through_the_app_that_was_made_of_a_manifest() -> None:
    with running_sandbox({"users": ["ben"]}) as running:
        made = become(running.sandbox, Manifest(name="Signs", url="https://bot.example", callback_urls=[BACK]))
        with httpx.Client(base_url=running.url, verify=NO_CERTIFICATES, trust_env=False) as http:
            agreed = code(http, client_id=made["client_id"])
            before, then = (
                exchanged(http, code=agreed),
                exchanged(http, code=code(http, client_id=made["client_id"]), **subset(made)),
            )
    assert (before["error"], then["token_type"]) == ("incorrect_client_credentials", "bearer")


def subset(made: dict[str, str]) -> dict[str, str]:
    return {name: made[name] for name in ("client_id", "client_secret")}
