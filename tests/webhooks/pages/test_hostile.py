"""Whatever people write, a page stays a page."""

from typing import Any

import pytest

SCRIPT = "<script>alert(1)</script>"
BREAK_OUT = "\"'></a><img src=x onerror=alert(1)>"
EVERYWHERE = ("/", "/?part=live", "/items/forest/paths/1", "/items/forest/paths/1?part=live")


async def fill(site: Any, text: str) -> None:
    """An item of which every word is the text."""
    rules = "project: {purpose: Signs.}\nboard: {stages: {Review: {}}}\nrules: []\n"
    await site.rules(rules)
    item = await site.item(1, title=text, author=text, stage=text, state=text, kind=text, url=text)
    finding = {"condition": text, "met": None, "saw": [text], "says": text}
    await site.decided(
        item.lane,
        events=[text],
        rules=[{"name": text, "line": 1, "matched": True, "because": [finding, finding | {"met": True}]}],
        actions=[
            {"do": "label", "rule": text, "labels": [text]},
            {"do": "comment", "rule": text, "body": text},
            {"do": text, "rule": text, "value": text},
        ],
        outcomes=[{"do": "label", "rule": text, "target": text.lower(), "state": "failed", "why": text}],
        held_back=[{"do": text, "rule": text, "why": text}],
        conflicts=[{"rule": text, "do": text, "place": text, "winner": text}],
    )


@pytest.mark.parametrize("text", [SCRIPT, BREAK_OUT, "{{ 7 * 7 }}", "&lt;script&gt;", "]]><!--"])
@pytest.mark.parametrize("path", EVERYWHERE)
async def test_markup_stays_text(site: Any, text: str, path: str) -> None:
    await fill(site, text)
    page = await site.read(path)
    scripts = [script.attributes["src"] for script in page.every("script")]
    assert (page.every("img"), [src for src in scripts if not (src or "").startswith("/static/")]) == ([], [])
    handlers = [name for element in page.every() for name in element.attributes if name.startswith(("on", "style"))]
    assert (handlers, text in page.text) == ([], True)


@pytest.mark.parametrize("text", ["up\u202edown", "bell\x07", "\u2066isolated", "c1\x9b31m", "\ufefffirst"])
@pytest.mark.parametrize("path", EVERYWHERE)
async def test_what_nobody_can_see_is_left_out(site: Any, text: str, path: str) -> None:
    item = await site.item(1, title=text, author=text, stage=text)
    await site.decided(item.lane, actions=[{"do": "label", "rule": text, "labels": [text]}], events=[text], rules=[])
    answer = await site.get(path)
    assert answer.status_code == 200
    assert [sign for sign in answer.text if sign != "\n" and not sign.isprintable()] == []


async def test_text_of_any_direction_turns_nothing_around_it(site: Any) -> None:
    await site.item(1, title="كيف تتخذ المجتمعات قراراتها", author="layla")
    name = (await site.read("/")).one(cls="card").one(cls="name")
    assert (name.one("bdi").text, name.one(cls="number").text) == ("كيف تتخذ المجتمعات قراراتها", "#1")


async def test_a_decision_of_which_little_is_known_is_shown_all_the_same(site: Any) -> None:
    item = await site.item(1)
    await site.decided(item.lane)
    statuses = [(await site.get(path)).status_code for path in EVERYWHERE]
    assert statuses == [200, 200, 200, 200]


@pytest.mark.parametrize("path", ["/", "/items/forest/paths/1", "/items/forest/paths/9"])
async def test_browsers_are_told_to_run_and_load_nothing_from_elsewhere(site: Any, path: str) -> None:
    await fill(site, SCRIPT)
    headers = (await site.get(path)).headers
    assert headers["content-security-policy"] == (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
