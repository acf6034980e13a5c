"""Documents put together from parts: aliases, variables, fragments, faults."""

import pytest
from graphql import parse

from bot.action import Write
from bot.github.document import Fault, Part, faults, joined, mutation, parts_of, query


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


CORE = "fragment core on Issue { id ...inner }"
INNER = "fragment inner on Issue { fieldValueByName(name: $field) { id } }"
OTHER = "fragment core on PullRequest { id }"


def asking(node: str, field: str = "Status") -> list[Part]:
    variables = {"item": ("ID!", node), "field": ("String!", field)}
    return [Part("item", "node(id: $item) { ...core ... on Issue { id } }", variables, (CORE, INNER))]


def test_of_several_callers_each_keeps_its_own_and_what_is_the_same_is_there_once() -> None:
    document = joined(
        "query",
        [
            asking("I_1"),
            asking("I_2"),
            [Part("item", "node(id: $item) { ...core }", {"item": ("ID!", "I_1")}, (OTHER,))],
        ],
    )
    assert document.variables == {"item": "I_1", "field": "Status", "item_1": "I_2"}
    assert document.text.splitlines() == [
        "query($item: ID!, $field: String!, $item_1: ID!) {",
        "  c0_item: node(id: $item) { ...core ... on Issue { id } }",
        "  c1_item: node(id: $item_1) { ...core ... on Issue { id } }",
        "  c2_item: node(id: $item) { ...core_1 }",
        "}",
        "fragment inner on Issue { fieldValueByName(name: $field) { id } }",
        "fragment core on Issue { id ...inner }",
        "fragment core_1 on PullRequest { id }",
    ]
    parse(document.text)


def test_a_fragment_that_means_another_thing_by_a_variable_is_another_fragment() -> None:
    document = joined("query", [asking("I_1"), asking("I_1", "Size")])
    assert document.variables == {"item": "I_1", "field": "Status", "field_1": "Size"}
    assert document.text.splitlines()[4:] == [
        "fragment inner on Issue { fieldValueByName(name: $field) { id } }",
        "fragment core on Issue { id ...inner }",
        "fragment inner_1 on Issue { fieldValueByName(name: $field_1) { id } }",
        "fragment core_1 on Issue { id ...inner_1 }",
    ]
    parse(document.text)


def test_the_writes_of_several_callers_do_not_meet() -> None:
    writes = [parts_of([Write("closeIssue", {"issueId": f"I_{n}"}, ())]) for n in range(2)]
    document = joined("mutation", writes)
    assert document.variables == {"i0": {"issueId": "I_0"}, "i0_1": {"issueId": "I_1"}}
    assert "c1_w0: closeIssue(input: $i0_1) { clientMutationId }" in document.text


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
