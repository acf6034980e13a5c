"""Somebody looks at the demo: the board, an item's reasons, what strangers wrote."""

import re
from typing import Any

from playwright.async_api import expect

from tests.browser.stage import GUESTS, REPO, SCRIPT, STRANGERS, Stage


async def test_from_a_card_on_the_board_one_comes_to_its_reasons(look: Any, demo: Stage) -> None:
    page = await look(demo.url)
    told = page.locator(".card").filter(has_not_text="Change the rules")  # which another test proposes
    await expect(told).to_have_count(21 + len(GUESTS) + len(STRANGERS))
    await page.get_by_role("link", name="One freezer for the whole street").first.click()
    await expect(page).to_have_url(re.compile(r"/items/street-almanac/almanac/\d+$"))
    await expect(page.get_by_text("Two editors read every guide").first).to_be_visible()


async def test_the_keyboard_leads_past_the_navigation(look: Any, demo: Stage) -> None:
    page = await look(demo.url)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_be_focused()


async def test_what_a_stranger_wrote_stays_text(look: Any, demo: Stage) -> None:
    page = await look(demo.url)
    card = page.locator(".card", has_text=SCRIPT)
    await expect(card).to_have_count(1)
    await card.get_by_role("link").first.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text(SCRIPT)
    assert await page.locator("img[src=x]").count() == 0


async def test_what_the_bot_did_is_taken_back_by_a_button(look: Any, demo: Stage) -> None:
    title = "Idea: a kettle that everybody fills"
    idea = demo.act("ines-prado", "open_issue", repo=REPO, title=title)["item"]
    demo.until("/", title)
    path = f"/items/{idea.replace('#', '/')}"
    page = await look(f"{demo.url}{path}")
    await page.get_by_role("button", name="Undo +idea").click()
    await expect(page.get_by_role("status").filter(has_text="The bot was asked to take that back")).to_be_visible()
    demo.until(path, "\N{MINUS SIGN}idea")
    await page.reload()
    await expect(page.get_by_role("button", name="Undo +idea")).to_have_count(0)
    demo.act("ines-prado", "delete_item", item=idea)
    await page.goto(demo.url)
    await expect(page.locator(".card", has_text="a kettle that everybody fills")).to_have_count(0)


async def test_a_new_idea_appears_by_itself_and_goes_again(look: Any, demo: Stage) -> None:
    page = await look(demo.url)
    idea = demo.act("ines-prado", "open_issue", repo=REPO, title="Idea: a bench that everybody mends")["item"]
    card = page.locator(".card", has_text="a bench that everybody mends")
    await expect(card).to_have_count(1)
    demo.act("ines-prado", "delete_item", item=idea)
    await expect(card).to_have_count(0)


async def test_without_scripts_everything_is_there(look: Any, demo: Stage) -> None:
    page = await look(demo.url, java_script_enabled=False)
    await page.get_by_role("link", name="One freezer for the whole street").first.click()
    await expect(page.get_by_text("Two editors read every guide").first).to_be_visible()
