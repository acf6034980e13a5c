"""One rule, one event, one item: what the verbs decide, and what they write."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.action import BoardIds, FieldIds, Name, Target
from bot.item import ItemRef
from bot.plan import Occasion, make_plan
from rules.facts import Board, Facts, Person
from rules.language import load

FIELDS = {
    "size": FieldIds("F_2", "single_select", {"s": "option:S", "l": "option:L"}),
    "effort": FieldIds("F_3", "number"),
    "due": FieldIds("F_4", "date"),
    "note": FieldIds("F_5", "text"),
    "sprint": FieldIds("F_6", "iteration", {"sprint 2": "run:2"}),
}
Decided = tuple[list[dict[str, Any]], list[str]]
STAGES = ("Backlog", "Drafting", "Review", "Published")


@pytest.fixture
def issue() -> Facts:
    """An issue of which everything is known and to which nothing has happened."""
    return Facts(
        kind="issue",
        repo="acme/garden",
        number=7,
        title="A crash",
        body="",
        state="open",
        draft=False,
        milestone=None,
        locked=False,
        pinned=False,
        reacted=frozenset(),
        cards={},
        fields={},
        author=Person(login="alice"),
        labels=(),
        assignees=(),
        requested=(),
        reviews=(),
        undone=frozenset(),
        sections={},
        recorded=frozenset(),
        stage=None,
        card=None,
        board=Board(options=STAGES),
        people=(),
    )


@pytest.fixture
def pull(issue: Facts) -> Facts:
    return issue.but(kind="pull_request")


@pytest.fixture
def decide() -> Callable[..., Decided]:
    """Decide about an item: the actions as `explain` prints them, and why goals were held back."""

    def decided(
        do: list[Any], facts: Facts, *, board: dict[str, Any] | None = None, file: Any = (), **rule: Any
    ) -> Decided:
        whole = {
            "project": {"purpose": "Tests"},
            "board": {"project": 1, "stages": {stage: {} for stage in STAGES}, **(board or {})},
            "rules": [{"name": "R", "do": do, **rule}],
            **dict(file),
        }
        plan = make_plan(load(json.dumps(whole)), facts, [Occasion("d1", "issues.opened")])
        assert plan.conflicts == ()
        actions = [
            {key: value for key, value in one.document().items() if key not in {"rule", "why"}} for one in plan.actions
        ]
        return actions, [f"{held.do}: {held.why}" for held in plan.held_back]

    return decided


@pytest.fixture
def signed() -> dict[str, Any]:
    """What every action carries."""
    return {"rule": "R", "position": 0, "cause": "d1"}


@pytest.fixture
def target() -> Target:
    """An issue on whose repository GitHub knows a few names, and a board without a card of it."""
    names = [
        *(Name("label", label) for label in ("bug", "docs", "stage/Backlog", "stage/Drafting", "stage/Review")),
        *(Name("user", login) for login in ("bob", "carol")),
        Name("team", "acme/docs"),
        Name("project", "acme/3"),
    ]
    return Target(
        item=ItemRef(1, 2, "R_2", "acme/garden", 7, "I_7", "issue"),
        ids={name: f"{name.kind}:{name.key}" for name in names},
        board=BoardIds("PVT_1", "F_1", {stage.lower(): f"option:{stage}" for stage in STAGES}, FIELDS),
    )
