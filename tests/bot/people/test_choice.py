"""Whom a selector chooses, and why others are passed over."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.choice import AUTHOR, Choice, barred_from, choose, everybody
from rules.facts import Away, Candidate, Facts, Member, Person
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


def test_whoever_stands_in_has_as_long_as_the_first_ones_unless_it_is_said_otherwise() -> None:
    last = {"users": "erin"}
    for keys, patience in (
        ({"role": "none", "fallback": last}, "None"),
        ({"role": "none", "ask_next_after": "7 days", "fallback": last}, "7 days"),
        ({"role": "none", "ask_next_after": "7 days", "fallback": {**last, "ask_next_after": "2 days"}}, "2 days"),
        ({"role": "none", "fallback": {"role": "none", "ask_next_after": "3 days", "fallback": last}}, "3 days"),
        ({"role": "reviewer", "fallback": {**last, "ask_next_after": "2 days"}}, "None"),
    ):
        found = chosen(keys)
        assert (str(found.patience), selector(**keys).asks_next) == (
            patience,
            keys.keys() != {"role", "fallback"} or "ask" in str(keys),
        )


def test_who_is_barred_is_passed_over_with_the_reason() -> None:
    passed = (("alice", "away"),)
    assert chosen({"role": "editor"}, barred={"alice": "away"}) == Choice(("bob",), enough=False, passed=passed)
    assert chosen({"role": "editor"}, barred={"alice": "away"}).why == "alice: away"


@given(
    st.lists(st.sampled_from(["bob", "Bob", "carol", "{assignee}", "{author}", "{actor}"]), min_size=1, max_size=4),
    st.lists(st.sampled_from(["BOB", "carol", "zoe"]), max_size=2),
    st.dictionaries(st.sampled_from(["bob", "carol"]), st.just("was there"), max_size=2),
    st.booleans(),
)
def test_who_is_named_and_nothing_else_is_asked_for_is_chosen_as_by_a_count_of_them(
    users: list[str], have: list[str], others: dict[str, str], author_by_name: bool
) -> None:
    barred = {"alice": AUTHOR, **others}
    everyone = {login.lower() for login in everybody(selector(users=users), FACTS, VALUES)}
    counted = {"users": users, "count": len(everyone) or 1}
    alone, of_count = (
        chosen(keys, *have, barred=barred, author_by_name=author_by_name) for keys in ({"users": users}, counted)
    )
    assert alone == of_count


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


NOW = datetime(2026, 7, 2, 12, tzinfo=UTC)
EDITORS = tuple(Member(login=f"p{n}", roles=("editor",), languages=("de",) if n % 2 else ("pt",)) for n in range(5))


def community(people: tuple[Member, ...] = EDITORS, /, **candidates: Candidate) -> Facts:
    known = {member.login: Candidate(id=1) for member in people} | candidates
    return FACTS.but(people=people, candidates=known, now=NOW)


def test_who_fits_best_is_asked_whatever_they_have_to_do() -> None:
    people = (Member(login="ana", languages=("pt",)), Member(login="ben", languages=("pt-BR",)))
    facts = community(people, ben=Candidate(id=1, open_items=9))
    found = choose(selector(speaks="pt-BR"), facts, VALUES, (), {})
    assert (found.chosen, found.explained) == (
        ("ben",),
        "asked because: speaks pt-BR, 9 open items and never asked before",
    )


def test_then_who_has_least_to_do_then_who_was_not_asked_for_longest_then_by_login() -> None:
    asked = {f"p{n}": Candidate(id=1, open_items=1, asked_at=NOW - timedelta(days=n)) for n in range(4)}
    facts = community(EDITORS, p4=Candidate(id=1, open_items=2), **asked)
    order = choose(selector(role="editor", count=5), facts, VALUES, (), {}).chosen
    assert order == ("p3", "p2", "p1", "p0", "p4")
    assert choose(selector(role="editor", count=2), community(), VALUES, (), {}).chosen == ("p0", "p1")


def test_of_whom_nobody_knows_the_load_is_asked_last() -> None:
    facts = community(EDITORS, p1=Candidate(id=1, open_items=7))
    known = {"p1": Candidate(id=1, open_items=7)}
    assert choose(selector(role="editor"), facts.but(candidates=known), VALUES, (), {}).chosen == ("p1",)


def test_the_choice_is_explained_with_whom_it_passed_over() -> None:
    away = (Away(since=date(2026, 7, 1), until=date(2026, 7, 9)),)
    people = (*EDITORS, Member(login="zoe", roles=("editor",), away=away))
    facts = community(people, p0=Candidate(limited=True, id=1))
    found = choose(selector(role="editor", count=2), facts, VALUES, (), {"p1": AUTHOR})
    assert found.explained == (
        "p2 asked because: 0 open items and never asked before; p3 asked because: 0 open items and never asked before; "
        "passed over: p0 (is busy, by their status on GitHub), p1 (is the author), zoe (is away until 2026-07-09)"
    )
    assert choose(selector(users=["bob"]), facts, VALUES, (), {}).explained == ""


def test_of_very_many_who_are_passed_over_the_first_are_named() -> None:
    barred = {f"p{n:02}": "away" for n in range(12)}
    people = tuple(Member(login=f"p{n:02}", roles=("editor",)) for n in range(13))
    told = choose(selector(role="editor"), FACTS.but(people=people), VALUES, (), barred).explained
    assert told.startswith("asked because: first by name of those who are meant; passed over: p00 (away), p01 (away), ")
    assert told.endswith(", p09 (away), 2 more")


def test_where_nobody_fits_the_need_is_told_unless_somebody_has_it() -> None:
    keys = {"role": "editor", "fallback": {"role": "nobody", "fallback": {"need": "an editor"}}}
    nobody = FACTS.but(people=())
    need = choose(selector(**keys), nobody, VALUES, (), {}).need
    assert need is not None
    assert need.need.source == "an editor"
    assert choose(selector(**keys), community(), VALUES, (), {}).need is None
    reached = {"users": ["p1"], "count": 2, "fallback": {"need": "an editor"}}
    assert choose(selector(**reached), community(), VALUES, ("p1",), {}).need is None


@given(st.permutations(EDITORS), st.lists(st.integers(0, 3), min_size=5, max_size=5), st.integers(1, 5))
def test_the_order_of_the_file_changes_no_choice(people: list[Member], load: list[int], count: int) -> None:
    candidates = {f"p{n}": Candidate(id=1, open_items=items) for n, items in enumerate(load)}
    one, other = (
        choose(selector(role="editor", speaks="{language}", count=count), facts, {"language": "de"}, (), {})
        for facts in (community(EDITORS, **candidates), community(tuple(people), **candidates))
    )
    assert (one.chosen, one.explained, one.passed) == (other.chosen, other.explained, other.passed)


@given(st.lists(st.sampled_from(["de", "pt", ""]), min_size=1, max_size=40))
def test_the_load_spreads_over_those_who_fit(languages: list[str]) -> None:
    load: Counter[str] = Counter()
    for language in languages:
        facts = community(EDITORS, **{login: Candidate(id=1, open_items=items) for login, items in load.items()})
        wish = (
            selector(role="editor", speaks="{language}") if not language else selector(role="editor", speaks=language)
        )
        load.update(choose(wish, facts, {}, (), {}).chosen)
    assert sum(load.values()) == len(languages)
    for speakers in (("p1", "p3"), ("p0", "p2", "p4")):
        items = [load[login] for login in speakers]
        assert max(items) - min(items) <= 1


BUSY = tuple(
    Member(login=f"q{n}", roles=("editor",), languages=("pt-BR",) if n < 2 else ("pt",), capacity=capacity)
    for n, capacity in enumerate([None, None, None, 2, None])
)


@pytest.mark.parametrize(
    ("keys", "chosen", "even"),
    [
        ({"role": "editor"}, ["q0"], {"q0", "q1", "q2", "q3", "q4"}),
        ({"speaks": "pt-BR", "count": 2}, ["q0", "q1"], set()),
        ({"speaks": "pt-BR", "count": 3}, ["q0", "q1", "q2"], {"q2", "q3", "q4"}),
        ({"speaks": "pt-BR", "count": 4}, ["q0", "q1", "q2", "q3"], {"q2", "q3", "q4"}),
        ({"speaks": "pt-BR", "count": 5}, ["q0", "q1", "q2", "q3", "q4"], {"q3"}),
        ({"users": ["q3", "q0"], "count": 1}, ["q3"], set()),
        ({"users": ["q3", "q0"], "count": 1, "never": ["full"]}, ["q3"], {"q3", "q0"}),
        ({"users": ["q1"], "role": "editor"}, ["q1", "q0"], {"q0", "q2", "q3", "q4"}),
        ({"role": "nobody", "fallback": {"role": "editor"}}, ["q0"], {"q0", "q1", "q2", "q3", "q4"}),
    ],
)
def test_it_is_told_among_whom_only_what_they_have_on_their_hands_decides(
    keys: dict[str, Any], chosen: list[str], even: set[str]
) -> None:
    found = choose(selector(**keys), FACTS.but(people=BUSY), VALUES, (), {})
    assert (list(found.chosen), set(found.even)) == (chosen, even)


@given(
    st.lists(st.integers(0, 3), min_size=5, max_size=5),
    st.integers(1, 5),
    st.lists(st.sampled_from([None, 1, 2]), min_size=5, max_size=5),
)
def test_whatever_people_have_on_their_hands_the_choice_changes_only_among_those(
    load: list[int], count: int, capacities: list[int | None]
) -> None:
    people = tuple(replace(member, capacity=most) for member, most in zip(BUSY, capacities, strict=True))
    candidates = {f"q{n}": Candidate(id=1, open_items=items) for n, items in enumerate(load)}
    wish = selector(role="editor", speaks="pt-BR", count=count)
    idle = choose(wish, FACTS.but(people=people), VALUES, (), {})
    busy = choose(wish, FACTS.but(people=people, candidates=candidates), VALUES, (), {})
    assert set(idle.chosen) - idle.even <= set(busy.chosen) <= set(idle.chosen) | idle.even
