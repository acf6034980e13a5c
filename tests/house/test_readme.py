"""The front door, and the page on installing, show what is really there."""

import re
from pathlib import Path

import pytest

from bot.doctor.registration import EVENTS, PERMISSIONS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALLING = (ROOT / "docs" / "installing.md").read_text(encoding="utf-8")


def test_the_rules_in_the_readme_are_those_of_the_demo() -> None:
    shown = re.search(r"<!-- demo rules -->\n```yaml\n(.*?)```\n<!-- end of demo rules -->", README, re.DOTALL)
    assert shown is not None
    assert shown[1] == (ROOT / "bot/demo/pathways.yml").read_text(encoding="utf-8")


def test_the_rules_of_the_demo_fit_one_screen() -> None:
    lines = (ROOT / "bot/demo/pathways.yml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 55
    assert max(map(len, lines)) <= 125


@pytest.mark.parametrize("page", [README, INSTALLING], ids=["README", "installing"])
def test_the_permissions_in_the_docs_are_those_that_the_app_asks_for(page: str) -> None:
    rows = re.findall(r"^ *\| ([A-Z][^|]+) \| (read|write)(, optional)? \| ([^|]+) \|$", page, re.MULTILINE)
    wanted = [(each.title, each.level, ", optional" if each.optional else "", each.why) for each in PERMISSIONS]
    assert rows == wanted


def test_the_events_in_the_docs_are_those_that_the_app_subscribes_to() -> None:
    [told] = re.findall(r"Subscribe to: ([^.]+)\.", INSTALLING)
    names = [" ".join(event.replace("projects_v2_item", "projects v2 item").split("_")) for event in EVENTS]
    assert [" ".join(name.split()).lower() for name in told.split(",")] == names


@pytest.mark.parametrize("page", ["README.md", *(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md"))])
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+?)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    missing = [link for link in links if "://" not in link and not ((ROOT / page).parent / link).exists()]
    assert missing == []
