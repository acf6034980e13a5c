"""The first rule file."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import built_in
from bot.setup.importing import Other
from bot.setup.starting import LANGUAGES, OFFERS, Choices, beginning
from rules.bases import presets
from rules.diagnostics import RuleFileError
from rules.language import load

LABELER = "docs:\n- changed-files:\n  - any-glob-to-any-file: 'docs/**'\n"
OTHER = Other(".github/labeler.yml", "labeler", LABELER)


def test_the_answers_are_the_file() -> None:
    choices = Choices("Words for all", "de", ("triage", "welcome", "no-such"), observe=True, others=(OTHER,))
    assert beginning("acme/site", choices).text == (
        "# How acme/site shows people the way. Every word that may stand here: docs/rules.md\n"
        "project:\n"
        "  purpose: Words for all\n"
        "  language: de\n"
        "# Nothing is written to GitHub while this line stands: the bot's pages show what it would do.\n"
        "mode: observe\n"
        "extends: [welcome, triage]\n"
        "rules:\n"
        "  # From .github/labeler.yml\n"
        "  - name: The changed files call for the label docs\n"
        "    on: [pull_request.opened, pull_request.reopened, pull_request.synchronize]\n"
        '    when: {files: "docs/**"}\n'
        "    do: [{label: docs}]\n"
    )


def test_no_answers_are_a_file_as_well() -> None:
    text = beginning("acme/site", Choices(observe=False)).text
    assert (load(text).rules, text.count("\n")) == ((), 4)


@pytest.mark.parametrize("preset", OFFERS)
def test_each_offer_is_a_preset_that_needs_nothing_else(preset: str) -> None:
    book = load(beginning("acme/site", Choices(presets=[preset])).text)
    assert (preset in presets(), bool(book.rules), book.project.people) == (True, True, None)


def test_all_offers_go_together() -> None:
    together, *alone = (load(beginning("acme/site", Choices(presets=[*some])).text) for some in (OFFERS, *zip(OFFERS)))
    assert {rule.name for rule in together.rules} == {rule.name for book in alone for rule in book.rules}


def test_the_languages_are_those_in_which_the_bot_speaks() -> None:
    messages = Path(__file__).parents[3] / "bot/messages"
    there = {path.parent.name for path in messages.glob("*/help.md")}
    assert (set(LANGUAGES), bool(built_in())) == (there, True)


def test_rules_of_one_name_are_told_apart() -> None:
    colon = Other("b", "labeler", LABELER.replace("docs:", '"a: b":'))
    text = beginning("a/b", Choices(others=(OTHER, OTHER, OTHER, colon, colon))).text
    assert [rule.name for rule in load(text).rules] == [
        "The changed files call for the label docs",
        "The changed files call for the label docs (2)",
        "The changed files call for the label docs (3)",
        "The changed files call for the label a: b",
        "The changed files call for the label a: b (2)",
    ]


def test_what_was_not_taken_over_is_told_with_its_file() -> None:
    broken = Other("x.yml", "labeler", "[")
    begun = beginning("a/b", Choices(others=(broken,)))
    assert ([path for path, _ in begun.notes], begun.text.endswith("\nrules: []\n")) == (["x.yml"], True)


def test_more_than_a_file_holds_is_refused() -> None:
    many = "".join(f"l{n}:\n- changed-files:\n  - any-glob-to-any-file: 'd{n}/**'\n" for n in range(600))
    with pytest.raises(RuleFileError):
        beginning("a/b", Choices(others=(Other("a", "labeler", many), Other("b", "labeler", many))))


@given(st.text(max_size=300), st.text(max_size=10))
def test_whatever_is_written_the_file_can_be_read(purpose: str, language: str) -> None:
    text = beginning("acme/site", Choices(purpose, language, ["welcome"])).text
    book = load(text)
    assert (book.mode, re.sub(r"\s", "", book.project.purpose) != "") == ("observe", True)
