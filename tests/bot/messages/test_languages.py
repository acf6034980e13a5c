"""Every message is said in six languages: none is missing, none is still English, none loses a value."""

import re
from collections.abc import Mapping

import pytest

from bot.actions import VERBS
from bot.commands import COMMANDS
from bot.messages import ENGLISH, languages, phrases, say
from rules.template import Slot, Template

OTHERS = ("de", "es", "fr", "ja", "pt")
_CODE = re.compile(r"`[^`\n]+`")

Both = Mapping[str, tuple[Template, Template]]


@pytest.fixture
def both(language: str, written: Mapping[str, Mapping[str, Template]]) -> Both:
    """Each message in English and in another language."""
    return {name: (text, written[language][name]) for name, text in written[ENGLISH].items()}


def test_there_are_six_languages() -> None:
    assert languages() == tuple(sorted((ENGLISH, *OTHERS)))


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_is_missing_and_none_is_left_over(
    language: str, written: Mapping[str, Mapping[str, Template]]
) -> None:
    assert sorted(written[language]) == sorted(written[ENGLISH])


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_is_still_english(both: Both) -> None:
    same = [name for name, text in both.items() if _words(text[0]) and _words(text[0]) == _words(text[1])]
    assert same == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_has_the_same_values_in_each_language(both: Both) -> None:
    assert {name: _slots(text[1]) for name, text in both.items()} == {
        name: _slots(text[0]) for name, text in both.items()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_what_goes_with_an_empty_value_is_the_same_in_each_language(both: Both) -> None:
    lost = {name: (_left(text[0]), _left(text[1])) for name, text in both.items()}
    assert {name: other for name, (_, other) in lost.items()} == {name: english for name, (english, _) in lost.items()}


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_to_be_typed_is_never_translated(both: Both) -> None:
    typed = {name: (_typed(text[0]), _typed(text[1])) for name, text in both.items()}
    assert [name for name, (english, other) in typed.items() if english != other] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "No conozco `/asign`. ¿Querías decir `/assign`?"),
        ("fr-CA", "Je ne connais pas `/asign`. Vouliez-vous dire `/assign`\u00a0?"),
        ("de-AT", "`/asign` kenne ich nicht. Meintest du `/assign`?"),
        ("pt-BR", "Não conheço `/asign`. Você quis dizer `/assign`?"),
        ("ja", "`/asign` というコマンドはありません。もしかして `/assign` ですか\uff1f"),
    ],
)
def test_each_language_is_spoken_wherever_it_is_spoken(language: str, said: str) -> None:
    assert say("mistyped", language, written="/asign", command="/assign") == said


@pytest.mark.parametrize("language", OTHERS)
def test_every_command_says_what_it_does_in_each_language(language: str) -> None:
    told = phrases("commands", language)
    assert sorted(told) == sorted(COMMANDS)
    english = {name: _CODE.findall(command.about) for name, command in COMMANDS.items()}
    assert {name: sorted(_CODE.findall(text)) for name, text in told.items()} == {
        name: sorted(typed) for name, typed in english.items()
    }


@pytest.mark.parametrize("language", [ENGLISH, *OTHERS])
def test_every_deed_is_told_in_each_language_and_without_what_is_no_word_for_people(language: str) -> None:
    told = phrases("deeds", language)
    assert sorted(told) == sorted(VERBS.keys() - {"comment", "react"})
    alone = {"after", "close", "decide", "open_issue", "propose", "reopen"}
    assert {name: text.count("{}") for name, text in told.items()} == {name: int(name not in alone) for name in told}


def test_english_commands_speak_for_themselves() -> None:
    assert (phrases("commands", ENGLISH), COMMANDS["undo"].about_in("xx")) == ({}, COMMANDS["undo"].about)
    assert COMMANDS["help"].about_in("pt-BR") == "Mostra o que você pode pedir ao bot aqui."


def _slots(text: Template) -> set[Slot]:
    return {part for part in text.parts if isinstance(part, Slot)}


def _words(text: Template) -> str:
    """What is left of a text without values and code: nothing, where it has no words."""
    plain = " ".join(part for part in text.parts if isinstance(part, str))
    return " ".join(re.findall(r"[^\W\d_]+", _CODE.sub("", plain)))


def _left(text: Template) -> dict[str, set[str]]:
    """For each value, which others are still said when it is empty."""
    values = {name: f"v{name.replace('_', '')}v" for name in text.names}
    told = {name: text.render({**values, name: ""}) for name in text.names}
    return {name: {each for each, value in values.items() if value in said} for name, said in told.items()}


def _typed(text: Template) -> list[str]:
    return sorted(_CODE.findall(text.source))
