"""Looks that nobody on GitHub asked for: what they carry, and how they stand beside deliveries."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.events import decode
from bot.plan import Occasion, make_plan
from bot.planning.pause import LABEL, WHY
from bot.queue.rank import SWEEP
from bot.waking.again import LOOK, LookAgain
from bot.waking.looks import as_delivery
from rules.facts import BLANK, UNKNOWN, Person
from rules.language import load

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def look(**more: Any) -> LookAgain:
    given = {"installation": 9, "repo_id": 1, "repo_node": "R", "repo": "o/r", "private": True, "kind": "issue"}
    return LookAgain(**{**given, "number": 2, "node": "I", **more})


def test_it_waits_in_the_lane_of_its_item_behind_everything_else() -> None:
    delivery = as_delivery(look(), "why", 5)
    assert (delivery.delivery, delivery.lane, delivery.rank) == ("sweep:1#2:why", "1#2", SWEEP)
    assert (delivery.event, delivery.installation, delivery.received_ms) == (LOOK, 9, 5)


@pytest.mark.parametrize(
    ("author", "association", "new"),
    [("ada", "MEMBER", False), ("ada", "NONE", UNKNOWN), ("some[bot]", "NONE", UNKNOWN), ("ada", "", UNKNOWN)],
)
def test_it_tells_who_opened_the_item(author: str, association: str, new: Any) -> None:
    event = decode("d", LOOK, look(author=author, association=association, created_at=AT).body)
    expected = Person(login=author, bot="[bot]" in author, association=association or UNKNOWN, new=new)
    assert (event.facts.author, event.facts.created_at) == (expected, AT)


def test_it_is_about_an_item_and_says_nothing_else() -> None:
    event = decode("d", LOOK, look().body)
    assert (event.name, str(event.item), event.private, event.updated_at) == (LOOK, "o/r#2", True, None)
    assert (event.facts.author, event.facts.created_at, event.facts.labels) == (UNKNOWN, UNKNOWN, UNKNOWN)


def test_one_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="installation"):
        decode("d", LOOK, b"{}")


@pytest.mark.parametrize(
    ("labels", "done"), [((), ["x"]), ((LABEL.upper(),), []), (("other",), ["x"]), (UNKNOWN, ["x"])]
)
def test_a_paused_item_is_let_be_and_says_so(labels: Any, done: list[str]) -> None:
    book = load("project: {purpose: p}\nrules: [{name: r, when: {title: crash}, do: [{milestone: x}]}]\n")
    facts = BLANK.but(kind="issue", title="A crash", labels=labels, milestone=None, undone=frozenset())
    plan = make_plan(book, facts, [Occasion("c")])
    assert [target for action in plan.actions for target in action.targets] == done
    assert [held.why for held in plan.held_back] == ([] if done else [WHY])
