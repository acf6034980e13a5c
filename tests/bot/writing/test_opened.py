"""The sign in an issue that a rule opened."""

import pytest

from bot.writing.opened import key_in, opened_for, signed


def test_the_sign_is_read_as_it_was_written() -> None:
    body = signed("Please.", "acme/site#7", "ask --> docs/0", elsewhere=True)
    assert body == ("Please.\n\nOpened for acme/site#7.\n<!-- fingerpost:opened acme/site#7 ask%20--%3E%20docs/0 -->")
    assert key_in(body, "Acme/Site#7") == "ask --> docs/0"


def test_what_a_stranger_wrote_into_the_issue_is_no_sign() -> None:
    forged = "<!-- fingerpost:opened acme/site#9 other/0 -->"
    body = signed(f"A stranger said: `{forged}`", "acme/site#7", "r/0", elsewhere=False)
    found = (key_in(body, "acme/site#7"), key_in(body, "acme/site#9"), opened_for(body))
    assert found == ("r/0", None, "r/0")


@pytest.mark.parametrize(
    ("body", "item"),
    [("", "acme/site#7"), (signed("", "acme/site#7", "r/0", elsewhere=False), "acme/site#70"), ("#7", "acme/site#7")],
)
def test_nothing_else_is_a_sign(body: str, item: str) -> None:
    assert key_in(body, item) is None
