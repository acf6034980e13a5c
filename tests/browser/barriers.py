"""What would keep somebody from using a page, as far as axe can tell."""

from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page


async def barriers(page: Page) -> list[str]:
    """The rules that a page breaks, each with up to three places."""
    return [_told(each) for each in (await Axe().run(page)).response["violations"]]


def _told(barrier: Any) -> str:
    return f"{barrier['id']}: {[node['target'] for node in barrier['nodes']][:3]}"
