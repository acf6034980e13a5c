"""`make screenshots`: the pictures in docs/images, and every page in every light and width for people to look at."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.browser.chromium import open_chromium
from tests.browser.stage import CHROMIUM, REPO, demo, empty
from webhooks.pages.navigation import PLACES

ROOT = Path(__file__).parents[2]
SHOWN = ROOT / "docs" / "images"
TO_LOOK_AT = ROOT / ".screenshots"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
WHY = f"/items/{REPO}/1"
IN_DOCS = {
    "board": "/",
    "why": WHY,
    "activity": f"/activity/{REPO}",
    "charts": f"/board/{REPO}",
    "people": f"/people/{REPO}",
    "playground": f"/playground/{REPO}",
    "rules": f"/rules/{REPO}",
    "health": "/health",
}
# With what strangers wrote, and where nothing is.
STATES = {"hostile": f"/items/{REPO}/{{last}}", "missing": "/items/nobody/nothing/1"}


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


async def _session(homes: Path) -> None:
    async with async_playwright() as playwright, open_chromium(playwright) as browser:
        with demo(homes / "demo") as stage:
            last = stage.act("obi-nwosu", "open_issue", repo=REPO, title="The newest")["item"].partition("#")[2]
            there = {place.address.format(repo=REPO) for place in PLACES} | {WHY}
            shown = {name: path for name, path in IN_DOCS.items() if path in there}
            await _take(browser, stage.url, shown, SHOWN, viewport=DESK, color_scheme="light")
            pages = shown | {name: path.format(last=int(last) - 1) for name, path in STATES.items()}
            await _all_of(browser, stage.url, pages)
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
