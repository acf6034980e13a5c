"""Whatever the bot asks GitHub's GraphQL API for is there, in the published types, within the published limits."""

from importlib import resources

import pytest
from graphql import FragmentDefinitionNode, parse

from bot.github.document import Document
from bot.github.queries import KINDS, TYPES
from bot.github.waiting import MOST
from tests.contract.answering import checked, problems
from tests.contract.limits import MOST_NODES, cost_of
from tests.contract.reading import callers

WRITING = {"bot.github.document.parts_of"}
pytestmark = pytest.mark.contract


@pytest.fixture(scope="module")
def texts(asked: dict[str, list[Document]]) -> set[str]:
    """The texts of all documents."""
    return {document.text for documents in asked.values() for document in documents}


def test_every_place_that_asks_is_driven_here(asked: dict[str, list[Document]]) -> None:
    assert {place for place, documents in asked.items() if documents} == callers("Part") - WRITING


def test_every_document_is_valid_with_its_variables(asked: dict[str, list[Document]]) -> None:
    wrong = [(each.text, problems(each)) for documents in asked.values() for each in documents if problems(each)]
    assert wrong == []


def test_every_connection_is_bounded_and_no_query_asks_for_too_many_nodes(texts: set[str]) -> None:
    costs = {text: cost_of(checked(text)[0]) for text in texts}
    assert [text for text, cost in costs.items() if cost.endless or cost.nodes > MOST_NODES] == []
    assert max(cost.points for cost in costs.values()) == 1


def test_even_the_dearest_may_be_shared_by_as_many_as_share(texts: set[str]) -> None:
    costs = [cost_of(checked(text)[0]) for text in texts]
    assert MOST * max(cost.nodes for cost in costs) <= MOST_NODES
    assert MOST * max(cost.requests for cost in costs) <= 100 * MOST


def test_every_fragment_is_asked_for(texts: set[str]) -> None:
    written = [resources.files("bot.github.queries").joinpath(f"{kind}.graphql").read_text("utf-8") for kind in KINDS]
    assert _fragments(texts) == _fragments(written)


def test_every_kind_of_item_is_one_of_githubs_types() -> None:
    assert set(TYPES) == set(KINDS)


def _fragments(texts: set[str] | list[str]) -> set[str]:
    return {
        f"{part.name.value} on {part.type_condition.name.value}"
        for text in texts
        for part in parse(text).definitions
        if isinstance(part, FragmentDefinitionNode)
    }
