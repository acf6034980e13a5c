import sys
from dataclasses import replace

import pytest

from rules import speech
from rules.facts import Facts, Member, Person
from rules.forms import Field, Form
from rules.home import Home
from rules.speech import Undetected, all_needs_of_language, language_of, needs_of_language
from tests.rules.world import facts

HOME = Home(
    languages=("en", "de", "pt-BR", "ja"),
    translations=("translations/{lang}/{name}.md", "i18n/{name}.{lang}.md", "broken/{name}.md"),
)
FORM = Form(path="ask.yml", name="Ask", fields=(Field(label="Language"), Field(label="Question")))
GERMAN = "Die Anwendung stürzt beim Starten ab, und ich weiß nicht, was ich noch versuchen soll."


def issue(**known: object) -> Facts:
    return facts(**{"kind": "issue", "title": "", "body": "", "labels": (), "forms": (FORM,)} | known)


def pull(*files: str, **known: object) -> Facts:
    return facts(**{"kind": "pull_request", "title": "", "body": "", "labels": (), "files": files} | known)


@pytest.mark.parametrize(
    ("files", "language"),
    [
        (("translations/de/a.md",), "de"),
        (("translations/PT-br/a.md", "i18n/a.pt-BR.md", "src/x.py"), "pt-BR"),
        (("translations/pt/a.md",), "pt-BR"),
        (("translations/fr/a.md",), "fr"),
        (("translations/de/a.md", "translations/ja/a.md"), "en"),
        (("translations/de/deep/a.md", "broken/a.md"), "en"),
    ],
)
def test_the_translated_files_tell_when_they_are_of_one_language(files: tuple[str, ...], language: str) -> None:
    assert language_of(pull(*files), HOME) == language


@pytest.mark.parametrize("template", ["{a}{b}{c}{d}{e}{f}{g}{h}{lang}x.md", "{lang}" + "{a}" * 160])
def test_a_template_that_would_be_tried_for_ever_is_not(template: str) -> None:
    assert language_of(pull("a" * 4_000), replace(HOME, translations=(template,))) == "en"


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        ("de", "de"),
        ("Português (pt-br)", "pt-BR"),
        ("pt", "pt-BR"),
        ("de-AT", "de"),
        ("Deutsch", "de"),
        ("Portuguese", "pt-BR"),
        ("日本語でお願いします", "ja"),
        ("Norwegian or German", "de"),
        ("I read it in English", "en"),
        ("Svenska", "sv"),
        ("Chinese (zh-TW)", "zh-TW"),
        ("ko", "ko"),
        ("Klingon", "en"),
        ("_No response_", "en"),
    ],
)
def test_the_answer_in_a_form_tells(answer: str, language: str) -> None:
    assert language_of(issue(body=f"### Language\n\n{answer}\n\n### Question\n\n42", labels=()), HOME) == language


def test_a_question_is_known_by_its_id_where_it_is_asked_in_other_words() -> None:
    form = Form(path="frage.yml", name="Frage", fields=(Field(label="Sprache", id="language"), Field(label="Frage")))
    asked = issue(forms=(form,), body="### Sprache\n\nDeutsch\n\n### Frage\n\n42")
    assert language_of(asked, HOME) == "de"


def test_a_community_that_names_one_language_is_told_of_others_by_whoever_speaks_them() -> None:
    asked = issue(body="### Language\n\n日本語\n\n### Question\n\n42")
    assert (language_of(asked, Home()), language_of(issue(body=GERMAN), Home())) == ("ja", "en")


def test_a_label_tells_where_there_is_one_and_a_form_tells_before_it() -> None:
    assert language_of(issue(labels=("bug", "lang/JA")), HOME) == "ja"
    assert language_of(issue(labels=("lang/ja", "lang/de")), HOME) == "en"
    assert language_of(issue(labels=("lang/ja",), body="### Language\n\nde"), HOME) == "de"


def test_the_text_tells_where_nobody_says_it() -> None:
    assert language_of(issue(body=GERMAN), HOME) == "de"
    assert language_of(pull(title="O aplicativo não inicia depois da atualização de ontem"), HOME) == "pt-BR"
    assert language_of(issue(title="アプリが起動しません"), HOME) == "ja"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "```\nDie Anwendung stürzt ab\n```",
        "`Anwendung`",
        "https://die.de/anwendung-stuerzt",
        "> " + GERMAN,
        "123 !",
    ],
)
def test_code_addresses_and_quotes_are_not_prose(body: str) -> None:
    assert language_of(issue(body=body), HOME) == "en"


def test_a_community_of_one_language_asks_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    assert language_of(issue(body=GERMAN), Home(languages=("fr",))) == "fr"


def test_languages_that_the_model_does_not_know_are_not_guessed() -> None:
    assert language_of(issue(body=GERMAN), Home(languages=("en", "tlh"))) == "en"
    assert language_of(issue(body=GERMAN), Home(languages=("tlh", "qya"))) == "tlh"


def test_without_the_extra_only_what_is_said_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    speech.identifier.cache_clear()
    speech.detected.cache_clear()
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    assert language_of(issue(labels=("lang/ja",), body=GERMAN), HOME) == "ja"
    with pytest.raises(Undetected):
        language_of(issue(body=GERMAN), HOME)


def test_the_people_file_tells_what_the_author_speaks_best_of_what_the_file_names() -> None:
    people = (
        Member(login="Alice", languages=("fr", "pt", "de")),
        Member(login="bob", languages=("tlh",)),
        Member(login="cem"),
    )
    home = replace(HOME, people=True)
    spoken = issue(people=people, author=Person(login="alice"), body=GERMAN)
    assert language_of(spoken, home) == "pt-BR"
    assert language_of(spoken.but(labels=("lang/ja",)), home) == "ja"
    assert language_of(spoken, HOME) == "de"
    for login in ("bob", "cem", "stranger"):  # nothing that the file names: the text tells
        assert language_of(spoken.but(author=Person(login=login)), home) == "de"


def test_every_fact_that_may_be_needed_is_among_those_of_the_home() -> None:
    plain = {"kind", "labels", "title", "body", "forms"}
    assert all_needs_of_language(Home()) == plain
    assert all_needs_of_language(HOME) == plain | {"files"}
    assert all_needs_of_language(Home(people=True)) == plain | {"author", "people"}


def test_only_what_can_tell_is_needed() -> None:
    plain = {"kind", "labels", "title", "body"}
    assert needs_of_language(issue(), HOME) == plain
    assert needs_of_language(issue(body="### A"), HOME) == plain | {"forms"}
    assert needs_of_language(pull(), HOME) == plain | {"files"}
    assert needs_of_language(pull(), Home()) == plain
    assert needs_of_language(issue(), Home(people=True)) == plain | {"author", "people"}
