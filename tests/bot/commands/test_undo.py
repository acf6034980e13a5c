from datetime import UTC, datetime
from typing import Any

import pytest

from bot.commands import COMMANDS
from rules.facts import Card, Doing
from rules.language import load

NOW = datetime(2026, 3, 2, tzinfo=UTC)
DROPPED = {"do": "credit", "name": "credit: talk, ada"}
NOT_ASKED = {"do": "request_review", "reviewers": ["ed"], "teams": [], "withdrawn": True}
IN_REVIEW = {"kind": "pull_request", "requested": ("ed", "acme/docs"), "reviews": ()}


@pytest.mark.parametrize(
    ("deed", "now", "done"),
    [
        (("label", "bug"), {"labels": ("bug",)}, {"do": "unlabel", "labels": ["bug"]}),
        (("unlabel", "bug"), {}, {"do": "label", "labels": ["bug"]}),
        (("assign", "ed"), {"assignees": ("ed",)}, {"do": "unassign", "assignees": ["ed"]}),
        (("unassign", "ed"), {}, {"do": "assign", "assignees": ["ed"]}),
        (("close", "closed"), {"state": "closed"}, {"do": "reopen"}),
        (("reopen", "open"), {}, {"do": "close", "reason": "completed"}),
        (("stage", "Review"), {"stage": "Review", "before": "Ideas"}, {"do": "stage", "stage": "Ideas"}),
        (("lock", "locked"), {"locked": True}, {"do": "lock", "locked": False}),
        (("lock", "unlocked"), {"locked": False}, {"do": "lock", "reason": None}),
        (("pin", "pinned"), {"pinned": True}, {"do": "pin", "pinned": False}),
        (("pin", "unpinned"), {"pinned": False}, {"do": "pin"}),
        (("draft", "draft"), {"kind": "pull_request", "draft": True}, {"do": "draft", "draft": False}),
        (("draft", "ready"), {"kind": "pull_request"}, {"do": "draft"}),
        (("add_to", "acme/3"), {"cards": {"acme/3": Card(id="C")}}, {"do": "remove_from", "project": "acme/3"}),
        (("remove_from", "acme/3"), {"cards": {}}, {"do": "add_to", "project": "acme/3"}),
        (("credit", "credit: talk, ada"), {"recorded": frozenset({"credit: talk, ada"})}, DROPPED),
        (("request_review", "ed"), IN_REVIEW, NOT_ASKED),
    ],
)
def test_each_deed_that_can_be_taken_back_is(said: Any, item: Any, deed: Any, now: Any, done: Any) -> None:
    came = said("/undo", facts=item.but(last=Doing(rule="R", deeds=(deed,)), **now))
    assert (came.done, came.signs) == ([done], ["+1"])


@pytest.mark.parametrize(
    ("deed", "found", "now", "done"),
    [
        (("milestone", "2.0"), "1.0 Beta", {"milestone": "2.0"}, {"do": "milestone", "title": "1.0 Beta"}),
        (("milestone", "2.0"), "", {"milestone": "2.0"}, {"do": "milestone", "title": None}),
        (("board_field", "size=l"), "Size=S", {"fields": {"Size": "L"}}, "S"),
        (("board_field", "size=l"), "", {"fields": {"Size": "L"}}, None),
    ],
)
def test_what_was_there_before_is_there_again(said: Any, item: Any, deed: Any, found: str, now: Any, done: Any) -> None:
    last = Doing(rule="R", deeds=(deed,), found={deed: found})
    whole = done if isinstance(done, dict) else {"do": "board_field", "field": "size", "value": done}
    assert said("/undo", facts=item.but(last=last, now=NOW, **now)).done == [whole]


def test_what_a_rule_said_goes_away_and_the_rest_stays(said: Any, item: Any) -> None:
    facts = item.but(last=Doing(rule="R", deeds=(("comment", "Hello"),)), sections={"Hello": "Hi.", "Bye": "Bye."})
    assert said("/undo", facts=facts).facts.sections == {"Bye": "Bye."}


@pytest.mark.parametrize(
    ("deed", "now"),
    [
        (("milestone", "2.0"), {"milestone": "2.0"}),
        (("stage", "Review"), {"stage": "Review"}),
        (("transfer", "acme/other"), {}),
        (("label", "bug"), {"labels": ()}),
        (("milestone", "2.0"), {"milestone": "3.0"}),
    ],
    ids=["nobody knows what was there", "no stage before", "no way back", "taken off since", "changed since"],
)
def test_what_cannot_be_taken_back_is_said(said: Any, item: Any, deed: Any, now: Any) -> None:
    came = said("/undo", facts=item.but(last=Doing(rule="Sort it", deeds=(deed,)), **now))
    told = "What I did last was for `Sort it`, and I cannot take it back. Please do it by hand; I will leave it so."
    assert (came.done, came.told) == ([], told)


def test_there_may_be_nothing_to_take_back(said: Any, item: Any) -> None:
    came = said("/undo", facts=item.but(last=None))
    assert (came.done, came.told) == ([], "I have done nothing here that could be taken back.")


def test_whoever_asked_for_it_may_take_it_back(said: Any, item: Any) -> None:
    facts = item.but(last=Doing(rule="/label", deeds=(("label", "bug"),), by="tess"), labels=("bug",))
    assert said("/undo", by="Tess", facts=facts).done == [{"do": "unlabel", "labels": ["bug"]}]
    came = said("/undo", by="ed", facts=facts)
    assert (came.done, came.told.startswith("**ed**: what I did last was for `/label`.")) == ([], True)


def test_only_with_a_board_its_columns_are_asked_for() -> None:
    with_board = load("project: {purpose: p}\nboard: {project: 1, stages: {A: }}\nrules: []")
    without = load("project: {purpose: p}\nrules: []")
    undo = COMMANDS["undo"]
    assert undo.asks(with_board) - undo.asks(without) == {"stage", "card", "board", "fields", "now"}
    assert (undo.needs, {"labels", "milestone", "requested"} - undo.asks(without)) == (frozenset({"last"}), set())
