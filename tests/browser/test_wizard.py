"""Somebody without an App is led from the terminal's code to the first rules, through GitHub's own pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot.sandbox.testing import Running, running_sandbox
from tests.browser.barriers import barriers
from tests.browser.stage import unset

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
    with unset(tmp_path / "home", github.url) as told:
        yield told


async def test_the_wizard_leads_to_a_pull_request_with_rules(look: Any, begun: tuple[str, str]) -> None:
    url, code = begun
    page = await look(url, viewport={"width": 320, "height": 640})
    assert await barriers(page) == []
    await page.get_by_label("One-time code").fill(code)
    await page.get_by_role("button", name="Begin").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("A GitHub App of your own")
    assert await barriers(page) == []
    await page.get_by_label("Organisation").fill("acme")
    await page.get_by_label("Name of the App").fill("Signs")
    await page.get_by_label("Public address").fill(url)
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Let GitHub register Signs")
    assert await barriers(page) == []
    await page.get_by_role("button", name="Register it on GitHub").click()
    await page.get_by_role("button", name="Create GitHub App for acme").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Signs is registered")
    await page.get_by_role("link", name="Install the App").click()
    await page.get_by_role("link", name="Install it on GitHub").click()
    await page.get_by_role("button", name="Install").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Installed on acme")
    await page.get_by_role("link", name="acme/site").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("First rules for acme/site")
    assert await barriers(page) == []
    await page.get_by_label("What is it for?").fill("A site for all of us.")
    await page.get_by_role("button", name="Show me the file").click()
    await expect(page.locator("pre")).to_contain_text("extends: [welcome, triage]")
    assert await barriers(page) == []
    await page.get_by_role("button", name="Open a pull request").click()
    await expect(page.get_by_role("link", name="acme/site#1")).to_be_visible()
