"""The ladder: who has which role, and what the next one asks for."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.people.ladder import (
    Ask,
    Climber,
    asks_of,
    climber_of,
    earned,
    empty_seats,
    months,
    next_rungs,
    passed,
    rests,
)
from rules.contribution import Contribution
from rules.facts import Member, Tenure
from rules.ladder import Requirement
from rules.sections import Role

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LADDER: dict[str, Any] = {
    "contributor": {"granted": "automatically", "requires": {"contributions": 1}},
    "editor": {"granted": "by consent", "requires": {"role": "contributor", "reviewing": 3}},
    "ambassador": {
        "granted": "by nomination",
        "requires": {"role": "contributor", "contributions": 5, "months_active": 6},
        "seats": ["meetings", "print"],
        "otherwise": "emeritus",
    },
    "emeritus": {"granted": "automatically", "requires": {"role": "ambassador", "months_in_role": 12}},
    "maintainer": {"granted": "by consent", "requires": {"role": "ambassador"}, "seats": ["infrastructure", "print"]},
}


def ladder(roles: Mapping[str, Any] = LADDER) -> dict[str, Role]:
    return {name: Role.model_validate(role) for name, role in roles.items()}


def did(*days: str) -> tuple[Contribution, ...]:
    """Contributions: `reviewing 2026-02-01`."""
    told = [day.split() for day in days]
    return tuple(
        Contribution(pathway=way, at=datetime.fromisoformat(f"{day}T12:00+00:00"), cause=f"#{n}")
        for n, (way, day) in enumerate(told)
    )


def test_whoever_did_something_has_the_role_that_comes_by_itself() -> None:
    new, known = Climber(now=NOW), Climber(now=NOW, contributions=did("writing 2026-02-01"))
    assert (earned(ladder(), new), earned(ladder(), known)) == ((), ("contributor",))


def test_what_the_people_file_gives_is_not_given_again() -> None:
    climber = Climber(now=NOW, held=("contributor",), contributions=did("writing 2026-02-01"))
    assert (earned(ladder(), climber), passed(ladder(), climber.held)) == ((), frozenset({"contributor"}))


def test_nobody_rests_as_long_as_they_have_the_role() -> None:
    tenure = Tenure(role="ambassador", since=date(2019, 1, 1))
    climber = Climber(now=NOW, held=("ambassador",), tenures=(tenure,), contributions=did("writing 2020-02-01"))
    assert (earned(ladder(), climber), rests(ladder())) == (("contributor",), frozenset({"emeritus"}))


def test_one_role_leads_to_the_next_in_whatever_order_they_stand() -> None:
    roles = ladder(
        {
            "third": {"granted": "automatically", "requires": {"role": "second"}},
            "second": {"granted": "automatically", "requires": {"role": "first"}},
            "first": {"granted": "automatically", "requires": {"writing": 1}},
            "never": {"granted": "automatically"},
        }
    )
    climber = Climber(now=NOW, contributions=did("Writing 2026-02-01"))
    assert (earned(roles, climber), earned(roles, Climber(now=NOW))) == (("third", "second", "first"), ())


def test_a_newcomer_sees_the_first_rung_and_what_it_asks_for() -> None:
    [rung] = next_rungs(ladder(), Climber(now=NOW))
    asks = (Ask(of="contributions", met=False, have=0, need=1),)
    assert (rung.role, rung.asks, rung.ready) == ("contributor", asks, False)


def test_of_the_next_rungs_each_says_what_is_there_and_what_is_missing() -> None:
    climber = Climber(now=NOW, contributions=did("reviewing 2025-08-01", "reviewing 2026-02-01", "writing 2026-02-20"))
    editor, ambassador = next_rungs(ladder(), climber)
    assert (editor.role, editor.asks) == (
        "editor",
        (
            Ask(of="role", met=True, name="contributor"),
            Ask(of="pathway", met=False, name="reviewing", have=2, need=3),
        ),
    )
    assert (ambassador.role, ambassador.asks[1:]) == (
        "ambassador",
        (
            Ask(of="contributions", met=False, have=3, need=5),
            Ask(of="months_active", met=True, have=6, need=6),
        ),
    )


def test_whoever_is_further_up_is_not_asked_for_what_lies_below() -> None:
    rungs = next_rungs(ladder(), Climber(now=NOW, held=("ambassador",)))
    assert [(rung.role, rung.ready) for rung in rungs] == [("editor", False), ("maintainer", True)]


def test_a_rung_stays_out_of_sight_until_the_one_before_is_reached() -> None:
    held = [rung.role for rung in next_rungs(ladder(), Climber(now=NOW, held=("editor",)))]
    assert (held, [rung.role for rung in next_rungs({}, Climber(now=NOW))]) == (["ambassador"], [])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (
            {"writing": 2, "within": "30 days"},
            Ask(of="pathway", name="writing", met=False, have=1, need=2, within="30 days"),
        ),
        ({"contributions": 3}, Ask(of="contributions", met=True, have=3, need=3)),
        ({"months_active": 2}, Ask(of="months_active", met=True, have=7, need=2)),
        ({"sponsors": 2}, Ask(of="sponsors", met=None, need=2)),
        ({"sponsors": {"count": 2, "employers": 2}}, Ask(of="sponsors", met=None, need=2, have=2)),
        ({"listed_in": "groups"}, Ask(of="listed_in", name="groups", met=None)),
        ({"role": ["a", "editor"]}, Ask(of="role", name="a, editor", met=True)),
        ({"role": "friend", "months_in_role": 6}, Ask(of="months_in_role", name="friend", met=None, need=6)),
        ({"role": "editor", "months_in_role": 6}, Ask(of="months_in_role", name="editor", met=True, have=12, need=6)),
        ({"role": "guest", "months_in_role": 6}, Ask(of="months_in_role", name="guest", met=False, have=1, need=6)),
        ({"months_in_role": 24}, Ask(of="months_in_role", met=False, have=12, need=24)),
    ],
)  # fmt: skip
def test_each_thing_that_is_asked_is_measured(asked: dict[str, Any], found: Ask) -> None:
    tenures = (
        Tenure(role="editor", since=date(2025, 3, 1)),
        Tenure(role="guest", since=date(2024, 1, 1), until=date(2024, 2, 20), over=True),
        Tenure(role="friend", over=True),
    )
    done = did("writing 2025-07-01", "reviewing 2025-08-01", "writing 2026-02-20", "writing 2026-03-05")
    climber = Climber(now=NOW, held=("editor",), tenures=tenures, contributions=done)
    asks = [*asks_of(Requirement.model_validate(asked), climber, frozenset({"editor"}))]
    assert (asks[-1], len(asks)) == (found, len(asked.keys() - {"within"}))


@pytest.mark.parametrize("listed", [True, False])
def test_whether_somebody_stands_in_the_groups_file_is_counted_where_it_is_known(listed: bool) -> None:
    roles = {"organizer": Role.model_validate({"granted": "automatically", "requires": {"listed_in": "groups"}})}
    climber = climber_of(None, (), NOW, listed)
    assert (earned(roles, climber), next_rungs(roles, climber) == ()) == (("organizer",) if listed else (), listed)


@pytest.mark.parametrize(
    ("either", "met"),
    [
        ({"writing": 2, "reviewing": 1}, True),
        ({"writing": 2, "reviewing": 2}, False),
        ({"writing": 2, "listed_in": "groups"}, None),
        ({"writing": 2, "within": "2 years"}, True),
    ],
)
def test_of_any_one_is_enough_in_the_time_that_the_whole_names(either: dict[str, Any], met: bool | None) -> None:
    climber = Climber(now=NOW, contributions=did("writing 2025-01-01", "writing 2026-02-01", "reviewing 2026-02-01"))
    [ask] = asks_of(Requirement.model_validate({"any": either, "within": "6 months"}), climber, frozenset())
    assert (ask.of, ask.met, len(ask.either)) == ("any", met, len(either.keys() - {"within"}))


@pytest.mark.parametrize(
    ("since", "until", "whole"),
    [
        ("2025-01-31", "2025-02-28", 0),
        ("2025-01-15", "2025-02-15", 1),
        ("2024-03-02", "2026-03-01", 23),
        ("2026-03-02", "2026-03-01", 0),
    ],
)
def test_months_are_whole_ones(since: str, until: str, whole: int) -> None:
    one, other = date.fromisoformat(since), date.fromisoformat(until)
    assert (months(one, other), months(one, one)) == (whole, 0)


def test_a_seat_is_empty_when_nobody_in_the_file_has_it() -> None:
    members = (Member(login="ada", seats=("Print",)), Member(login="ben"))
    assert (empty_seats(ladder(), members), empty_seats({}, members)) == (("meetings", "infrastructure"), ())


def test_somebody_is_what_the_file_and_the_counts_tell() -> None:
    tenure = Tenure(role="editor", since=date(2025, 3, 1))
    ada, done = Member(login="ada", roles=("editor",), tenures=(tenure,)), did("writing 2026-02-01")
    assert climber_of(ada, done, NOW) == Climber(now=NOW, held=("editor",), tenures=(tenure,), contributions=done)
    assert climber_of(None, (), NOW) == Climber(now=NOW)
