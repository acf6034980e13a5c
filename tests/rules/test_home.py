from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from rules.home import HOME, Home, home_of
from rules.sections import Project
from tests.rules.world import told

NOWHERE = "project: {{purpose: Growing food together, timezone: {zone}}}\nrules: []\n"


def test_a_file_that_says_nothing_is_at_home_in_english_and_utc() -> None:
    assert home_of(Project(purpose="Growing food together"), None) == HOME
    assert (HOME.zone, HOME.languages) == (UTC, ("en",))


def test_what_the_file_says_is_known() -> None:
    project = Project.model_validate(
        {"purpose": "p", "language": "pt-BR", "timezone": "Europe/Berlin", "people": "people.yml"}
    )
    translations = {"languages": ["de", "pt-BR", "ja"], "files": {"a/{name}.md": "{lang}/{name}.md"}}
    assert home_of(project, translations) == Home(
        zone=ZoneInfo("Europe/Berlin"),
        languages=("pt-BR", "de", "ja"),
        translations=("{lang}/{name}.md",),
        originals=(("a/{name}.md", "{lang}/{name}.md"),),
        people=True,
    )


def test_translations_of_another_form_say_nothing() -> None:
    project = Project(purpose="Growing food together")
    assert home_of(project, {"languages": "de", "files": ["a"]}) == HOME


def test_of_translations_only_texts_count_and_no_more_than_can_be_looked_at() -> None:
    deep = [["a" * 60_000] * 1_000] * 1_000  # as aliases make it of a few lines; written out, 60 GB
    files = {"a": deep, "b": "{lang}/" + "b" * 500} | {f"{n}": f"{{lang}}/{n}" for n in range(1_000)}
    home = home_of(Project(purpose="Growing food together"), {"languages": [deep, "de"], "files": files})
    assert (home.languages, home.translations) == (("en", "de"), tuple(f"{{lang}}/{n}" for n in range(100)))
    assert home.originals == tuple((f"{n}", f"{{lang}}/{n}") for n in range(100))


@pytest.mark.parametrize(
    ("zone", "advice"),
    [
        ("Europe/Berln", "did you mean `Europe/Berlin`?"),
        ("../../etc/passwd", "write a continent and a city: Europe/Berlin"),
    ],
)
def test_a_zone_that_does_not_exist_is_told(zone: str, advice: str) -> None:
    message = f"there is no time zone `{zone}`"
    assert told(NOWHERE.format(zone=zone)) == [(1, 53, "timezone", message, advice)]
