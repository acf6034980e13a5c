"""Where one has to sign in, GitHub leads there and back, and who signed out sees nothing any more."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot.sandbox.testing import APP, private_pem, running_sandbox
from tests.browser.barriers import barriers
from tests.browser.stage import free_port, program

COMMUNITY: dict[str, Any] = {
    "users": ["stranger"],
    "organizations": [{"login": "forest", "owners": ["ada"]}],
    "repositories": [{"name": "forest/paths", "collaborators": {"ben": "push"}}],
    "installations": [{"account": "forest"}],
}


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[str]:
    """A bot that people reach from outside; gives its address."""
    port = str(free_port())
    url = f"http://127.0.0.1:{port}"
    with running_sandbox(COMMUNITY, callback_url=f"{url}/sign-in/back") as github:
        settings = {
            "FINGERPOST_HOME": str(tmp_path),
            "FINGERPOST_PORT": port,
            "FINGERPOST_URL": url,
            "FINGERPOST_SESSION_SECRET": "s" * 32,
            "GITHUB_API_URL": github.url,
            "GITHUB_APP_ID": str(APP.id),
            "GITHUB_CLIENT_ID": "Iv1.sandbox",
            "GITHUB_CLIENT_SECRET": "sandbox",
            "GITHUB_PRIVATE_KEY": private_pem(),
            "GITHUB_WEBHOOK_SECRET": "a secret of the tests",
        }
        with program("serve", cwd=tmp_path, **settings) as said:
            said(r"listening +webhooks=(\S+)")
            yield url


async def test_github_leads_there_and_back_until_one_signs_out(look: Any, guarded: str) -> None:
    page = await look(f"{guarded}/health")
    assert await barriers(page) == []
    await page.get_by_role("link", name="Sign in with GitHub").click()
    await page.get_by_role("link", name="ben").click()
    await expect(page).to_have_url(f"{guarded}/health")
    await expect(page.get_by_role("banner")).to_contain_text("ben")
    assert await barriers(page) == []
    await page.get_by_role("button", name="Sign out").click()
    await page.goto(f"{guarded}/health")
    await expect(page.get_by_role("link", name="Sign in with GitHub")).to_be_visible()


async def test_a_stranger_sees_no_more_than_before(look: Any, guarded: str) -> None:
    page = await look(f"{guarded}/rules/forest/paths")
    await page.get_by_role("link", name="Sign in with GitHub").click()
    await page.get_by_role("link", name="stranger").click()
    await expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    known, unknown = [(await page.goto(f"{guarded}/rules/forest/{name}")) for name in ("paths", "nothing")]
    assert (known.status, unknown.status) == (404, 404)
