"""What makes the pages usable by everybody: structure, contrast, nothing from elsewhere, little to load."""

import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(str(files("webhooks.pages")))
SOURCES = {
    file.name: file.read_text()
    for folder in ("templates", "static")
    for file in PACKAGE.joinpath(folder).rglob("*")
    if file.is_file()
}
STYLE = SOURCES["style.css"]
PAGES = (
    "/",
    "/activity",
    "/activity/forest/paths",
    "/board/forest/paths",
    "/people/forest/paths",
    "/items/forest/paths/1",
    "/items/forest/paths/9",
)
DECISION: dict[str, Any] = {
    "events": ["issues.opened"],
    "rules": [{"name": "Sort", "line": 3, "matched": True, "because": []}],
    "actions": [{"do": "comment", "rule": "Sort", "body": "Hello"}],
    "outcomes": [{"do": "comment", "rule": "Sort", "target": "Sort", "state": "done"}],
}


async def fill(site: Any) -> None:
    await site.rules("project: {purpose: Signs.}\nboard: {stages: {Review: {}, Done: {done: true}}}\nrules: []\n")
    for number in range(1, 11):
        item = await site.item(number, stage="Review")
        await site.decided(item.lane, **DECISION)
    await site.item(1, repo_id=2, repo="forest/maps")


@pytest.mark.parametrize("path", PAGES)
async def test_headings_go_down_one_step_at_a_time_from_a_single_first(site: Any, path: str) -> None:
    await fill(site)
    page = site.parse((await site.get(path)).text)
    levels = [int(element.tag[1]) for element in page.every() if re.fullmatch(r"h[1-6]", element.tag)]
    steps = [below - above for above, below in pairwise(levels)]
    assert (levels.count(1), levels[0], max(steps, default=0) <= 1) == (1, 1, True)


@pytest.mark.parametrize("path", PAGES)
async def test_what_is_named_is_there_once(site: Any, path: str) -> None:
    await fill(site)
    page = site.parse((await site.get(path)).text)
    ids = [element.attributes["id"] for element in page.every() if "id" in element.attributes]
    named = {
        element.attributes["aria-labelledby"] for element in page.every() if "aria-labelledby" in element.attributes
    }
    assert (len(ids), named - set(ids)) == (len(set(ids)), set())
    assert page.one(cls="skip").attributes["href"] == "#main"


async def test_columns_can_be_scrolled_by_keyboard_and_say_what_they_are(site: Any) -> None:
    await fill(site)
    columns = (await site.read("/")).one(cls="columns").attributes
    assert (columns["tabindex"], columns["role"], columns["aria-labelledby"]) == ("0", "group", "board-1")


@pytest.mark.parametrize("path", PAGES)
async def test_everything_that_a_page_loads_is_its_own_and_is_there(site: Any, path: str) -> None:
    await fill(site)
    page = site.parse((await site.get(path)).text)
    loads = [
        str(element.attributes.get("src") or element.attributes.get("href"))
        for element in page.every()
        if element.tag in ("script", "link", "img", "iframe", "source")
    ]
    answers = [await site.get(address) for address in loads]
    assert [re.sub(r"\?v=[0-9a-f]{12}$", "", address) for address in loads] == [
        "/static/favicon.svg",
        "/static/style.css",
        "/static/live.js",
    ]
    assert [(answer.status_code, answer.headers["content-type"].split(";")[0]) for answer in answers] == [
        (200, "image/svg+xml"),
        (200, "text/css"),
        (200, "text/javascript"),
    ]
    assert {answer.headers["cache-control"] for answer in answers} == {"public, max-age=31536000, immutable"}


@pytest.mark.parametrize("name", ["nothing.css", "..%2Fpages.py", "%2Fetc%2Fpasswd"])
async def test_nothing_else_is_served_as_a_file(site: Any, name: str) -> None:
    answer = await site.get(f"/static/{name}")
    assert answer.status_code == 404


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_no_source_loads_anything_from_elsewhere_or_writes_style_or_script_inline(name: str) -> None:
    source = SOURCES[name].replace('xmlns="http://www.w3.org/2000/svg"', "")
    patterns = (
        r"""(?:src|href|action)\s*=\s*["']?(?:[a-z]+:|//)""",
        r"url\(|@import|\bimport\b(?!.*(?:when|%}))",
        r"""fetch\(\s*["'`]""",
        r"<style|\bstyle\s*=|\son\w+\s*=\s*[\"']",
        r"<script(?![^>]*\ssrc=)",
        r"\|\s*safe\b|Markup|autoescape",
    )
    assert [pattern for pattern in patterns if re.search(pattern, source)] == []


def test_the_style_is_small() -> None:
    assert len(STYLE.encode()) < 40_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "green", "amber", "blue", "violet", "red"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "inset", "glow"])
def test_every_text_colour_can_be_read_on_every_ground(scheme: str, ink: str, ground: str) -> None:
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", blocks[scheme == "dark"]))
    light, dark = sorted((_luminance(colours[name]) for name in (ink, ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
