"""Whom a selector chooses, and why others are passed over."""

from typing import Any

import pytest

from bot.people.choice import AUTHOR, Choice, barred_from, choose, everybody
from rules.facts import Facts, Member, Person
from rules.selector import Selector

PEOPLE = (
    Member(login="alice", roles=("editor",)),
    Member(login="bob", roles=("reviewer", "editor")),
    Member(login="carol", roles=("reviewer",)),
)
FACTS = Facts(
    author=Person(login="Alice"),
    people=PEOPLE,
    teams={"acme/docs": ("carol", "dan"), "acme/web": ("Dan", "erin")},
    undone=frozenset({("assign", "bob"), ("request_review", "carol"), ("assign", "alice")}),
)
VALUES = {"author": "Alice", "assignee": "bob, carol"}


def selector(**keys: Any) -> Selector:
    return Selector.model_validate(keys)


def chosen(keys: dict[str, Any], *have: str, barred: dict[str, str] | None = None, **more: Any) -> Choice:
    return choose(selector(**keys), FACTS, VALUES, have, barred or {}, **more)


@pytest.mark.parametrize(
    ("keys", "pool"),
    [
        ({"users": ["@erin", "bob"]}, ["erin", "bob"]),
        ({"users": ["{assignee}", "{author}", "{actor}"]}, ["bob", "carol", "Alice"]),
        ({"role": "editor"}, ["alice", "bob"]),
        ({"role": ["reviewer", "editor"]}, ["alice", "bob", "carol"]),
        ({"role": "nobody"}, []),
        ({"team": ["acme/docs", "acme/web"]}, ["carol", "dan", "erin"]),
        ({"users": "carol", "role": "editor", "team": "acme/docs"}, ["carol", "alice", "bob", "dan"]),
        ({"users": "{actor}"}, []),
    ],
)
def test_everybody_who_is_meant_once_and_in_order(keys: dict[str, Any], pool: list[str]) -> None:
    assert everybody(selector(**keys), FACTS, VALUES) == pool


@pytest.mark.parametrize(
    ("keys", "have", "logins"),
    [
        ({"users": ["bob", "carol"]}, (), ("bob", "carol")),
        ({"users": ["bob", "carol"], "count": 1}, (), ("bob",)),
        ({"users": ["bob", "carol"]}, ("BOB",), ("carol",)),
        ({"role": "reviewer"}, (), ("bob",)),
        ({"role": "reviewer", "count": 2}, ("carol",), ("bob",)),
        ({"team": ["acme/docs", "acme/web"]}, (), ("carol",)),
        ({"users": "erin", "role": "reviewer"}, (), ("erin", "bob")),
    ],
)
def test_as_many_are_chosen_as_are_missing(
    keys: dict[str, Any], have: tuple[str, ...], logins: tuple[str, ...]
) -> None:
    assert chosen(keys, *have) == Choice(logins, enough=False, some=bool(have))


@pytest.mark.parametrize(
    ("keys", "have"),
    [
        ({"users": ["bob", "carol"]}, ("carol", "Bob", "erin")),
        ({"users": ["bob", "carol"], "count": 1}, ("carol",)),
        ({"role": "reviewer"}, ("carol",)),
    ],
)
def test_where_enough_have_it_nobody_is_chosen(keys: dict[str, Any], have: tuple[str, ...]) -> None:
    assert chosen(keys, *have) == Choice((), enough=True, some=True)


def test_who_is_barred_is_passed_over_with_the_reason() -> None:
    passed = (("alice", "away"),)
    assert chosen({"role": "editor"}, barred={"alice": "away"}) == Choice(("bob",), enough=False, passed=passed)
    assert chosen({"role": "editor"}, barred={"alice": "away"}).why == "alice: away"


def test_it_is_told_whether_nobody_is_meant_or_nobody_is_left() -> None:
    assert chosen({"role": "nobody"}).why == "nobody is named by this selector"
    assert chosen({"users": "{actor}"}).why == "nobody is named by this selector"
    assert chosen({"users": ["bob"], "count": 3}, "bob").why == "there is nobody else to ask"


def test_the_fallback_is_chosen_where_nobody_fits_and_its_reasons_are_added() -> None:
    keys = {"role": "editor", "fallback": {"users": ["dan", "erin"]}}
    barred = {"alice": "away", "bob": "away", "dan": "full"}
    both = (("alice", "away"), ("bob", "away"))
    assert chosen(keys, barred=barred) == Choice(("erin",), enough=False, passed=(*both, ("dan", "full")))
    assert chosen(keys, barred={"alice": "away"}).chosen == ("bob",)
    assert chosen(keys, "dan", "erin", barred=barred) == Choice((), enough=True, passed=both, some=True)


def test_the_fallback_waits_while_somebody_who_is_meant_has_it() -> None:
    keys = {"role": "editor", "count": 2, "fallback": {"users": "dan"}}
    assert chosen(keys, "bob", barred={"alice": "away"}) == Choice(
        (), enough=False, passed=(("alice", "away"),), some=True
    )


def test_the_fallback_stands_in_for_an_empty_role() -> None:
    assert chosen({"role": "nobody", "fallback": {"users": "dan"}}) == Choice(("dan",), enough=False)
    assert chosen({"role": "nobody", "fallback": {"role": "nobody"}}).why == "nobody is named by this selector"
    assert chosen({"role": "nobody", "fallback": {"need": "an editor"}}).why == "nobody is named by this selector"


def test_the_author_is_chosen_only_where_the_rule_may_and_does_name_the_author() -> None:
    barred = {"alice": AUTHOR}
    assert chosen({"users": "{author}"}, barred=barred, author_by_name=True).chosen == ("Alice",)
    assert chosen({"users": "{author}"}, barred=barred).chosen == ()
    assert chosen({"users": "alice"}, barred=barred, author_by_name=True).chosen == ()
    assert chosen({"users": "{author}"}, barred={"alice": "away"}, author_by_name=True).why == "Alice: away"


def test_who_is_barred_depends_on_the_verb_and_on_the_author() -> None:
    back = "a person took this back"
    assert barred_from(FACTS, "assign", author_too=False) == {"bob": back, "alice": back}
    assert barred_from(FACTS, "assign", author_too=True) == {"bob": back, "alice": back}
    assert barred_from(FACTS, "request_review", author_too=True) == {"carol": back, "alice": AUTHOR}
