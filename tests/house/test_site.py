"""The docs become a site: every page has its place, every link leads somewhere, nothing comes from elsewhere."""

import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str]]
ROOT = Path(__file__).parents[2]
PAGES = sorted(path.name for path in (ROOT / "docs").glob("*.md"))
FETCHED = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=["']?((?:https?:)?//[^"'\s>]*)""")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "zensical.toml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    return folder


def _named(navigation: Any) -> Iterator[str]:
    if isinstance(navigation, str):
        yield navigation
    else:
        for each in navigation.values() if isinstance(navigation, dict) else navigation:
            yield from _named(each)


def test_each_page_has_its_place_in_the_navigation_once() -> None:
    written = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))
    assert sorted(_named(written["project"]["nav"])) == PAGES


def test_the_site_is_built_without_a_complaint_and_asks_for_nothing_from_elsewhere(
    source: Path, run_python: Run
) -> None:
    assert run_python(source, "-m", "zensical", "build", "--clean", "--strict")[0] == 0
    made = {path.name: path.read_text(encoding="utf-8") for path in (source / "site").glob("*.html")}
    assert made.keys() == {"404.html", *(name.replace(".md", ".html") for name in PAGES)}
    assert {name: found for name, text in made.items() if (found := FETCHED.findall(text))} == {}


def test_a_link_that_leads_nowhere_stops_it(tmp_path: Path, source: Path, run_python: Run) -> None:
    shutil.copytree(source, tmp_path / "broken", ignore=shutil.ignore_patterns("site", ".cache"))
    (tmp_path / "broken" / "docs" / "index.md").write_text("[a](time.md#nowhere) [b](none.md)", encoding="utf-8")
    code, output = run_python(tmp_path / "broken", "-m", "zensical", "build", "--strict", NO_COLOR="1")
    assert (code, "2 issues found" in output) == (1, True)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_links_to_what_the_site_does_not_have(page: str) -> None:
    assert re.findall(r"\]\((\.\./[^)]*)\)", (ROOT / "docs" / page).read_text(encoding="utf-8")) == []


def test_the_page_of_settings_shows_the_example() -> None:
    shown = re.search(
        r"^```ini\n(.*)^```$", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert shown is not None
    assert shown[1] == (ROOT / ".env.example").read_text(encoding="utf-8")
