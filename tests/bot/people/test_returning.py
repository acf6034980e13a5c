"""Who may be back, as what, and who decides on it."""

import pytest

from bot.people.returning import decision_of_return, roles_to_return_to
from rules.decisions import Decision
from rules.facts import Member, Tenure
from rules.sections import Role

ROLES = {
    "ambassador": Role.model_validate({"otherwise": "emeritus", "granted": "by nomination"}),
    "editor": Role.model_validate({"granted": "by silence"}),
    "friend": Role.model_validate({"granted": "automatically"}),
    "emeritus": Role(),
}


def had(*roles: str, now: tuple[str, ...] = ()) -> Member:
    return Member(login="amy", roles=now, tenures=tuple(Tenure(role=role, over=True) for role in roles))


@pytest.mark.parametrize(
    ("entry", "able"),
    [
        (None, ()),
        (Member(login="amy"), ()),
        (had("editor", "ambassador", "editor"), ("editor", "ambassador")),
        (had("editor", now=("editor",)), ()),
        (had("forgotten", now=("emeritus",)), ("ambassador",)),
        (had("editor", now=("emeritus",)), ("editor",)),
    ],
)
def test_people_return_to_what_they_had(entry: Member | None, able: tuple[str, ...]) -> None:
    assert (roles_to_return_to(entry, ROLES), roles_to_return_to(entry, {})) == (able, ())


def decisions(**ways: dict[str, int]) -> dict[str, Decision]:
    told = {name: {"voters": "editor", "open_for": "1 day", "passes_with": way} for name, way in ways.items()}
    return {name: Decision.model_validate(one) for name, one in told.items()}


def test_silence_is_enough_where_the_rules_know_it() -> None:
    both = decisions(
        nomination={"net_support": 2}, silence={"support": 1, "objections": 0}, consent={"support": 1, "objections": 0}
    )
    alone = decisions(nomination={"net_support": 2})
    found = [decision_of_return(role, ROLES, both) for role in ("ambassador", "editor", "friend")]
    assert (found, decision_of_return("ambassador", ROLES, alone)) == (["silence", "silence", ""], "nomination")
