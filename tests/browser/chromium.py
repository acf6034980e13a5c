"""The system's own Chromium: nothing is downloaded."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Playwright

from tests.browser.stage import CHROMIUM


@asynccontextmanager
async def open_chromium(playwright: Playwright) -> AsyncIterator[Browser]:
    """A browser that is closed in the end."""
    # As root, as in a container, Chromium has no sandbox of its own.
    apart = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=apart)
    yield browser
    await browser.close()
