"""Facts that few rules need: checks, card fields, links, reactions, the last human act; each asked for alone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.action import BoardIds
from bot.github import gather as module
from bot.github.activity import last_human_act
from bot.github.answer import Answer
from bot.github.boards import SeenBoard
from bot.github.cards import card_on, values_on
from bot.github.checks import outcomes_by_name
from bot.github.document import Fault
from bot.github.gather import Question, gather
from bot.github.names import Names
from rules.facts import UNKNOWN, Board, Facts, Review
from rules.language import load

US = "fingerpost[bot]"
BOARD_IDS = BoardIds("PVT_1", "PVTSSF_1", {})
REPO = "orchard/tools"
BOOK = load(
    "project: {purpose: We mend}\nboard: {project: 1, stages: {Triage: {}, Done: {}}}\n"
    "rules: [{name: a, do: [{label: b}]}]"
)


async def look(github: Any, item: Any, *needs: str, **more: Any) -> Facts:
    facts: Facts = (await gather(github.graphql, Question(item, frozenset(needs), BOOK, US, **more))).facts
    return facts


def proposed(github: Any, **what: Any) -> tuple[Any, str]:
    """A pull request, and its commit."""
    made = github.act("ben", "open_pull_request", repo=REPO, title="Mend it", files=["a.py"], **what)
    item = github.item(made["number"], kind="pull_request")
    return item, str(github.state()["items"][str(item)]["head_sha"])


@pytest.mark.parametrize("fact", ["reactions", "linked", "checks", "check_runs", "human_at", "fields"])
async def test_what_was_not_asked_for_is_unknown(github: Any, fact: str) -> None:
    item, _ = proposed(github)
    assert getattr(await look(github, item, "labels"), fact) is UNKNOWN


# Counts


async def test_lock_and_reactions_are_told(github: Any) -> None:
    item = github.item()
    before = await look(github, item, "reactions")
    github.act("ada", "react", item=str(item), content="HEART")
    github.act("ben", "react", item=str(item), content="EYES")
    github.act("ada", "lock", item=str(item))
    after = await look(github, item, "reactions")
    assert [(one.locked, one.reactions) for one in (before, after)] == [(False, 0), (True, 2)]


async def test_an_issue_and_its_pull_requests_are_linked(github: Any) -> None:
    issue = github.item()
    assert (await look(github, issue, "linked")).linked == 0
    pull, _ = proposed(github, body="Fixes #1")
    dropped, _ = proposed(github, body="Fixes #1")
    github.act("ben", "close", item=str(dropped))
    facts = [await look(github, item, "linked") for item in (issue, pull)]
    assert [one.linked for one in facts] == [1, 1]


# Reviews


async def test_a_remark_does_not_take_an_approval_back(github: Any) -> None:
    item, _ = proposed(github)
    github.act("ada", "review", item=str(item), state="approve")
    github.act("ada", "review", item=str(item), state="comment", body="And thanks.")
    github.act("cem", "review", item=str(item), state="comment", body="Hm.")
    facts = await look(github, item, "reviews")
    assert facts.reviews == (Review(author="ada", state="APPROVED"), Review(author="cem", state="COMMENTED"))


# Checks


async def test_checks_are_told_together_and_by_name(github: Any) -> None:
    item, sha = proposed(github)
    bare = await look(github, item, "checks", "check_runs")
    github.act("cem", "check", repo=REPO, sha=sha, name="build", conclusion="skipped")
    github.act("cem", "check", repo=REPO, sha=sha, name="style", conclusion=None)
    github.act("cem", "status", repo=REPO, sha=sha, name="deploy", state="error")
    full = await look(github, item, "check_runs")
    assert (bare.checks, bare.check_runs) == (None, {})
    assert (full.checks, full.check_runs) == (
        "failure",
        {"build": "success", "style": "pending", "deploy": "failure"},
    )


async def test_where_only_the_sum_is_wanted_the_checks_are_not_asked_for_one_by_one(github: Any) -> None:
    item, sha = proposed(github)
    github.act("cem", "check", repo=REPO, sha=sha, name="build")
    facts = await look(github, item, "checks")
    assert (facts.checks, facts.check_runs) == ("success", UNKNOWN)


async def test_many_checks_are_asked_for_page_by_page(github: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    item, sha = proposed(github)
    for n in range(101):
        github.act("cem", "check", repo=REPO, sha=sha, name=f"part {n}")
    whole = await look(github, item, "check_runs")
    asked = github.asked
    monkeypatch.setattr(module, "MOST_CHECKS", 100)
    cut = await look(github, item, "check_runs")
    assert [len(one.check_runs) for one in (whole, cut)] == [101, 100]  # type: ignore[arg-type]  # they are known
    assert (asked, github.asked) == (2, 3)


def test_of_several_checks_with_one_name_the_gravest_counts() -> None:
    runs = [{"__typename": "CheckRun", "name": "build", "conclusion": word} for word in ("SUCCESS", "FAILURE", None)]
    assert outcomes_by_name(runs) == {"build": "failure"}


def test_checks_that_the_app_may_not_see_are_unknown() -> None:
    node = {"statusCheckRollup": None}
    refused = Answer({}, (Fault("FORBIDDEN", "Resource not accessible", ("item", "statusCheckRollup")),))
    assert (module._counts(node, refused), module._counts(node, Answer({}))) == ({}, {"checks": None})


# Card fields


async def board_of(github: Any) -> SeenBoard:
    assert BOOK.board
    return await Names(github.graphql, github.clock).board(github.item(), BOOK.board)


async def test_the_fields_of_a_card_are_told_by_name(github: Any) -> None:
    item, board = github.item(), await board_of(github)
    none = await look(github, item, "fields", board=board)
    github.act("ada", "add_card", item=str(item))
    github.act("ada", "move_card", item=str(item), option="Done")
    some = await look(github, item, "fields", board=board)
    assert (none.fields, some.fields) == ({}, {"Status": "Done"})


def test_each_kind_of_field_has_its_value() -> None:
    board = SeenBoard(Board(), BOARD_IDS)
    values = [
        {"text": "soon", "field": {"name": "When"}},
        {"number": 3.0, "field": {"name": "Size"}},
        {"number": 0.5, "field": {"name": "Share"}},
        {"date": "2026-03-02", "field": {"name": "Due"}},
        {"name": "High", "field": {"name": "Priority"}},
        {"title": "Spring", "field": {"name": "Sprint"}},
        {"text": None, "field": {"name": "Empty"}},
        {},
        None,
    ]
    node = {"projectItems": {"nodes": [None, {"project": {"id": "PVT_1"}, "fieldValues": {"nodes": values}}]}}
    assert values_on(board, node) == {
        "When": "soon", "Size": 3, "Share": 0.5, "Due": "2026-03-02", "Priority": "High", "Sprint": "Spring",
    }  # fmt: skip
    assert card_on(board, node, BOOK) is UNKNOWN


def test_fields_of_a_board_that_nobody_sees_are_unknown() -> None:
    unseen = SeenBoard(Board(problem="there is none"), None)
    node: dict[str, Any] = {"projectItems": {"nodes": []}}
    assert [values_on(board, node) for board in (None, unseen)] == [UNKNOWN, UNKNOWN]


# The last human act

OPENED, WROTE, UPDATED = (datetime(2026, 3, day, 9, tzinfo=UTC) for day in (2, 3, 5))
BOT, ADA = {"__typename": "Bot", "login": "renovate"}, {"__typename": "User", "login": "ada"}


def said(who: Any, day: int, **more: Any) -> dict[str, Any]:
    return {"author": who, "createdAt": f"2026-03-0{day}T09:00:00Z", **more}


def moment(*acts: Any, author: Any = ADA, before: bool = False, **more: Any) -> Any:
    told = {"author": author, "createdAt": "2026-03-02T09:00:00Z", "updatedAt": "2026-03-05T09:00:00Z"}
    return last_human_act({**told, "acts": {"nodes": list(acts), "pageInfo": {"hasPreviousPage": before}}, **more})


@pytest.mark.parametrize(
    ("acts", "day"),
    [
        ([], 2),
        ([said(ADA, 3), said(BOT, 4)], 3),
        ([said(None, 3)], 3),
        ([said(BOT, 3, editor=ADA, lastEditedAt="2026-03-04T09:00:00Z")], 4),
        ([said(BOT, 3, replies={"nodes": [None, said(ADA, 4)]})], 4),
        ([said(ADA, 3, submittedAt="2026-03-04T09:00:00Z")], 4),
        ([{"actor": ADA, "createdAt": "2026-03-03T09:00:00Z"}, None, {"actor": BOT, "createdAt": None}], 3),
        ([{"commit": {"committedDate": "2026-03-03T09:00:00Z", "author": {"name": "Ada", "user": None}}}], 3),
        ([{"commit": {"committedDate": "2026-03-03T09:00:00Z", "author": {"name": "renovate[bot]", "user": None}}}], 2),
        ([{"commit": {"committedDate": "2026-03-03T09:00:00Z", "author": None}}], 3),
        ([{"commit": {"committedDate": "2031-01-01T00:00:00Z", "author": {"name": "A", "user": ADA}}}], 5),
    ],
)
def test_the_last_act_of_a_person_counts(acts: list[Any], day: int) -> None:
    assert moment(*acts) == datetime(2026, 3, day, 9, tzinfo=UTC)


def test_an_edit_of_the_first_text_is_an_act() -> None:
    assert moment(editor=ADA, lastEditedAt="2026-03-03T09:00:00Z") == WROTE
    assert moment(editor=BOT, lastEditedAt="2026-03-03T09:00:00Z") == OPENED


def test_where_only_bots_acted_the_opening_counts_or_the_oldest_act_that_is_seen() -> None:
    assert moment(said(BOT, 3), said(BOT, 4), author=BOT) == OPENED
    assert moment(said(BOT, 3), said(BOT, 4), author=BOT, before=True) == WROTE


@pytest.mark.parametrize("told", [{}, {"acts": None}, {"acts": {"nodes": None}}])
def test_without_a_timeline_nothing_is_known(told: dict[str, Any]) -> None:
    assert last_human_act({"createdAt": "", "updatedAt": "", **told}) is UNKNOWN
