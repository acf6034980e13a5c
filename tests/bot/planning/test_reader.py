"""In which language somebody is spoken to: what they say of themselves, then the item's, then the project's."""

from typing import Any

import pytest

from bot.planning.reader import language_for, language_of_author
from rules.facts import Facts, Member, Person
from rules.forms import read_form
from rules.language import load

BOOK = load("project: {purpose: p, people: p.yml}\ntranslations: {languages: [en, de]}\nrules: []\n")
PEOPLE = (
    Member(login="maria", languages=("pt-BR", "en")),
    Member(login="tess"),
    Member(login="ivo", languages=("hr", "de", "en")),
    Member(login="olga", languages=("uk",)),
)
FORM = read_form(
    ".github/ISSUE_TEMPLATE/ask.yml", "name: A\nbody: [{type: input, id: l, attributes: {label: Language}}]\n"
)


def issue(author: str, **more: Any) -> Facts:
    told: dict[str, Any] = {"kind": "issue", "title": "", "labels": (), "forms": (FORM,), "body": "", "people": PEOPLE}
    return Facts(**{**told, "author": Person(login=author), **more})


@pytest.mark.parametrize(
    ("login", "language"),
    [("maria", "pt-BR"), ("MARIA", "pt-BR"), ("tess", "de"), ("stranger", "de"), ("ivo", "de"), ("olga", "uk")],
)
def test_somebody_is_spoken_to_in_the_first_of_their_languages_that_the_bot_has(login: str, language: str) -> None:
    assert language_for(login, issue("ben"), BOOK, {"language": "de"}) == language


def test_of_a_message_the_languages_count_in_which_it_is_written() -> None:
    assert language_for("ivo", issue("ben"), BOOK, {}, ("en", "it")) == "en"
    assert language_for("maria", issue("ben"), BOOK, {}, ("pt",)) == "pt-BR"


@pytest.mark.parametrize(
    ("answer", "language"),
    [("pt-BR", "pt-BR"), ("Portuguese (pt)", "pt"), ("Klingon", "de"), ("uk or fr", "fr"), ("uk", "uk")],
)
def test_the_author_is_spoken_to_in_the_language_that_the_form_names(answer: str, language: str) -> None:
    asked = issue("stranger", body=f"### Language\n\n{answer}\n")
    assert language_of_author(asked, BOOK, {"language": "de"}) == language
    assert language_for("ben", asked, BOOK, {"language": "de"}) == "de"


def test_where_nobody_knows_the_item_the_project_counts() -> None:
    assert language_of_author(Facts(), BOOK, {}) == "en"
    assert language_of_author(issue("x", body="### Language\n\nfr\n"), BOOK, {}) == "en"
