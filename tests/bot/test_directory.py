"""The people file: who is read from it, and what is said where it cannot be used."""

import pytest

from bot.people import directory as module
from bot.people.directory import Directory, read_people
from rules.facts import Member


def test_people_are_read_in_the_order_of_the_file() -> None:
    text = "- {github: cem, roles: [reviewer, steward], topics: x}\n- {github: '@ada'}\n- {github: ben, roles: one}\n"
    assert read_people(text) == Directory(
        (Member(login="cem", roles=("reviewer", "steward")), Member(login="ada"), Member(login="ben", roles=("one",)))
    )


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "[]"])
def test_an_empty_file_names_nobody(text: str) -> None:
    assert read_people(text) == Directory()


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("- {github: ada}\n- {roles: one}\n", "line 2: github: it is missing; each entry begins with"),
        ("- {github: 'not a login!'}\n", "line 1: github: it does not have the right form"),
        ("github: ada\n", "line 1: the file: a list belongs there; each entry begins with"),
        ("- {github: ada\n", "line "),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, begins: str) -> None:
    found = read_people(text)
    assert found.members == ()
    assert found.problem.startswith(begins)


def test_a_file_of_too_many_people_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PEOPLE", 1)
    assert read_people("- {github: ada}\n- {github: ben}\n") == Directory(problem="it lists 2 people, the limit is 1")
