"""Somebody without an App is led from the terminal's code to the first rules, through GitHub's own pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot.sandbox.testing import Running, running_sandbox
from tests.browser.stage import free_port, program

LABELER = "docs:\n- changed-files:\n  - any-glob-to-any-file: 'docs/**'\n"
TOWN: dict[str, Any] = {
    "organizations": [{"login": "acme", "owners": ["olga"]}],
    "repositories": [{"name": "acme/site", "files": {".github/labeler.yml": LABELER}}],
}


@pytest.fixture
def github() -> Iterator[Running]:
    with running_sandbox(TOWN) as running:
        yield running


@pytest.fixture
def begun(tmp_path: Path, github: Running) -> Iterator[tuple[str, str]]:
    """A bot that nobody has set up: its address, and the code on its terminal."""
    port = str(free_port())
    settings = {"FINGERPOST_HOME": str(tmp_path), "FINGERPOST_PORT": port, "GITHUB_API_URL": github.url}
    with program("serve", cwd=tmp_path, **settings) as said:
        yield f"http://127.0.0.1:{port}", said(r"One-time code: (\S+)")


async def test_the_wizard_leads_to_a_pull_request_with_rules(look: Any, begun: tuple[str, str]) -> None:
    url, code = begun
    page = await look(url)
    await page.get_by_label("One-time code").fill(code)
    await page.get_by_role("button", name="Begin").click()
    await page.get_by_label("Organisation").fill("acme")
    await page.get_by_label("Name of the App").fill("Signs")
    await page.get_by_label("Public address").fill(url)
    await page.get_by_role("button", name="Go on").click()
    await page.get_by_role("button", name="Register it on GitHub").click()
    await page.get_by_role("button", name="Create GitHub App for acme").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Signs is registered")
    await page.get_by_role("link", name="Install the App").click()
    await page.get_by_role("link", name="Install it on GitHub").click()
    await page.get_by_role("button", name="Install").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Installed on acme")
    await page.get_by_role("link", name="acme/site").click()
    await page.get_by_label("What is it for?").fill("A site for all of us.")
    await page.get_by_role("button", name="Show me the file").click()
    await expect(page.locator("pre")).to_contain_text("extends: [welcome, triage]")
    await page.get_by_role("button", name="Open a pull request").click()
    await expect(page.get_by_role("link", name="acme/site#1")).to_be_visible()
