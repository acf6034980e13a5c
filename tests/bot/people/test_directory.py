"""The people file: what it says, and what is wrong with it."""

import pytest

from bot.people.directory import MOST_PEOPLE, Directory, read_people
from rules.facts import Member


def test_people_come_in_the_order_of_the_file_with_their_roles() -> None:
    text = """
- github: "@mona"
  roles: [maintainer, editor]
- github: bob
  roles: editor
  country: AT
- github: carol
  roles:
"""
    assert read_people(text) == Directory(
        (
            Member(login="mona", roles=("maintainer", "editor")),
            Member(login="bob", roles=("editor",)),
            Member(login="carol"),
        )
    )


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "[]"])
def test_an_empty_file_is_an_empty_directory(text: str) -> None:
    assert read_people(text) == Directory()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- github: bob\n- name: carol\n", "line 2: github: "),
        ("- github: bob\n- github: not a login\n", "line 2: github: "),
        ("- github: bob\n  roles: [[editor]]\n", "line 2: roles: "),
        ("people: [bob]\n", "line 1: the file: "),
        ("- bob\n", "line 1: the entry: "),
    ],
)
def test_an_entry_that_is_none_is_told_with_its_place_and_how_to_write_it(text: str, place: str) -> None:
    found = read_people(text)
    assert found.members == ()
    assert found.problem.startswith(place)
    assert found.problem.endswith("; each entry begins with `- github: LOGIN`")


def test_a_file_that_is_no_yaml_is_told_with_its_place() -> None:
    assert read_people("- github: bob\n- github: [carol\n") == Directory(
        problem="line 2: the [ that opens here is not closed"
    )


def test_a_file_of_a_whole_country_is_refused() -> None:
    within = read_people("".join(f"- github: p{number}\n" for number in range(MOST_PEOPLE)))
    beyond = read_people("".join(f"- github: p{number}\n" for number in range(MOST_PEOPLE + 1)))
    assert (len(within.members), within.problem) == (MOST_PEOPLE, "")
    assert beyond == Directory(problem="it lists 5001 people, the limit is 5000")
