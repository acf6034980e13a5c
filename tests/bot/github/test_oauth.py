"""GitHub is asked who signs in, and its every other answer is nobody."""

from urllib.parse import parse_qs

import httpx
import pytest
import respx
from prometheus_client import REGISTRY

from bot.errors import GitHubError, Retryable
from bot.github.oauth import OAuth, Refused

APP = OAuth("https://api.github.com", "Iv1.x", "hush")
TOKEN, USER = "https://github.com/login/oauth/access_token", "https://api.github.com/user"
BACK = "https://bot.example/sign-in/back"


def requests() -> float:
    return REGISTRY.get_sample_value("fingerpost_github_requests_total", {"kind": "rest"}) or 0


async def login(app: OAuth = APP) -> str:
    return await app.login("c0de", BACK, "verifier")


@pytest.mark.parametrize(
    ("api", "web"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://ghes.example/api/v3", "https://ghes.example"),
        ("https://api.acme.ghe.com", "https://acme.ghe.com"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
    ],
)
def test_people_are_sent_to_where_githubs_pages_are(api: str, web: str) -> None:
    address, _, query = OAuth(api, "Iv1.x", "hush").ask_at(BACK, "state", "verifier").partition("?")
    assert (address, parse_qs(query)["code_challenge"]) == (
        f"{web}/login/oauth/authorize",
        ["iMnq5o6zALKXGivsnlom_0F5_WYda32GHkxlV7mq7hQ"],
    )


async def test_a_code_becomes_a_login_and_the_token_goes_to_github_alone(respx_mock: respx.MockRouter) -> None:
    given = respx_mock.post(TOKEN).respond(json={"access_token": "ghu_1"})
    asked = respx_mock.get(USER).respond(json={"login": "ada"})
    before = requests()
    assert (await login(), requests() - before) == ("ada", 2)
    assert parse_qs(given.calls.last.request.content.decode()) == {
        "client_id": ["Iv1.x"],
        "client_secret": ["hush"],
        "code": ["c0de"],
        "redirect_uri": [BACK],
        "code_verifier": ["verifier"],
    }
    assert asked.calls.last.request.headers["authorization"] == "Bearer ghu_1"


@pytest.mark.parametrize(
    "told", [{"error": "bad_verification_code"}, {}, [], {"access_token": None}, {"access_token": 7}]
)
async def test_without_a_token_it_is_nobody(respx_mock: respx.MockRouter, told: object) -> None:
    respx_mock.post(TOKEN).respond(json=told)
    with pytest.raises(Refused, match="GitHub did not take the code"):
        await login()


@pytest.mark.parametrize("told", [{}, {"login": ""}, {"login": None}, {"login": ["ada"]}, "ada"])
async def test_without_a_login_it_is_nobody(respx_mock: respx.MockRouter, told: object) -> None:
    respx_mock.post(TOKEN).respond(json={"access_token": "ghu_1"})
    respx_mock.get(USER).respond(json=told)
    with pytest.raises(GitHubError, match="did not say who"):
        await login()


@pytest.mark.parametrize("status", [302, 401, 404, 500])
async def test_a_refusal_is_told_by_its_number_and_no_redirection_is_followed(
    respx_mock: respx.MockRouter, status: int
) -> None:
    respx_mock.post(TOKEN).respond(status, headers={"location": "https://evil.example"})
    with pytest.raises(GitHubError, match=str(status)):
        await login()


@pytest.mark.parametrize("broken", [httpx.ConnectError("no"), httpx.ReadTimeout("no")])
async def test_where_github_does_not_answer_one_may_try_again(respx_mock: respx.MockRouter, broken: Exception) -> None:
    respx_mock.post(TOKEN).mock(side_effect=broken)
    with pytest.raises(Retryable, match="could not be asked"):
        await login()


async def test_an_answer_that_is_no_json_is_none(respx_mock: respx.MockRouter) -> None:
    respx_mock.post(TOKEN).respond(text="<html>")
    with pytest.raises(Retryable, match="could not be asked"):
        await login()
