import sys

import pytest

from rules import speech
from rules.evaluate import judge
from rules.language import load
from tests.rules.world import facts, finding, met

SAID = {"kind": "discussion", "title": "", "body": ""}
SEVERAL = (
    "project: {purpose: p}\ntranslations: {languages: [de, pt-BR]}\nrules: [{name: A rule, when: {language: de}}]\n"
)


@pytest.mark.parametrize(
    ("asked", "label", "answer"),
    [("de", "lang/de", True), ("[ja, PT]", "lang/pt-BR", True), ("pt-BR", "lang/pt", False), ("d", "lang/de", False)],
)
def test_a_language_covers_its_regions(asked: str, label: str, answer: bool) -> None:
    assert met(f"language: {asked}", labels=(label,), **SAID) is answer


def test_what_nobody_says_is_the_projects_language() -> None:
    assert met("language: en", labels=(), **SAID) is True


def test_the_answer_tells_the_language_and_what_was_asked() -> None:
    told = finding("language: [de, ja]", labels=(), **SAID)
    assert (told.saw, told.says) == ("en", "the language is de or ja")


def test_without_the_extra_it_cannot_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    speech.identifier.cache_clear()
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    (rule,) = load(SEVERAL).rules
    verdict = judge(rule, facts(kind="discussion", title="Guten Tag", body="", labels=()))
    says = "the language is de (nobody says it, and the extra `lang` is not installed)"
    assert (verdict.matched, verdict.because[0].says) == (None, says)


def test_forms_matter_only_where_a_form_may_have_been_filled_in() -> None:
    assert met("language: en", kind="issue", title="", body="Hello", labels=()) is True
    assert met("language: en", kind="issue", title="", body="### Language", labels=()) is None
