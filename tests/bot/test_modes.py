"""Where the bot acts: everywhere, in an account, in one repository."""

import pytest

from bot.modes import Modes


@pytest.mark.parametrize(
    ("repo", "observes"),
    [("Acme/Site", True), ("acme/tools", False), ("birch/site", True), ("oak/acme", False), ("acmes/site", False)],
)
def test_a_repository_has_its_own_word_else_its_accounts_else_the_general_one(repo: str, observes: bool) -> None:
    modes = Modes("act", {"acme/site": "observe", "acme": "act", "birch": "observe"})
    assert modes.observes(repo) is observes


def test_they_are_told_as_they_are_written() -> None:
    assert (str(Modes()), str(Modes("observe", {"acme": "act"}))) == ("act", "observe, acme=act")
