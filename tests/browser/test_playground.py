"""Somebody changes a rule, and sees mistakes while typing, the plan, and what the past would have been."""

import re
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser.stage import REPO, Stage


async def _changed(page: Page, what: str, into: str) -> None:
    """The rules are typed anew, with one thing otherwise."""
    rules = _rules(page)
    before = await rules.input_value()
    assert what in before
    await rules.fill(before.replace(what, into))


def _rules(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Rules")


async def test_a_mistake_shows_while_one_types_and_goes_when_it_is_mended(look: Any, demo: Stage) -> None:
    page = await look(f"{demo.url}/playground/{REPO}")
    await _changed(page, "label: idea}", "lable: idea}")
    findings = page.get_by_role("region", name="Findings")
    await expect(findings).to_contain_text("unknown verb lable")
    await findings.get_by_role("link", name=re.compile("line 30")).click()
    await expect(_rules(page)).to_be_focused()
    await _changed(page, "lable: idea}", "label: idea}")
    await expect(findings).to_contain_text("nothing wrong")


async def test_the_plan_follows_the_rules_and_the_case(look: Any, demo: Stage) -> None:
    page = await look(f"{demo.url}/playground/{REPO}")
    await _changed(page, "- label: first-contribution\n", "- label: so-new\n")
    await page.get_by_role("button", name="Show the plan").click()
    await expect(page.get_by_role("region", name="The plan")).to_contain_text("+so-new")


async def test_changed_rules_are_proposed_once(look: Any, demo: Stage) -> None:
    page = await look(f"{demo.url}/playground/{REPO}")
    await _changed(page, "do: [{label: idea}", "do: [{label: thought}")
    await page.get_by_role("button", name="Propose these rules").click()
    link = page.get_by_role("link", name=re.compile("Pull request #"))
    await expect(link).to_be_visible()
    first = await link.get_attribute("href")
    assert "label: thought" in await _rules(page).input_value()
    await page.get_by_role("button", name="Propose these rules").click()
    await expect(link).to_be_visible()
    assert (await link.get_attribute("href"), f"/{REPO}/pull/" in str(first)) == (first, True)


async def test_a_changed_rule_changes_the_past(look: Any, demo: Stage) -> None:
    page = await look(f"{demo.url}/playground/{REPO}")
    await page.get_by_role("button", name="Play the past").click()
    past = page.get_by_role("region", name="The past, played with these rules")
    await expect(past).to_contain_text("0 come out otherwise")
    await _changed(page, "{label: idea}, {stage", "{label: thought}, {stage")
    await page.get_by_role("button", name="Play the past").click()
    await expect(past).to_contain_text(re.compile(r"[1-9]\d* come out otherwise"))
    await expect(past).to_contain_text("thought")


async def test_without_scripts_a_mistake_is_told_by_the_button(look: Any, demo: Stage) -> None:
    page = await look(f"{demo.url}/playground", java_script_enabled=False)
    await _rules(page).fill("project: {purpose: p}\nrules: [{name: a, do: [{lable: x}]}]\n")
    await page.get_by_role("button", name="Show the plan").click()
    await expect(page.get_by_role("region", name="Findings")).to_contain_text("unknown verb lable")


async def test_numbers_stand_beside_their_lines_however_many_there_are(look: Any, demo: Stage) -> None:
    page = await look(f"{demo.url}/playground/{REPO}")
    await _rules(page).fill("\n".join(["# a remark"] * 300))
    beside = "(rules) => [rules.scrollHeight <= rules.clientHeight, document.querySelectorAll('.numbers span').length]"
    assert await _rules(page).evaluate(beside) == [True, 300]


async def test_what_happened_lately_becomes_the_case_without_scripts_too(look: Any, demo: Stage) -> None:
    page = await look(f"{demo.url}/playground/{REPO}", java_script_enabled=False)
    lately = page.get_by_label("Or what happened lately")
    opened = lately.locator("option", has_text="issues.opened").first
    await lately.select_option(value=await opened.get_attribute("value"))
    await page.get_by_role("button", name="Take it").last.click()
    await expect(page.get_by_label("Event")).to_have_value("issues.opened")
    await expect(page.get_by_role("region", name="The plan")).to_contain_text("An idea waits in the backlog")
