from typing import Any

import pytest

from bot.commands import COMMANDS
from rules.facts import Doing
from rules.language import load


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
    ],
)
def test_each_deed_that_can_be_taken_back_is(said: Any, item: Any, deed: Any, now: Any, done: Any) -> None:
    came = said("/undo", facts=item.but(last=Doing(rule="R", deeds=(deed,)), **now))
    assert (came.done, came.signs) == ([done], ["+1"])


@pytest.mark.parametrize("deed", [("milestone", "2.0"), ("stage", "Review")])
def test_what_cannot_be_taken_back_is_said(said: Any, item: Any, deed: Any) -> None:
    came = said("/undo", facts=item.but(last=Doing(rule="Sort it", deeds=(deed,))))
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
    assert undo.asks(with_board) - undo.asks(without) == {"stage", "card", "board"}
    assert undo.asks(without) == undo.needs
