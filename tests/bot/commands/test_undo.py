from datetime import UTC, datetime
from typing import Any

import pytest

from bot.commands import COMMANDS
from bot.commands.undo import can_undo, deed_as_wish
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
    came = said("/undo", facts=item.but(doings=(Doing(rule="R", deeds=(deed,)),), **now))
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
    assert said("/undo", facts=item.but(doings=(last,), now=NOW, **now)).done == [whole]


def test_what_a_rule_said_goes_away_and_the_rest_stays(said: Any, item: Any) -> None:
    facts = item.but(doings=(Doing(rule="R", deeds=(("comment", "Hello"),)),), sections={"Hello": "Hi.", "Bye": "Bye."})
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
    came = said("/undo", facts=item.but(doings=(Doing(rule="Sort it", deeds=(deed,)),), **now))
    told = "I did that for `Sort it`, and I cannot take it back. Please do it by hand; I will leave it so."
    assert (came.done, came.told) == ([], told)


def test_there_may_be_nothing_to_take_back(said: Any, item: Any) -> None:
    came = said("/undo", facts=item.but(doings=()))
    assert (came.done, came.told) == ([], "I have done nothing here that could be taken back.")


def test_whoever_asked_for_it_may_take_it_back(said: Any, item: Any) -> None:
    facts = item.but(doings=(Doing(rule="/label", deeds=(("label", "bug"),), by="tess"),), labels=("bug",))
    assert said("/undo", by="Tess", facts=facts).done == [{"do": "unlabel", "labels": ["bug"]}]
    came = said("/undo", by="ed", facts=facts)
    assert (came.done, came.told.startswith("**ed**: I did that for `/label`.")) == ([], True)


def test_only_with_a_board_its_columns_are_asked_for() -> None:
    with_board = load("project: {purpose: p}\nboard: {project: 1, stages: {A: }}\nrules: []")
    without = load("project: {purpose: p}\nrules: []")
    undo = COMMANDS["undo"]
    assert undo.asks(with_board) - undo.asks(without) == {"stage", "card", "board", "fields", "now"}
    assert (undo.needs, {"labels", "milestone", "requested"} - undo.asks(without)) == (frozenset({"doings"}), set())


LABELLED = Doing(rule="Sort", deeds=(("label", "bug"), ("label", "docs")))
ASKED = Doing(rule="Ask", deeds=(("request_review", "ed"), ("label", "bug")))


@pytest.mark.parametrize(
    ("wish", "done"),
    [
        ("label bug", [{"do": "unlabel", "labels": ["bug"]}]),
        ("Label  DOCS", [{"do": "unlabel", "labels": ["docs"]}]),
        ("request review ed", [NOT_ASKED | {"teams": []}]),
        ("request_review ed", [NOT_ASKED | {"teams": []}]),
    ],
)
def test_one_thing_that_is_named_is_taken_back_alone(said: Any, item: Any, wish: str, done: Any) -> None:
    facts = item.but(**IN_REVIEW | {"requested": ("ed",)}, doings=(LABELLED, ASKED), labels=("bug", "docs"))
    assert said(f"/undo {wish}", facts=facts).done == done


@pytest.mark.parametrize("wish", ["label", "bug", "label wish", "comment Sort"])
def test_what_is_named_must_have_been_done(said: Any, item: Any, wish: str) -> None:
    came = said(f"/undo {wish}", facts=item.but(doings=(LABELLED,), labels=("bug", "docs")))
    assert (came.done, came.told) == ([], "I have done nothing here that could be taken back.")


def test_who_asked_for_the_later_of_two_may_take_back_that_one(said: Any, item: Any) -> None:
    earlier, later = (Doing(rule="/label", deeds=(("label", "bug"),), by=login) for login in ("ed", "tess"))
    facts = item.but(doings=(earlier, later), labels=("bug",))
    assert said("/undo label bug", by="tess", facts=facts).done == [{"do": "unlabel", "labels": ["bug"]}]
    assert said("/undo label bug", by="ed", facts=facts).done == []


def test_a_deed_is_named_as_the_command_reads_it(said: Any, item: Any) -> None:
    wish = deed_as_wish("label", "bug")
    facts = item.but(doings=(LABELLED,), labels=("bug", "docs"))
    assert said(f"/undo {wish}", facts=facts).done == [{"do": "unlabel", "labels": ["bug"]}]
    assert (can_undo("label"), can_undo("transfer")) == (True, False)
