"""Lists of the whole community, for the texts of rules that look at it as a whole."""

from datetime import UTC, datetime
from typing import Any

from bot.planning.values import values_of
from bot.planning.whole import repository_facts
from rules.adaptations import Adaptation
from rules.facts import UNKNOWN, Facts, Member
from rules.language import load
from rules.template import template

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
BOOK = load("project: {purpose: Tests, language: fr}\nroles: {m: {seats: [print]}}\nrules: []\n")
PEOPLE = (
    Member(login="ada", roles=("m",), seats=("print",), zone="Europe/Berlin"),
    Member(login="ben", roles=("m",), zone="Asia/Tokyo"),
    Member(login="shy", opted_out=True),
)
LAST = "dernière modification le 2026-03-01."
FAR = (*PEOPLE[:1], Member(login="x", roles=("m",), zone="Pacific/Auckland"))
FORKS = (
    Adaptation("ada/t", 2, ("fr", "de"), "kept", "MIT", NOW),
    Adaptation("Shy/tools", 1, (), "none", "", NOW),
    Adaptation("ben/to*ls", 1, (), "other", "X", NOW),
)


def filled(text: str, **more: Any) -> str:
    facts = repository_facts("a/b", NOW, **{"people": PEOPLE, "missed": (("tea", 2),), "adaptations": FORKS, **more})
    return template(text).render(values_of(facts, BOOK)).replace("\\", "")


def test_what_is_needed_is_a_list_in_the_language_of_the_project() -> None:
    assert filled("Il manque :{needs}") == "Il manque :\n- On demande\u00a0: tea (2)."
    assert filled("Il manque :{needs}\n\nVoilà.", missed=()) == "Voilà."


def test_times_to_meet_say_where_it_is_another_day() -> None:
    assert filled("{meeting_times}", people=FAR) == (
        "- 2026-03-11, 07:00 UTC\u00a0; heure locale\u00a0: 08:00 Europe/Berlin, 20:00 Pacific/Auckland.\n"
        "- 2026-03-11, 20:00 UTC\u00a0; heure locale\u00a0: 21:00 Europe/Berlin, 09:00 (+1) Pacific/Auckland."
    )
    assert (filled("{meeting_times}", people=UNKNOWN), filled("{meeting_times}", people=())) == ("", "")


def test_whoever_does_not_want_to_be_named_is_not_and_a_name_is_no_markup() -> None:
    facts = repository_facts("a/b", NOW, people=UNKNOWN, adaptations=FORKS[2:])
    assert values_of(facts, BOOK)["adaptations"].startswith("\n- ben/to\\*ls")
    assert filled("{adaptations}").splitlines() == [
        f"- ada/t\u00a0: fichiers modifiés\u00a0: 2, {LAST} Langues\u00a0: fr, de. La licence est conservée (MIT).",
        f"- ben/to*ls\u00a0: fichiers modifiés\u00a0: 1, {LAST} Elle porte une autre licence\u00a0: X.",
    ]
    assert filled("{adaptations}", adaptations=UNKNOWN) == ""


def test_an_item_has_no_such_lists() -> None:
    item = Facts(kind="issue", people=PEOPLE, now=NOW, missed=(("tea", 2),), adaptations=FORKS)
    assert not {"needs", "meeting_times", "adaptations"} & set(values_of(item, BOOK))
