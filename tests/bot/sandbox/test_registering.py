"""The simulated GitHub registers and installs an App as GitHub does, and refuses what GitHub refuses."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx
import pytest

from bot.sandbox.testing import NO_CERTIFICATES, Running, running_sandbox

TOWN = {"organizations": [{"login": "acme", "owners": ["olga"]}], "repositories": [{"name": "acme/site"}]}
GOOD: dict[str, Any] = {
    "name": "Signs",
    "url": "https://bot.example.org",
    "hook_attributes": {"url": "https://bot.example.org/webhooks/github"},
    "redirect_url": "https://bot.example.org/setup/back?a=b",
    "default_permissions": {"issues": "write", "metadata": "read"},
    "default_events": ["issues"],
}


@pytest.fixture
def github() -> Iterator[Running]:
    with running_sandbox(TOWN) as running:
        yield running


@pytest.fixture
def web(github: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=github.url, verify=NO_CERTIFICATES) as client:
        yield client


def registered(web: httpx.Client, manifest: dict[str, Any], place: str = "") -> httpx.Response:
    """Send the manifest, and confirm it on the page that comes."""
    given = {"manifest": json.dumps(manifest)}
    page = web.post(f"{place}/settings/apps/new?state=s%20t", data=given)
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', page.text)
    if page.is_error:
        return page
    return web.post(f"{place}/settings/apps", data={name: unescape(text) for name, text in fields})


@pytest.mark.parametrize("place", ["", "/organizations/acme"])
def test_a_code_leads_back_and_is_good_once(web: httpx.Client, github: Running, place: str) -> None:
    back = registered(web, GOOD, place)
    [code] = re.findall(r"code=(\w+)", back.headers["location"])
    answers = [web.post(f"/app-manifests/{code}/conversions") for _ in range(2)]
    assert (back.status_code, back.headers["location"]) == (
        302,
        f"https://bot.example.org/setup/back?a=b&code={code}&state=s+t",
    )
    assert [answer.status_code for answer in answers] == [201, 404]
    told = answers[0].json()
    assert (told["slug"], told["webhook_secret"], told["pem"].startswith("-----BEGIN RSA PRIVATE KEY-----")) == (
        "signs",
        github.sandbox.config.webhook_secret,
        True,
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "x" * 35}, "at most 34 characters"),
        ({"url": None}, "valid string"),
        ({"hook_attributes": {"active": False}}, "hook_attributes.url"),
        ({"default_permissions": {"cats": "write"}}, "not included in the list: cats"),
        ({"default_permissions": {"issues": "all"}}, "default_permissions.issues"),
        ({"default_events": ["push"]}, "Default events are not supported by permissions: push"),
        ({"default_events": ["installation"]}, "Default events are not supported by permissions: installation"),
    ],
)
def test_what_github_refuses_is_refused(web: httpx.Client, change: dict[str, Any], told: str) -> None:
    answer = registered(web, GOOD | change)
    assert (answer.status_code, told in answer.text) == (422, True)


def test_there_is_no_app_for_an_organisation_that_is_none(web: httpx.Client) -> None:
    assert registered(web, GOOD, "/organizations/nobody").status_code == 422
    given = {"manifest": json.dumps(GOOD)}
    assert web.post("/organizations/nobody/settings/apps", data=given).status_code == 422


def test_a_name_with_markup_stays_text(web: httpx.Client) -> None:
    page = web.post("/settings/apps/new", data={"manifest": json.dumps(GOOD | {"name": '"><script>'})})
    assert ("<script>" in page.text, page.status_code) == (False, 200)


def test_it_is_installed_once_on_an_account_that_is_there(web: httpx.Client, github: Running) -> None:
    slug = github.sandbox.app.slug
    page = web.get(f"/apps/{slug}/installations/new")
    found = [
        web.get("/apps/another/installations/new").status_code,
        web.post(f"/apps/{slug}/installations", data={"account": "nobody"}).status_code,
        web.post(f"/apps/{slug}/installations", data={"account": "acme"}).status_code,
        web.post(f"/apps/{slug}/installations", data={"account": "acme"}).status_code,
    ]
    assert ("<option>acme</option>" in page.text, found) == (True, [404, 404, 200, 422])
