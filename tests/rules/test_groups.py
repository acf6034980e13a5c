"""What the groups file tells steps, selectors and roles; and which group an item is about."""

from typing import Any

import pytest

from rules.facts import UNKNOWN, Facts, Group
from rules.forms import Field, Form
from rules.groups import group_named, group_of, groups_in, is_listed

TEXT = """# our groups
- name: Vienna
  organizers: [ahuber, "@mnowak"]
  mentor: "@jmaier"
  status: official
  links: {meetup: "https://example.org/vienna"}
  last_event: 2026-05-12
  note: ""
- {name: Oslo, organizers: kari}
- {country: AT}
- text
"""
VIENNA, OSLO = groups_in(TEXT)
FORM = Form(
    path="g.yml",
    name="g",
    fields=(Field(label="Town"), Field(label="Name of it", id="group"), Field(label="Group name")),
)


def test_a_group_is_known_by_what_its_entry_says_and_how_much() -> None:
    assert (VIENNA.name, VIENNA.status, VIENNA.organizers, VIENNA.mentor) == (
        "Vienna", "official", ("ahuber", "mnowak"), "jmaier",
    )  # fmt: skip
    assert {key: VIENNA.has[key] for key in ("organizers", "links", "mentor", "note")} == {
        "organizers": 2, "links": 1, "mentor": 1, "note": 0,
    }  # fmt: skip
    assert (OSLO, group_named(" OSLO ", (VIENNA, OSLO))) == (
        Group(name="Oslo", organizers=("kari",), has={"name": 1, "organizers": 1}), OSLO,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "- {", "name: Vienna", "- name: 7", "3"])
def test_where_there_is_no_list_of_groups_there_is_none(text: str) -> None:
    assert groups_in(text) == ()


def test_whoever_organises_a_group_or_is_its_mentor_is_listed() -> None:
    told = [is_listed(login, (VIENNA, OSLO)) for login in ("AHUBER", "jmaier", "kari", "ada", "")]
    assert (told, is_listed("ada", ())) == ([True, True, True, False, False], None)


def about(body: str, **more: Any) -> str:
    told = {"kind": "issue", "title": "A", "body": body, "labels": (), "forms": (FORM,), "groups": (VIENNA, OSLO)}
    group = group_of(Facts(**{**told, **more}))
    return group.name if group else ""


def test_an_issue_is_about_the_group_that_its_form_names() -> None:
    body = "### Town\n\nOslo\n\n### Name of it\n\nvienna\n\n### Group name\n\nOslo"
    assert about(body) == "Vienna"
    assert [
        about(body, **what) for what in ({"kind": "discussion"}, {"groups": ()}, {"forms": UNKNOWN}, {"forms": ()})
    ] == [""] * 4
    assert (about("### Town\n\nOslo\n\n### Name of it\n\nGraz"), about("No form")) == ("", "")
    plain = Form(path="g.yml", name="g", fields=(Field(label="Town"),))
    assert about("### Town\n\nOslo", forms=(plain,)) == ""
