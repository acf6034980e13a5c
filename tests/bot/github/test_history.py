"""What people undid, read from timelines."""

from typing import Any

import pytest

from bot.github.history import login_of, undone_by_others

US = "fingerpost[bot]"
BOT = {"__typename": "Bot", "login": "fingerpost"}
OTHER_BOT = {"__typename": "Bot", "login": "renovate"}
ADA = {"__typename": "User", "login": "ada"}


def on(label: str = "Bug", by: Any = ADA) -> dict[str, Any]:
    return {"__typename": "LabeledEvent", "actor": by, "label": {"name": label}}


def off(label: str = "Bug", by: Any = ADA) -> dict[str, Any]:
    return {"__typename": "UnlabeledEvent", "actor": by, "label": {"name": label}}


def assigned(login: str, by: Any, *, on: bool = True) -> dict[str, Any]:
    return {"__typename": "AssignedEvent" if on else "UnassignedEvent", "actor": by, "assignee": {"login": login}}


def asked(by: Any, *, on: bool = True, **reviewer: str) -> dict[str, Any]:
    kind = "ReviewRequestedEvent" if on else "ReviewRequestRemovedEvent"
    return {"__typename": kind, "actor": by, "requestedReviewer": reviewer}


@pytest.mark.parametrize(
    ("timeline", "undone"),
    [
        ([], set()),
        ([on(by=BOT)], set()),
        ([on(by=BOT), off()], {("label", "bug")}),
        ([off()], {("label", "bug")}),
        ([on(by=BOT), off(by=None)], {("label", "bug")}),
        ([on(by=BOT), off(by=OTHER_BOT)], {("label", "bug")}),
        ([on(by=BOT), off(), on()], set()),
        ([on(by=BOT), off(), on(by=BOT)], set()),
        ([on(by=BOT), off(by=BOT)], set()),
        ([on(), off(by=BOT), on()], {("unlabel", "bug")}),
        ([on(), off(by=BOT), on(), off()], {("label", "bug")}),
        ([on(), off(), on()], set()),
        ([on("Bug"), off("bUG")], {("label", "bug")}),
        ([on("Bug", BOT), off("Docs")], {("label", "docs")}),
        ([assigned("Ben", BOT), assigned("Ben", ADA, on=False)], {("assign", "ben")}),
        ([assigned("Ben", BOT, on=False), assigned("Ben", ADA)], {("unassign", "ben")}),
        ([asked(BOT, login="Cem"), asked(ADA, on=False, login="Cem")], {("request_review", "cem")}),
        ([asked(BOT, on=False, login="Cem"), asked(ADA, login="Cem")], set()),
        ([asked(ADA, on=False, combinedSlug="orchard/Docs")], {("request_review", "orchard/docs")}),
        ([{"__typename": "ClosedEvent", "actor": ADA}], set()),
        ([{"__typename": "UnassignedEvent", "actor": ADA, "assignee": None}], {("assign", "")}),
    ],
)
def test_a_timeline_tells_what_was_undone(timeline: list[dict[str, Any]], undone: set[tuple[str, str]]) -> None:
    assert undone_by_others(timeline, US) == undone


@pytest.mark.parametrize(
    ("account", "login"),
    [
        (ADA, "ada"),
        (BOT, US),
        ({"__typename": "Bot", "login": US}, US),
        ({"login": "ada"}, "ada"),
        ({"__typename": "User"}, "ghost"),
        (None, "ghost"),
    ],
)
def test_logins_are_spelled_as_over_rest(account: Any, login: str) -> None:
    assert login_of(account) == login
