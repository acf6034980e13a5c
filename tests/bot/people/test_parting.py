"""What the people file says of somebody after they leave a role, or come back to it."""

from datetime import date
from typing import Any

import pytest

from bot.people.leaving import Leaving
from bot.people.parting import back_from_rest, parting
from rules.facts import Member, Tenure
from rules.sections import Role

ROLES = {"ambassador": Role.model_validate({"otherwise": "emeritus"}), "emeritus": Role(), "editor": Role()}
AMY = Member(
    login="amy",
    roles=("ambassador", "editor"),
    seats=("meetings",),
    tenures=(Tenure(role="ambassador", since=date(2024, 1, 1)), Tenure(role="editor", over=True)),
)
TODAY = date(2026, 3, 2)


def plain(given: Any) -> Any:
    """What a goal's value says, as it would stand in the file."""
    if isinstance(given, dict):
        return {key: plain(value) for key, value in given.items()}
    return [plain(each) for each in given] if isinstance(given, tuple) else getattr(given, "source", given)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (
            Leaving(("ambassador",), ("meetings",), ("emeritus",)),
            (
                {"roles": ["editor", {"emeritus": "2026-03-02"}]},
                {"former": [{"ambassador": "2024-01-01 to 2026-03-02"}]},
                {"seats": ["meetings"]},
            ),
        ),
        (Leaving(("editor",)), (None, {"former": [{"editor": "2026-03-02"}]}, {"roles": ["editor"]})),
        (Leaving((), ("meetings",)), (None, None, {"seats": ["meetings"]})),
    ],
)
def test_what_somebody_leaves_is_taken_out_and_its_time_is_kept(left: Leaving, said: Any) -> None:
    goal = parting("people.yml", AMY, left, TODAY, "Amy leaves", "Thank you.").value
    assert (plain(goal.set), plain(goal.add), plain(goal.remove)) == said
    assert (goal.file, plain(goal.of), plain(goal.title), plain(goal.body)) == (
        "people.yml",
        {"github": "amy"},
        "Amy leaves",
        "Thank you.",
    )


def test_a_role_that_begins_tomorrow_has_no_time_that_could_be_kept() -> None:
    new = Member(login="amy", roles=("editor",), tenures=(Tenure(role="editor", since=date(2026, 3, 3)),))
    goal = parting("people.yml", new, Leaving(("editor",)), TODAY, "t", "b").value
    assert (plain(goal.add), goal.set) == ({"former": [{"editor": "2026-03-02"}]}, None)


def test_whoever_is_back_rests_no_more() -> None:
    member = Member(login="amy", roles=("editor", "emeritus"))
    back = back_from_rest(member, "ambassador", ROLES, "2026-03-02")
    assert plain(back) == ["editor", {"ambassador": "2026-03-02"}]


@pytest.mark.parametrize(
    ("member", "role"), [(None, "ambassador"), (AMY, "ambassador"), (AMY, "editor"), (AMY, "lost")]
)
def test_whoever_did_not_rest_just_gets_the_role(member: Member | None, role: str) -> None:
    assert (back_from_rest(member, role, ROLES, "2026-03-02"), AMY.seats) == (None, ("meetings",))
