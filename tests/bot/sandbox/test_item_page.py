"""What people see of an item of the simulated GitHub in a browser."""

from collections.abc import Iterator

import httpx
import pytest

from bot.sandbox.testing import NO_CERTIFICATES, running_sandbox

SCRIPT = "<script>alert(1)</script>"
TOWN = {
    "users": ["ada"],
    "organizations": [{"login": "acme", "owners": ["olga"]}],
    "repositories": [{"name": "acme/site"}, {"name": "acme/plans", "private": True}],
}


@pytest.fixture
def web() -> Iterator[httpx.Client]:
    with (
        running_sandbox(TOWN) as github,
        httpx.Client(base_url=github.url, verify=NO_CERTIFICATES, follow_redirects=True) as client,
    ):
        yield client


def opened(web: httpx.Client, repo: str) -> None:
    """Somebody writes an issue that would like to be more than text."""
    act = {"do": "open_issue", "as": "olga", "repo": repo, "title": f"Sign {SCRIPT}", "body": f"fell {SCRIPT}"}
    web.post("/_sandbox/act", json=act).raise_for_status()


def test_an_item_has_a_page_on_which_texts_are_texts(web: httpx.Client) -> None:
    opened(web, "acme/site")
    told = web.get("/acme/site/issues/1")
    assert (told.status_code, SCRIPT in told.text) == (200, False)
    assert "Sign &lt;script&gt;" in told.text
    assert "fell &lt;script&gt;" in told.text


def test_what_is_not_there_or_private_has_none(web: httpx.Client) -> None:
    opened(web, "acme/plans")
    paths = ("/acme/site/issues/1", "/acme/plans/issues/1", "/acme/none/pull/1", "/acme/site/issues/x")
    assert [web.get(path).status_code for path in paths] == [404] * 4
