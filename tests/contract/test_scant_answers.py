"""GitHub may answer null wherever its types allow it; what is not told is unknown, and nothing breaks."""

from typing import Any

import pytest

from bot.action import Name
from bot.github.gather import TELLS, Question, gather
from bot.github.queries import KINDS, TYPES
from bot.waking.nodes import resolve_node
from rules.facts import UNKNOWN
from tests.contract.answering import AnsweringGitHub
from tests.contract.assembled import hub_on
from tests.contract.reading import BOARD, BOARD_LOOK, BOOK, CARD_CLAIM, NAMES, item_of

pytestmark = pytest.mark.contract

EVERYTHING = frozenset().union(*TELLS.values()) | {"author.new"}


def _scant(told: dict[str, Any]) -> AnsweringGitHub:
    return AnsweringGitHub(told, plenty=False)


@pytest.mark.parametrize("comment", [None, "IC_1"])
@pytest.mark.parametrize("kind", KINDS)
async def test_an_item_of_which_github_tells_only_what_it_must(kind: str, comment: str | None) -> None:
    asked = Question(item_of(kind), EVERYTHING, BOOK, "fingerpost[bot]", comment, BOARD, author="maria")
    async with hub_on(_scant({"Query.node": {"__typename": TYPES[kind]}})) as hub:
        facts = (await gather(hub.graphql, asked)).facts
    told = (facts.title, facts.labels, facts.assignees, facts.milestone, facts.stage)
    assert told == ("text", UNKNOWN, (), None, UNKNOWN)


@pytest.mark.parametrize(
    "told", [{}, {"Query.organization": {}}, {"Query.node": {"__typename": "Repository"}}, {"Query.user": None}]
)
async def test_names_that_github_does_not_tell(told: dict[str, Any]) -> None:
    async with hub_on(_scant(told)) as hub:
        assert await hub.names.ids(item_of("issue"), [name for name in NAMES if name != Name("user", "maria")]) == {}


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        (None, "acme is not an organisation: an App cannot see user-owned projects"),
        ({}, "the App cannot see project 3 of acme"),
        ({"projectV2": {}}, "project 3 of acme has no single-select field Status"),
        (
            {"projectV2": {"field": {"__typename": "ProjectV2Field"}}},
            "project 3 of acme has no single-select field Status",
        ),
    ],
)
async def test_a_board_that_github_does_not_tell(told: dict[str, Any] | None, problem: str) -> None:
    async with hub_on(_scant({"Query.organization": told})) as hub:
        found = (await hub.names.board(item_of("issue"), BOARD_LOOK)).facts.problem
    assert (found or "").startswith(problem), found


@pytest.mark.parametrize("told", [None, {"__typename": "Repository"}])
async def test_what_is_on_a_card_that_github_does_not_tell(told: dict[str, Any] | None) -> None:
    async with hub_on(_scant({"Query.node": told})) as hub:
        [outcome] = (await resolve_node(hub, CARD_CLAIM)).outcomes.values()
    assert outcome.note == "what was on the card is gone"  # type: ignore[union-attr]  # it is done
