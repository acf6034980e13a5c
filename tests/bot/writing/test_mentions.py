"""Whom a text calls by name."""

import pytest

from bot.writing.mentions import mentioned, quieted, silent


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Thanks, @Ada and @ada-b!", ("ada", "ada-b")),
        ("@ben, @cem: look (@dee).", ("ben", "cem", "dee")),
        ("@jo_acme is managed", ("jo_acme",)),
        ("mail me: a@example.org", ()),
        ("in code: `@ada`", ()),
        ("the team @acme/docs", ()),
        ("@\u200bada is quoted", ()),
        ("", ()),
    ],
)
def test_it_calls_people_and_nothing_else(text: str, called: tuple[str, ...]) -> None:
    assert mentioned(text) == called


def test_a_quieted_text_still_names_them() -> None:
    text = "@Ada, ask @ben or @acme/docs."
    assert quieted(text, {"ada"}) == "Ada, ask @ben or @acme/docs."
    assert silent(text) == "Ada, ask ben or @acme/docs."
    assert quieted(text, ()) == text
