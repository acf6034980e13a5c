from datetime import UTC, date, datetime
from typing import Any

import pytest

from rules.contribution import Contribution
from rules.facts import Member, Tenure

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FILE = {
    "roles": {
        "contributor": {"granted": "automatically", "requires": {"contributions": 1}, "about": "Did *something*."},
        "editor": {"granted": "by consent", "requires": {"role": "contributor", "reviewing": 2}, "may": "triage"},
        "steward": {"may": ["everything"], "seats": ["print", "meetings"], "requires": {"role": "editor"}},
    },
    "decisions": {"consent": {"voters": "steward", "open_for": "5 days", "passes_with": {"support": 1}}},
    "pathways": {"reviewing": {"about": "Reviews"}, "writing": {"about": "Writes"}},
}
PEOPLE = (
    Member(login="stella", roles=("steward",), seats=("print",)),
    Member(login="ed", roles=("editor",), tenures=(Tenure(role="editor", since=date(2025, 1, 1)),)),
    Member(login="shy", opted_out=True),
)


def did(*ways: str) -> tuple[Contribution, ...]:
    return tuple(Contribution(pathway=way, at=NOON.replace(day=1), cause=f"#{n}") for n, way in enumerate(ways))


@pytest.fixture
def asked(said: Any, item: Any) -> Any:
    done = {"bo": did("reviewing", "writing", "reviewing", ""), "cy": did("reviewing"), "shy": did("writing")}
    facts = item.but(people=PEOPLE, contributed=done, now=NOON)
    return lambda body, by="cy": said(body, by=by, facts=facts, file=FILE)


def test_somebody_is_told_what_counts_what_comes_next_and_who_may_help(asked: Any) -> None:
    assert asked("/path").answer.splitlines() == [
        "**cy**, this is where you stand.",
        "",
        "Roles: contributor.",
        "Contributions counted here: 1, the first on 2026\\-03\\-01. Among them: reviewing 1.",
        "",
        "**Next: editor.**",
        "- ✓ the role contributor",
        "- reviewing: 1 of 2",
        "",
        "People decide on it, by `consent`. To nominate: `/nominate cy editor`. stella may do that.",
        "",
        "Seats that wait for somebody: meetings.",
    ]


def test_a_newcomer_sees_the_first_rung(asked: Any) -> None:
    came = asked("/path", by="newcomer").answer
    assert "No role yet: this is where everybody begins.\nNothing is counted here yet.\n" in came
    assert (
        "**Next: contributor.** Did \\*something\\*\\.\n- contributions of any kind: 0 of 1\n\nIt comes by itself."
        in came
    )


def test_what_can_be_counted_may_all_be_there(asked: Any) -> None:
    came = asked("/path", by="bo").answer
    assert "- ✓ reviewing: 2 of 2\n\nAll that can be counted is there.\n" in came
    assert "Contributions counted here: 4, the first on 2026\\-03\\-01. Among them: reviewing 2, writing 1." in came


def test_what_nobody_decides_on_is_given_by_hand_and_the_last_rung_is_the_last(asked: Any) -> None:
    assert "**Next: steward.**\n- ✓ the role editor\n" in asked("/path", by="ed").answer
    assert "Whoever looks after the people file gives it." in asked("/path", by="ed").answer
    top = asked("/path", by="stella").answer
    assert "Roles: steward. Seats: print.\n" in top
    assert "No further role waits for you here." in top


def test_of_others_nothing_is_told_to_who_may_not_nominate_them(asked: Any) -> None:
    came = asked("/path @bo")
    assert (came.answer, came.told[:37]) == ("", "**cy**: `/path` is for people who may")


def test_who_may_nominate_is_told_where_somebody_stands(asked: Any) -> None:
    came = asked("/path @bo", by="stella")
    assert (came.answer.splitlines()[0], came.told) == ("This is where bo stands.", "")
    assert "To nominate: `/nominate bo editor`." in came.answer


def test_who_wants_no_names_is_told_of_to_nobody_but_themselves(asked: Any) -> None:
    refused = asked("/path @shy", by="stella")
    assert (refused.answer, refused.told) == ("", "**shy** does not want to be named where contributions are told.")
    assert asked("/path", by="shy").answer.startswith("**shy**, this is where you stand.")


def test_a_bare_name_is_asked_back(asked: Any) -> None:
    assert asked("/path bo", by="stella").told.startswith("If you mean a person, write `bo` with an `@` in front")


@pytest.mark.parametrize(
    ("asks", "line"),
    [
        ({"sponsors": 2}, "- people who vouch: 2."),
        ({"sponsors": {"count": 2, "employers": 3}}, "- people who vouch: 2. Their employers, at least: 3."),
        ({"listed_in": "groups"}, "- an entry in groups"),
        ({"months_active": 3}, "- months from the first contribution to the latest: 0 of 3"),
        ({"role": "contributor", "months_in_role": 3}, "- months in the role: 0 of 3"),
        (
            {"any": {"writing": 2, "reviewing": 1}, "within": "6 months"},
            "- ✓ one of these: writing: 0 of 2 (within 6 months), reviewing: 1 of 1 (within 6 months)",
        ),
    ],
)
def test_whatever_is_asked_is_said(said: Any, item: Any, asks: dict[str, Any], line: str) -> None:
    roles = {"contributor": {}, "guide": {"granted": "by consent", "requires": asks}}
    file = {**FILE, "roles": {**roles, "steward": {"may": "everything"}}}
    facts = item.but(
        people=(Member(login="cy", roles=("contributor",)),), contributed={"cy": did("reviewing")}, now=NOON
    )
    came = said("/path", by="cy", facts=facts, file=file)
    assert (line in came.answer.splitlines(), came.signs) == (True, ["+1"]), came.answer
