"""The definitions that the sandbox's GraphQL runs on, and the check that they are GitHub's own."""

from graphql import build_schema

from bot.sandbox.graphql.engine import bound_schema
from bot.sandbox.graphql.registry import MUTATIONS
from bot.sandbox.subset import subset_errors

_WHOLE = """
interface Node { id: ID! }
type Query { node(id: ID!): Node  thing(name: String!, size: Int): Thing  other(key: ID!): Thing }
type Thing implements Node { id: ID!  name: String!  color: Color }
enum Color { RED GREEN }
union Any = Thing
input Given { id: ID!  note: String }
"""


def test_a_true_part_has_no_errors() -> None:
    part = build_schema(
        """interface Node { id: ID! }
           type Query { thing(name: String!): Thing }
           type Thing implements Node { id: ID!  color: Color }
           enum Color { RED }"""
    )

    assert subset_errors(build_schema(_WHOLE), part) == []


def test_each_difference_is_named() -> None:
    part = build_schema(
        """type Query { thing(name: String): Thing!  other: Thing  more: Int }
           type Thing { id: ID  weight: Int }
           enum Color { BLUE }
           input Given { note: Int  extra: Color }
           type Stranger { id: ID }
           union Node = Thing"""
    )

    assert subset_errors(build_schema(_WHOLE), part) == [
        "Query.thing: it is Thing, not Thing!",
        "Query.thing(name): it is String!, not String",
        "Query.other(key): it is required",
        "Query.more: there is no such field",
        "Thing.id: it is ID!, not ID",
        "Thing.weight: there is no such field",
        "Color: BLUE is not one of its own",
        "Given(note): it is String, not Int",
        "Given(extra): there is no such argument",
        "Given.id: it is required",
        "Stranger: there is no such type",
        "Node: it is a GraphQLInterfaceType, not a GraphQLUnionType",
    ]


def test_every_mutation_of_the_definitions_can_be_done() -> None:
    mutations = bound_schema().mutation_type

    assert mutations is not None
    assert set(mutations.fields) == set(MUTATIONS)
