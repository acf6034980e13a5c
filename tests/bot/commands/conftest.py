"""One comment on one item: what comes of what somebody asks in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.commands import NAMES
from bot.hearing.calls import hear
from bot.hearing.spoken import lines_said
from bot.plan import Occasion, make_plan
from rules.facts import Board, Facts, Member, Person
from rules.language import load

STAGES: dict[str, Any] = {
    "Ideas": {},
    "Drafting": {},
    "Review": {},
    "Published": {"needs": {"reviews": 2, "check": "license"}},
}
FILE: dict[str, Any] = {
    "project": {"purpose": "Tests", "people": "people.yml"},
    "roles": {"triager": {"may": "triage"}, "editor": {"may": ["stage", "triage"]}, "steward": {"may": "everything"}},
    "board": {"project": 1, "stages": STAGES},
    "rules": [],
}
PEOPLE = (
    Member(login="tess", roles=("triager",)),
    Member(login="ed", roles=("editor",)),
    Member(login="stella", roles=("steward",), languages=("en",)),
)


@dataclass(frozen=True)
class Came:
    """What came of a comment: the actions as `explain` prints them, without their rules; what people read."""

    done: list[dict[str, Any]]
    signs: list[str]
    told: str
    answer: str
    facts: Facts


@pytest.fixture
def item() -> Facts:
    """An issue of which everything is known and to which nothing has happened."""
    return Facts(
        kind="issue", repo="acme/garden", number=7, title="A crash", body="", state="open", draft=False,
        author=Person(login="alice"), labels=(), assignees=(), milestone=None, undone=frozenset(), sections={},
        stage=None, card=None, board=Board(options=tuple(STAGES)), people=PEOPLE, recorded=frozenset(),
        reacted=frozenset(), fields={}, forms=(),
    )  # fmt: skip


@pytest.fixture
def said(item: Facts) -> Callable[..., Came]:
    """Have somebody write a comment."""

    def comes(body: str, by: str = "stella", facts: Facts = item, file: Any = (), without: Any = ()) -> Came:
        book = load(json.dumps({key: part for key, part in {**FILE, **dict(file)}.items() if key not in without}))
        heard = hear(lines_said(body), NAMES, "fingerpost[bot]")
        asked = Occasion("c1", "issue_comment.created", actor=Person(login=by), heard=heard, said="IC_1")
        plan = make_plan(book, facts, [asked])
        found = [{key: value for key, value in one.document().items() if key != "rule"} for one in plan.actions]
        signs = [one.split()[0] for each in found if each["do"] == "react" for one in each["reactions"]]
        sections: Any = plan.facts.sections
        done = [each for each in found if each["do"] not in {"react", "comment"}]
        return Came(done, signs, sections.get("/", ""), sections.get("/?", ""), plan.facts)

    return comes
