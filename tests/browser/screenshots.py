"""`make screenshots`: the pictures in docs/images, and every page in every light and width for people to look at."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.browser.chromium import open_chromium
from tests.browser.stage import CHROMIUM, GUESTS, REPO, STRANGERS, demo, empty, unset

ROOT = Path(__file__).parents[2]
SHOWN = ROOT / "docs" / "images"
TO_LOOK_AT = ROOT / ".screenshots"
DESK, PHONE, PICTURE = ({"width": w, "height": h} for w, h in ((1280, 900), (360, 740), (1360, 960)))
WHY = f"/items/{REPO}/3"
IN_DOCS = {
    "board": "/",
    "why": WHY,
    "activity": f"/activity/{REPO}",
    "charts": f"/board/{REPO}#flow",
    "people": f"/people/{REPO}",
    "playground": f"/playground/{REPO}",
    "rules": f"/rules/{REPO}",
    "health": "/health",
}
# With what strangers wrote, and where nothing is.
STATES = {"hostile": f"/items/{REPO}/{21 + len(GUESTS) + len(STRANGERS)}", "missing": "/items/nobody/nothing/1"}


async def _take(browser: Browser, url: str, pages: dict[str, str], folder: Path, **wishes: object) -> None:
    """Pictures of pages, each as long as it is."""
    context = await browser.new_context(**wishes)  # type: ignore[arg-type]  # what Playwright's context takes
    page = await context.new_page()
    for name, path in pages.items():
        answer = await page.goto(f"{url}{path}")
        sys.stdout.write(f"{answer and answer.status}  {folder.name}/{name}.png  {path}\n")
        await page.screenshot(path=folder / f"{name}.png", full_page=folder != SHOWN)
    await context.close()


async def _all_of(browser: Browser, url: str, pages: dict[str, str], prefix: str = "") -> None:
    for scheme in ("light", "dark"):
        for width, size in {"desk": DESK, "phone": PHONE}.items():
            named = {f"{prefix}{name}-{width}-{scheme}": path for name, path in pages.items()}
            await _take(browser, url, named, TO_LOOK_AT, viewport=size, color_scheme=scheme)


async def _begin(browser: Browser, url: str, code: str) -> None:
    """The first steps of setting up, of which one needs the code."""
    page = await browser.new_page()
    await page.set_viewport_size(PICTURE)  # type: ignore[arg-type]  # a width and a height
    await page.goto(url)
    await page.screenshot(path=TO_LOOK_AT / "setup-code.png")
    await page.get_by_label("One-time code").fill(code)
    await page.get_by_role("button", name="Begin").click()
    await page.screenshot(path=SHOWN / "setup.png")


async def _session(homes: Path) -> None:
    async with async_playwright() as playwright, open_chromium(playwright) as browser:
        with demo(homes / "demo") as stage:
            await _take(browser, stage.url, IN_DOCS, SHOWN, viewport=PICTURE, color_scheme="light")
            stage.fills(STRANGERS)
            await _all_of(browser, stage.url, IN_DOCS | STATES)
        with unset(homes / "unset", "https://api.github.com") as (url, code):
            await _begin(browser, url, code)
        with empty(homes / "empty") as url:
            await _all_of(browser, url, {"board": "/", "activity": "/activity", "health": "/health"}, "empty-")


def main() -> int:
    """Take all of them."""
    if CHROMIUM is None:
        sys.stderr.write("Chromium is missing: apt-get install chromium\n")
        return 1
    for folder in (SHOWN, TO_LOOK_AT):
        folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as homes:
        asyncio.run(_session(Path(homes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
