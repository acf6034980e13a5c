"""Which country and region an item is about."""

from typing import Any

import pytest

from rules.facts import UNKNOWN, Facts, Member
from rules.forms import Field, Form
from rules.home import HOME, Home
from rules.place import all_needs_of_place, country_of, needs_of_place, region_of
from tests.rules.world import person

ASK = Form(path="ask.yml", name="Ask", fields=(Field(label="Country"), Field(label="Region")))
LAND = Form(path="frage.yml", name="Frage", fields=(Field(label="Land", id="country"),))
REGIONS = (("DACH", ("DE", "AT", "CH")), ("Alps", ("AT", "CH", "SI")))
HERE = Home(people=True, regions=REGIONS)


def item(body: str = "Hello.", **more: Any) -> Facts:
    told: dict[str, Any] = {
        "kind": "issue", "title": "A question", "body": body, "labels": (), "forms": (ASK,),
        "author": person("alice"), "people": (Member(login="Alice", country="CH"), Member(login="bob", country="BR")),
    }  # fmt: skip
    return Facts(**{**told, **more})


@pytest.mark.parametrize(
    ("facts", "country", "region"),
    [
        (item("### Country\n\nAustria (AT)\n\n### Region\n\nalps"), "AT", "Alps"),
        (item("### Country\n\nAustria"), "AT", "DACH"),
        (item("### Land\n\nÖsterreich", forms=(LAND,)), "AT", "DACH"),
        (item("### Country\n\n_No response_", labels=("country/SI",)), "SI", "Alps"),
        (item("### Country\n\nNO", labels=("region/DACH",)), "NO", "DACH"),
        (item("### Region\n\nthe moon"), "CH", "DACH"),
        (item(labels=("country/SI", "country/AT")), "CH", "DACH"),
        (item(), "CH", "DACH"),
        (item("### Country\n\nNO", kind="pull_request"), "CH", "DACH"),
        (item(author=person("bob")), "BR", ""),
        (item(author=person("carol")), "", ""),
    ],
)
def test_the_form_says_it_then_a_label_then_the_author(facts: Facts, country: str, region: str) -> None:
    assert (country_of(facts, HERE), region_of(facts, HERE)) == (country, region)


def test_without_a_people_file_nothing_is_known_of_the_author() -> None:
    assert (country_of(item(), HOME), region_of(item(), HOME)) == ("", "")


def test_what_is_needed_depends_on_the_item_and_on_the_file() -> None:
    assert needs_of_place(item("### Country"), HERE) == all_needs_of_place(HERE)
    assert needs_of_place(item(), HERE) == {"kind", "labels", "body", "author", "people"}
    assert needs_of_place(item(kind="pull_request"), HOME) == {"kind", "labels"}
    assert needs_of_place(item(kind=UNKNOWN), HOME) == {"kind", "labels"}
    assert all_needs_of_place(HOME) == {"kind", "labels", "title", "body", "forms"}
