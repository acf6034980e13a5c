"""The front door shows what is really there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_rules_in_the_readme_are_those_of_the_demo() -> None:
    shown = re.search(r"<!-- demo rules -->\n```yaml\n(.*?)```\n<!-- end of demo rules -->", README, re.DOTALL)
    assert shown is not None
    assert shown[1] == (ROOT / "bot/demo/pathways.yml").read_text(encoding="utf-8")


def test_the_rules_of_the_demo_fit_one_screen() -> None:
    lines = (ROOT / "bot/demo/pathways.yml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 50
    assert max(map(len, lines)) <= 125


@pytest.mark.parametrize("page", ["README.md", *(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md"))])
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+?)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    missing = [link for link in links if "://" not in link and not ((ROOT / page).parent / link).exists()]
    assert missing == []
