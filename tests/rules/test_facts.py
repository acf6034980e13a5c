import pytest

from rules.facts import UNKNOWN
from tests.rules.world import facts, person


def test_what_is_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)
    assert repr(UNKNOWN) == "unknown"


@pytest.mark.parametrize(
    ("need", "known"),
    [
        ("title", True),
        ("body", False),
        ("stage", True),
        ("author", True),
        ("author.new", True),
        ("author.association", False),
        ("actor.new", False),
        ("team:acme/docs", True),
        ("team:acme/web", False),
        ("file:docs/OWNERS", True),
        ("file:OWNERS", False),
    ],
)
def test_a_fact_a_part_of_one_or_a_team_is_known_or_not(need: str, known: bool) -> None:
    told = facts(title="", stage=None, author=person(new=False), teams={"acme/docs": ()}, documents={"docs/OWNERS": ""})
    assert told.knows(need) is known


def test_what_is_lacking_stands_in_the_order_in_which_it_is_needed() -> None:
    told = facts(title="", author=person(new=False))
    assert told.lacking(["title", "stage", "author.new", "author.association", "body"]) == [
        "stage",
        "author.association",
        "body",
    ]


def test_facts_differ_where_one_of_those_asked_for_is_another() -> None:
    before, after = facts(title="One", labels=("bug",)), facts(title="Two", labels=("bu" + "g",))
    assert (after.differ(before, ["title"]), after.differ(before, ["labels", "stage"])) == (True, False)
    assert after.differ(before, ["labels", "title"]) is True


def test_facts_change_in_a_copy_and_only_those_that_there_are() -> None:
    before = facts(title="One", body="Two")
    after = before.but(title="Three", stage=None)
    assert (before.title, after.title, after.body, after.stage) == ("One", "Three", "Two", None)
    assert after == facts(title="Three", body="Two", stage=None)
    with pytest.raises(TypeError, match=r"no facts called \['titel'\]"):
        before.but(titel="Four")
