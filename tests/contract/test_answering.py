"""What the contract tests themselves find, and what they answer."""

from typing import Any

import pytest

from bot.github.document import Document
from tests.contract.answering import AnsweringGitHub, problems

pytestmark = pytest.mark.contract

COMMENT = "mutation($i: AddCommentInput!) { addComment(input: $i) { clientMutationId } }"


@pytest.mark.parametrize(
    ("text", "variables", "wrong"),
    [
        ("{ nobody }", {}, "Cannot query field 'nobody' on type 'Query'"),
        ("query($id: String!) { node(id: $id) { id } }", {"id": "I_1"}, "used in position expecting type 'ID!'"),
        (COMMENT, {}, "Expected a value of non-null type 'AddCommentInput!'"),
        (COMMENT, {"i": {"subjectId": "I_1"}}, "to include required field 'body'"),
        (COMMENT, {"i": {"subjectId": "I_1", "body": "x", "mood": "y"}}, "not to include unknown field 'mood'"),
        (COMMENT, {"i": {"subjectId": "I_1", "body": 1}}, "String cannot represent a non string value: 1"),
    ],
)
def test_what_githubs_schema_does_not_have_is_found(text: str, variables: dict[str, Any], wrong: str) -> None:
    found = problems(Document(text, variables))
    assert (len(found), wrong in found[0]) == (1, True), found


def test_what_is_made_up_is_of_the_published_type() -> None:
    text = "{ node(id: 1) { ... on PullRequest { title isDraft number labels(first: 1) { nodes { name } } } } }"
    made_up = {"title": "text", "isDraft": False, "number": 1, "labels": {"nodes": [{"name": "text"}]}}
    assert AnsweringGitHub().answer(Document(text, {})) == {"data": {"node": made_up}}


def test_without_plenty_nothing_is_made_up_that_may_be_absent() -> None:
    text = "{ node(id: 1) { id } viewer { name login organizations(first: 1) { nodes { login } } } }"
    told = {"User.login": "maria", "UserConnection.nodes": None}
    assert AnsweringGitHub(told, plenty=False).answer(Document(text, {})) == {
        "data": {"node": None, "viewer": {"name": None, "login": "maria", "organizations": {"nodes": []}}}
    }
