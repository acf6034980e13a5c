"""Every page, in light and dark, on a desk and on a phone: for everybody, and within the screen."""

from typing import Any

import pytest

from tests.browser.barriers import barriers
from tests.browser.stage import REPO, Stage
from webhooks.pages.navigation import PLACES

PAGES = (
    *(place.address.replace("{repo}", REPO) for place in PLACES),
    f"/items/{REPO}/9",
    f"/observe/{REPO}",
    "/setup",
    "/sign-in",
    "/items/nobody/nothing/1",
    "/?part=none",
)
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 320, "height": 640}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_no_barrier_is_found_and_nothing_is_wider_than_the_screen(
    look: Any, demo: Stage, size: str, scheme: str
) -> None:
    page = await look(demo.url, viewport=SIZES[size], color_scheme=scheme)
    found = {}
    for path in PAGES:
        await page.goto(f"{demo.url}{path}")
        barred = await barriers(page)
        wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if barred or wide > 0:
            found[path] = [*barred, wide]
    assert found == {}
