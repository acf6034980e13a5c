"""`schema` and `reference`: the language as an editor and as a person want it."""

import json

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from rules.reference import reference
from rules.schema import schema


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_schema_is_printed_as_json() -> None:
    result = run("schema")
    assert (result.exit_code, json.loads(result.stdout), result.stderr) == (0, schema(), "")


def test_the_whole_page_is_printed() -> None:
    result = run("reference")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{reference()}\n", "")


@pytest.mark.parametrize(
    ("word", "begins"),
    [
        ("files", ["Condition, under `when`:"]),
        ("label", ["Condition, under `when`:", "Goal, under `do`:", "Events, under `on`:"]),
        ("issues.opened", ["Events, under `on`:"]),
        ("actor", ["Condition, under `when`:", "Value, in texts:"]),
        ("near", ["`near`: what is close by. Not acted on yet."]),
    ],
)
def test_one_word_is_told_as_all_that_it_is(word: str, begins: list[str]) -> None:
    result = run("reference", "--word", word)
    heads = ("Condition,", "Goal,", "Events,", "Value,", "`near`:")
    assert (result.exit_code, [line for line in result.stdout.splitlines() if line.startswith(heads)]) == (0, begins)


def test_a_word_that_does_not_exist_gets_the_nearest() -> None:
    result = run("reference", "--word", "labl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "fingerpost: the language has no word 'labl'; did you mean `label`?\n"
