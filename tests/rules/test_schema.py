"""The JSON Schema says what the loader takes: no more, no less, as far as a schema can say it."""

import json
import random
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.diagnostics import RuleFileError
from rules.language import load
from rules.schema import schema
from tests.rules.generated import Maker, changed

COPY = Path(__file__).parents[2] / "docs" / "pathways.schema.json"
VALIDATOR = jsonschema_rs.Draft202012Validator(schema())
# What only the loader can tell: it needs the whole file, or reads a text more closely than a schema can.
BY_READING = {
    "pattern",
    "template",
    "duration",
    "expression",
    "timezone",
    "extends",
    "unknown-list",
    "list",
    "unknown-rule",
    "unseen",
}
BY_THE_WHOLE = {
    "unknown-stage",
    "unknown-role",
    "unknown-pathway",
    "unknown-region",
    "unknown-decision",
    "decision",
    "ladder",
    "unknown-message",
    "wrong-item",
    "while-with-on",
    "nobody",
    "duplicate-name",
    "limit",
}


def codes(file: dict[str, Any]) -> set[str]:
    """The errors that the loader finds in a file, and that it left a part out because a base is not here."""
    try:
        told = load(json.dumps(file)).diagnostics
    except RuleFileError as error:
        return {found.code for found in error.diagnostics if found.severity == "error"}
    return {"unseen"} if ("unseen", "note") in {(found.code, found.severity) for found in told} else set()


def agree(file: dict[str, Any]) -> None:
    found = codes(file)
    if found & BY_READING:
        return  # the loader stops there, and has not seen the rest
    assert VALIDATOR.is_valid(file) == (not found - BY_THE_WHOLE), (found, list(VALIDATOR.iter_errors(file)))


@settings(max_examples=700, deadline=None)
@given(st.integers(0, 2**40))
def test_schema_and_loader_agree_on_right_files_and_on_files_with_a_mistake(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a file for each seed
    file = Maker(chance).file()
    assert VALIDATOR.is_valid(file)
    agree(file)
    agree(changed(file, chance))
    agree(changed(file, chance))


@pytest.mark.parametrize(
    ("rule", "bases", "right"),
    [
        ({"id": "welcome", "off": True}, ["welcome"], True),
        ({"id": "welcome", "off": True}, [], False),
        ({"off": True}, ["welcome"], False),
        ({"name": "one", "do": [{"label": "x"}]}, [], True),
    ],
)
def test_a_rule_of_a_base_may_be_addressed_by_its_id_alone(rule: dict[str, Any], bases: list[str], right: bool) -> None:
    file: dict[str, Any] = {"project": {"purpose": "p"}, "rules": [rule], **({"extends": bases} if bases else {})}
    assert (VALIDATOR.is_valid(file), codes(file) == set()) == (right, right)


def test_the_copy_in_docs_is_what_the_code_says() -> None:
    assert json.loads(COPY.read_text(encoding="utf-8")) == schema(), "run: fingerpost schema > …"


def test_nothing_has_a_title_that_an_editor_would_show_as_a_word() -> None:
    def titled(node: Any) -> list[Any]:
        if isinstance(node, list):
            return [each for part in node for each in titled(part)]
        if not isinstance(node, dict):
            return []
        own = [node["title"]] if isinstance(node.get("title"), str) else []
        return own + [each for part in node.values() for each in titled(part)]

    assert titled(schema()) == []
    assert "title" in schema()["$defs"]["When"]["properties"]


def test_every_word_has_a_description_and_what_acts_an_example() -> None:
    words = schema()["$defs"]["When"]["properties"]
    assert [word for word, node in words.items() if not node["description"]] == []
    assert words["draft"]["examples"] == ["draft: false"]
    label = schema()["$defs"]["Verb"]["properties"]["label"]
    assert label["examples"] == ["label: [documentation, 'lang/{language}']"]


def test_one_or_a_list_may_be_written_and_the_key_that_is_wanted_most_left_out() -> None:
    one = {"type": "string", "minLength": 1, "maxLength": 500}
    wanted = schema()["$defs"]["Labels"]
    named = {"$ref": "#/$defs/List"}
    many = {"type": "array", "items": {"anyOf": [one, named]}, "minItems": 1}
    assert wanted["properties"]["any"] == {"anyOf": [one, many, named]}
    assert wanted["minProperties"] == 1
    assert schema()["$defs"]["When"]["properties"]["label"]["anyOf"] == [
        {"$ref": "#/$defs/Labels/properties/any"},
        {"$ref": "#/$defs/Labels"},
    ]


@pytest.mark.parametrize("value", [{}, None, []], ids=json.dumps)
def test_nothing_is_no_value(value: Any) -> None:
    file = {"project": {"purpose": "p"}, "rules": [{"name": "A", "when": {"label": value}}]}
    assert not VALIDATOR.is_valid(file)
    assert codes(file) == {"empty"}
