"""Whatever the bot writes is one of GitHub's mutations, with an input that it takes."""

import pytest
from graphql import FieldNode, OperationDefinitionNode

from bot.actions import VERBS
from bot.github.document import Document
from bot.writing.refused import PERMISSIONS
from tests.contract.answering import checked, problems
from tests.contract.limits import cost_of
from tests.contract.writing import ACTIONS, mutations_named

pytestmark = pytest.mark.contract


def test_every_verb_is_tried_here() -> None:
    assert set(ACTIONS) == set(VERBS)


def test_every_mutation_is_valid_with_its_input(mutations: list[Document]) -> None:
    assert [(each.text, problems(each)) for each in mutations if problems(each)] == []


def test_every_mutation_that_the_code_names_is_sent_here(mutations: list[Document]) -> None:
    operations = [node for each in mutations for node in checked(each.text)[0].definitions]
    fields = [
        field.name.value
        for node in operations
        if isinstance(node, OperationDefinitionNode)
        for field in node.selection_set.selections
        if isinstance(field, FieldNode)
    ]
    assert set(fields) == mutations_named()


def test_a_permission_is_named_for_every_mutation_whose_failure_is_told() -> None:
    assert set(PERMISSIONS) == mutations_named()


def test_what_is_read_of_the_answers_is_bounded(mutations: list[Document]) -> None:
    costs = [cost_of(checked(each.text)[0]) for each in mutations]
    assert {cost.endless for cost in costs} == {()}
    assert max(cost.points for cost in costs) == 1
