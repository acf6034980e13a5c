"""The fragments of each kind: they parse, and each names only what GitHub's types have."""

import pytest
from graphql import parse, validate

from bot.action import BoardIds, Write
from bot.github.boards import SeenBoard
from bot.github.document import mutation, query
from bot.github.gather import TELLS, Question, parts
from bot.github.queries import KINDS, TYPES, fragments
from bot.item import ItemRef
from bot.sandbox.graphql.engine import bound_schema
from rules.facts import Board
from rules.language import load

BOOK = load(
    "project: {purpose: We mend}\nboard: {project: 1, stages: {Triage: {}}}\nrules: [{name: a, do: [{label: b}]}]"
)
EVERYTHING = frozenset(name for tells in TELLS.values() for name in tells) | {"author.new"}
BOARD = SeenBoard(Board(options=("Triage",)), BoardIds("PVT_1", "PVTSSF_1", {"triage": "1"}))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_fragments(kind: str) -> None:
    found = fragments(kind)
    assert {"core", "talk"} <= found.keys()
    assert all(text.startswith(f"fragment {name} on {TYPES[kind]} {{") for name, text in found.items())
    parse("\n".join(found.values()))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("comment", [None, "IC_1"])
def test_the_whole_query_is_valid(kind: str, comment: str | None) -> None:
    item = ItemRef(1, 2, "R_2", "orchard/tools", 3, "I_3", kind)
    question = Question(item, EVERYTHING, BOOK, "fingerpost[bot]", comment=comment, board=BOARD, author="ada")
    assert validate(bound_schema(), parse(query(parts(question)).text)) == []


def test_a_mutation_is_valid() -> None:
    write = Write("addComment", {"subjectId": "I_1", "body": "Hi"}, (), select="commentEdge { node { id } }")
    assert validate(bound_schema(), parse(mutation([write]).text)) == []
