"""Messages are found in the nearest language that the file has."""

import pytest

from rules.template import Template
from tests.rules.world import rulebook

BOOK = rulebook("messages: {hello: {en: Hello., pt: Olá., de-AT: Servus.}, plain: Good day.}\nrules: []")


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("plain", "fr", "Good day."),
        ("hello", "pt-BR", "Olá."),
        ("hello", "DE-at", "Servus."),
        ("hello", "fr", "Hello."),
        ("hello", "", "Hello."),
    ],
)
def test_the_nearest_language_is_taken(name: str, language: str, text: str) -> None:
    found = BOOK.saying(name, language)
    assert isinstance(found, Template)
    assert found.source == text


def test_what_is_not_written_cannot_be_said() -> None:
    assert BOOK.saying("welcome") is None
    assert BOOK.limits.comments_per_item is None
