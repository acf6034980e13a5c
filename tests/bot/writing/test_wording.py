"""A message is said in the reader's language; where it is not there, a link leads to where it can be written."""

import pytest

from bot.action import Look
from bot.writing.wording import text_of, untranslated
from rules.facts import Facts, Member, Person
from rules.goals.comment import Said
from rules.language import load

BOOK = load("""
project: {purpose: p, people: p.yml}
messages: {hello: {en: Hello., pt: Olá.}, plain: Hi.}
rules: [{name: R, do: [{comment: {say: hello}}]}]
""")
PEOPLE = (Member(login="ada", languages=("uk",)), Member(login="rita", languages=("pt-BR", "en")))
NEW = "https://github.com/acme/garden/new/HEAD/.github/pathways/messages?filename=hello"


def look(author: str, **values: str) -> Look:
    facts = Facts(author=Person(login=author), people=PEOPLE)
    url = {"url": "https://github.com/acme/garden/issues/7"}
    return Look(BOOK, BOOK.rules[0], 0, "d1", facts, {**url, **values})


HELLO = Said(say="hello")


@pytest.mark.parametrize(
    ("author", "text", "link"),
    [("rita", "Olá.", ""), ("ada", "Hello.", f"{NEW}.uk.md"), ("ben", "Hello.", "")],
)
def test_whoever_reads_another_language_may_translate_it(author: str, text: str, link: str) -> None:
    found = text_of(HELLO, look(author))
    assert (found and found.source, untranslated(HELLO, look(author)).partition("](")[2].rstrip(")")) == (text, link)


def test_the_language_that_a_rule_asks_for_counts() -> None:
    wanted = Said.model_validate({"say": "hello", "in": "{language}"})
    assert untranslated(wanted, look("rita", language="it")) == (
        f"\n\nThere is no translation of this into `it` yet. [Write one]({NEW}.it.md)"
    )
    assert untranslated(wanted, look("rita", language="pt-PT")) == ""


def test_without_an_address_and_for_texts_of_no_language_nothing_is_offered() -> None:
    nowhere = look("ada", url="")
    assert (untranslated(HELLO, nowhere), untranslated(Said(say="plain"), look("ada"))) == ("", "")
    assert untranslated(Said.model_construct(text=None), look("ada")) == ""
