"""The credentials of a new App, from GitHub."""

import httpx
import pytest
import respx

from bot.errors import GitHubError, Gone, Retryable
from bot.github.registering import credentials_for

API = "https://api.github.com"
TOLD = {
    "id": 7,
    "slug": "signs",
    "name": "Signs",
    "html_url": "https://github.com/apps/signs",
    "client_id": "Iv1.a",
    "client_secret": "s",
    "webhook_secret": None,
    "pem": "-----BEGIN",
    "owner": {"login": "acme"},
}


async def test_a_code_is_exchanged_without_any_proof() -> None:
    with respx.mock:
        route = respx.post(f"{API}/app-manifests/c0de/conversions").respond(201, json=TOLD)
        found = await credentials_for(API, "c0de")
    assert (found.id, found.slug, found.webhook_secret, "authorization" in route.calls[0].request.headers) == (
        7,
        "signs",
        None,
        False,
    )


@pytest.mark.parametrize("code", ["", "a/b", "../app", "a?b", "a" * 201, "ä", "a b"])
async def test_what_is_no_code_is_not_sent(code: str) -> None:
    with respx.mock, pytest.raises(Gone, match="that is no code of GitHub's"):
        await credentials_for(API, code)


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        (httpx.Response(404), Gone, "it is good once"),
        (httpx.Response(422), Gone, "it is good once"),
        (httpx.Response(302, headers={"location": "https://evil.example"}), Gone, "it is good once"),
        (httpx.Response(502), Retryable, "GitHub answered 502"),
        (httpx.Response(201, text="<html>"), GitHubError, "not as GitHub does"),
        (httpx.Response(201, json={"id": 7}), GitHubError, "not as GitHub does"),
        (httpx.Response(201, json=TOLD | {"x": "x" * 1_000_001}), GitHubError, "far too long"),
        (httpx.ConnectError("no"), Retryable, "GitHub did not answer at https://api.github.com: ConnectError"),
        (httpx.ReadTimeout("no"), Retryable, "ReadTimeout"),
    ],
)
async def test_each_refusal_is_told_apart(
    answer: httpx.Response | Exception, kind: type[GitHubError], told: str
) -> None:
    with respx.mock:
        respx.post(f"{API}/app-manifests/c0de/conversions").mock(side_effect=[answer])
        with pytest.raises(kind, match=told):
            await credentials_for(API, "c0de")
