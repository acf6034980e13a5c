"""Who is meant: by role, team, path, and by what they cover, speak and know."""

from typing import Any

import pytest

from bot.people.pool import pool_of, speaks
from rules.facts import UNKNOWN, Changer, Facts, Member
from rules.selector import Selector

REGIONS = (("DACH", ("DE", "AT", "CH")), ("Nordics", ("NO", "SE")))
PEOPLE = (
    Member(login="ana", roles=("ambassador",), covers=("AT", "CH"), languages=("de", "en"), topics=("storage",)),
    Member(login="ben", roles=("ambassador",), covers=("DACH",), languages=("en",), topics=("storage", "Money")),
    Member(login="cem", roles=("ambassador",), covers=("NO",), languages=("pt-BR", "de"), topics=("money",)),
    Member(login="dia", roles=("manager",), languages=("pt",)),
)
FACTS = Facts(
    people=PEOPLE,
    files=("docs/a.md", "src/b.py"),
    codeowners="* @dia\ndocs/ @ana @acme/docs docs@example.org\nsrc/ @ben\n",
    teams={"Acme/Docs": ("eva", "ana")},
)


def meant(values: dict[str, str] | None = None, facts: Facts = FACTS, /, **keys: Any) -> dict[str, tuple[str, ...]]:
    pool = pool_of(Selector.model_validate(keys), facts, values or {}, REGIONS)
    return {one.login: one.because for one in pool}


@pytest.mark.parametrize(
    ("tags", "wanted", "well"),
    [
        (("pt-BR",), "pt-BR", 2),
        (("PT-br",), "pt-BR", 2),
        (("pt",), "pt-BR", 1),
        (("pt-BR",), "pt", 1),
        (("pt-PT",), "pt-BR", 0),
        (("en", "de"), "fr", 0),
        ((), "en", 0),
    ],
)
def test_a_language_without_its_region_does_for_the_one_with_it(tags: tuple[str, ...], wanted: str, well: int) -> None:
    assert speaks(tags, wanted) == well


def test_a_country_is_covered_by_whoever_names_it_or_its_region() -> None:
    assert meant(covers="AT") == {"ana": ("covers AT",), "ben": ("covers AT",)}
    assert meant(covers="de") == {"ben": ("covers DE",)}
    assert meant(covers="JP") == {}


def test_a_region_is_covered_by_whoever_names_it_or_a_part_of_it() -> None:
    assert meant(covers="DACH") == {"ana": ("covers dach",), "ben": ("covers dach",)}
    fits = {one.login: one.fit for one in pool_of(Selector(covers=("DACH",)), FACTS, {}, REGIONS)}  # type: ignore[arg-type]  # read as a rule file's
    assert fits == {"ana": 1, "ben": 2}


def test_what_is_asked_for_together_leaves_only_who_does_all_of_it() -> None:
    both = {"role": "ambassador", "covers": "{country}", "speaks": "{language}"}
    assert meant({"country": "AT", "language": "de"}, **both) == {"ana": ("covers AT", "speaks de")}
    assert meant({"country": "NO", "language": "pt-BR"}, **both) == {"cem": ("covers NO", "speaks pt-BR")}


def test_a_value_that_the_item_does_not_have_leaves_everybody() -> None:
    assert list(meant({"language": "de"}, role="ambassador", covers="{country}", speaks="{language}")) == ["ana", "cem"]
    assert list(meant({}, role="ambassador", covers="{country}")) == ["ana", "ben", "cem"]


def test_alone_a_language_means_everybody_who_speaks_it() -> None:
    assert list(meant(speaks="pt-BR")) == ["cem", "dia"]
    assert list(meant(speaks=["fr", "en"])) == ["ana", "ben"]
    assert meant(speaks="zh-CN") == {}


def test_labels_that_are_nobodys_topic_are_no_topics() -> None:
    assert meant({"labels": "bug, money"}, topics="{labels}") == {"ben": ("knows Money",), "cem": ("knows money",)}
    assert list(meant({"labels": "bug"}, role="ambassador", topics="{labels}")) == ["ana", "ben", "cem"]
    assert meant(topics="bug") == {}


def test_more_topics_fit_better() -> None:
    pool = pool_of(Selector.model_validate({"topics": ["storage", "money"]}), FACTS, {}, REGIONS)
    assert {one.login: one.fit for one in pool} == {"ana": 1, "ben": 2, "cem": 1}


def test_owners_are_those_of_the_changed_paths_teams_by_their_members() -> None:
    assert list(meant(owners=True)) == ["ana", "eva", "ben"]
    assert list(meant(None, FACTS.but(files=("README",)), owners=True)) == ["dia"]
    assert list(meant(None, FACTS.but(teams={}), owners=True, speaks="en")) == ["ana", "ben"]


def test_who_is_not_in_the_people_file_covers_and_speaks_nothing() -> None:
    assert meant(users=["zoe", "ana"], speaks="de") == {"ana": ("speaks de",)}
    assert meant(None, FACTS.but(people=UNKNOWN), speaks="de") == {}


CHANGERS = (
    Changer(login="Fay", files={"docs/a.md": 3, "src/b.py": 9, "src/c.py": 1}),
    Changer(login="cem", files={"docs/a.md": 1, "src/b.py": 1}),
    Changer(login="ana", files={"docs/a.md": 1}),
)


def test_alone_history_means_whoever_changed_the_files() -> None:
    assert meant(None, FACTS.but(changers=CHANGERS), history=True) == {
        "Fay": ("changed src/b.py 9 times and 2 more files",),
        "cem": ("changed docs/a.md once and 1 more file",),
        "ana": ("changed docs/a.md once",),
    }
    assert meant(history=True) == {}


def test_beside_others_history_puts_those_first_who_changed_the_files_and_leaves_the_rest() -> None:
    facts = FACTS.but(changers=CHANGERS)
    pool = pool_of(Selector.model_validate({"role": "ambassador", "history": True}), facts, {})
    assert [(one.login, one.fit) for one in pool] == [("ana", 1), ("ben", 0), ("cem", 2)]
    assert meant(None, facts, owners=True, history=True)["ana"] == ("changed docs/a.md once",)
    assert meant({"language": "de"}, facts, speaks="{language}", history=True) == {
        "cem": ("speaks de", "changed docs/a.md once and 1 more file"),
        "ana": ("speaks de", "changed docs/a.md once"),
    }


def test_who_changed_the_files_more_than_a_few_times_knows_them_and_that_is_all() -> None:
    pool = pool_of(Selector.model_validate({"history": True}), FACTS.but(changers=CHANGERS), {})
    assert [one.fit for one in pool] == [5, 2, 1]
