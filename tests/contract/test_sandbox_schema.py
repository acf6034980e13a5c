"""The simulated GitHub's GraphQL schema is GitHub's own in part, and large enough for whatever the bot sends."""

from importlib import resources

import pytest
from graphql import build_schema, validate

from bot.github.document import Document
from bot.sandbox.subset import subset_errors
from tests.contract.answering import checked
from tests.contract.published import graphql_schema

pytestmark = pytest.mark.contract

OURS = build_schema(resources.files("bot.sandbox").joinpath("schema.graphql").read_text("utf-8"))


def test_it_says_nothing_that_githubs_own_does_not_say_in_the_same_words() -> None:
    assert subset_errors(graphql_schema(), OURS) == []


def test_it_has_whatever_the_bot_sends(asked: dict[str, list[Document]], mutations: list[Document]) -> None:
    texts = {document.text for documents in (*asked.values(), mutations) for document in documents}
    errors = {error.message for text in texts for error in validate(OURS, checked(text)[0])}
    assert errors == set()
