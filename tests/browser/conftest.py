"""A real Chromium and a real demo; every page that is looked at is watched for what may never happen."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    async_playwright,
    expect,
)

from tests.browser import stage
from tests.browser.chromium import open_chromium

HERE = Path(__file__).parent
Look = Callable[..., Awaitable[Page]]
_BAD = 400
# A busy machine is waited for.
_PATIENCE_MS = 60_000
expect.set_options(timeout=_PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stage.Stage]:
    with stage.demo(tmp_path_factory.mktemp("demo") / "home") as opened:
        opened.fills(stage.STRANGERS)
        yield opened


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright, open_chromium(playwright) as browser:
        yield browser


@pytest.fixture
async def look(chromium: Browser) -> AsyncIterator[Look]:
    """Opens pages; in the end no script failed, nothing was blocked, no dialog came up, nothing came from elsewhere."""
    wrong: list[str] = []

    async def open_page(address: str, **wishes: object) -> Page:
        context = await chromium.new_context(**wishes)  # type: ignore[arg-type]  # what Playwright's context takes
        _watch(context, wrong)
        context.set_default_timeout(_PATIENCE_MS)
        page = await context.new_page()
        await page.goto(address)
        return page

    yield open_page
    assert wrong == []


def _watch(context: BrowserContext, wrong: list[str]) -> None:
    """Write down what goes wrong in a browser's window."""

    def asked(request: Request) -> None:
        if urlsplit(request.url).hostname not in {"127.0.0.1", None}:
            wrong.append(f"asked for {request.url}")

    def answered(response: Response) -> None:
        # A page may be missing, and say so; what a page needs may not.
        if response.status >= _BAD and not response.request.is_navigation_request():
            wrong.append(f"{response.status} for {response.url}")

    def said(line: ConsoleMessage) -> None:
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            wrong.append(line.text)

    context.on("request", asked)
    context.on("response", answered)
    context.on("console", said)
    context.on("weberror", lambda error: wrong.append(f"a script failed: {error.error}"))
    context.on("dialog", lambda dialog: wrong.append(f"a dialog came up: {dialog.message}"))
