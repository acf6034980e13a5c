"""Documents put together from parts: aliases, variables, fragments, faults."""

import pytest
from graphql import parse

from bot.action import Write
from bot.github.document import Fault, Part, faults, mutation, query


def test_parts_share_variables_and_fragments() -> None:
    fragment = "fragment core on Issue { id }"
    parts = [
        Part("a", "node(id: $item) { ...core }", {"item": ("ID!", "I_1")}, (fragment,)),
        Part("b", "node(id: $item) { ...core }", {"item": ("ID!", "I_1")}, (fragment,)),
        Part("c", "user(login: $k) { id }", {"k": ("String!", "ada")}),
    ]
    document = query(parts)
    assert document.variables == {"item": "I_1", "k": "ada"}
    assert document.text == (
        "query($item: ID!, $k: String!) {\n"
        "  a: node(id: $item) { ...core }\n"
        "  b: node(id: $item) { ...core }\n"
        "  c: user(login: $k) { id }\n"
        "}\n"
        "fragment core on Issue { id }"
    )


def test_a_query_without_variables_declares_none() -> None:
    document = query([Part("who", "viewer { login }")])
    assert (document.text, document.variables) == ("query {\n  who: viewer { login }\n}", {})


def test_writes_become_aliases_in_order_each_with_its_input() -> None:
    writes = [
        Write("addComment", {"subjectId": "I_1", "body": "Hi"}, (), select="commentEdge { node { id } }"),
        Write("addLabelsToLabelable", {"labelableId": "I_1", "labelIds": ["L_1"]}, ()),
    ]
    document = mutation(writes)
    assert document.text == (
        "mutation($i0: AddCommentInput!, $i1: AddLabelsToLabelableInput!) {\n"
        "  w0: addComment(input: $i0) { commentEdge { node { id } } }\n"
        "  w1: addLabelsToLabelable(input: $i1) { clientMutationId }\n"
        "}"
    )
    assert document.variables == {
        "i0": {"subjectId": "I_1", "body": "Hi"},
        "i1": {"labelableId": "I_1", "labelIds": ["L_1"]},
    }
    parse(document.text)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        ({"type": "NOT_FOUND", "message": "No", "path": ["w0", "x"]}, Fault("NOT_FOUND", "No", ("w0", "x"))),
        ({"message": "No"}, Fault("", "No")),
        ({"type": None, "message": None, "path": None}, Fault("", "an error without a text")),
        ("No", Fault("", "an error without a text")),
        (None, Fault("", "an error without a text")),
    ],
)
def test_errors_of_any_form_become_faults(error: object, fault: Fault) -> None:
    assert faults([error]) == (fault,)
