from typing import Any

import pytest

from bot.people.oblivion import fingerprint, without

ADA = {"login": "Ada", "id": 7, "type": "User", "avatar_url": "https://x/7", "site_admin": False}
NOBODY = {"login": "ghost", "id": 10137, "type": "User", "avatar_url": "", "site_admin": False}


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Thanks, @ada!", "Thanks, @ghost!"),
        ("Canada and ada-lovelace", "Canada and ada-lovelace"),
        (["ada", 1, None, True], ["ghost", 1, None, True]),
        ({"user": ADA, "body": "I live in Rome", "id": 5}, {"user": NOBODY, "body": "", "id": 5}),
        ({"author": {"login": "ben"}, "body": "Ask Ada"}, {"author": {"login": "ben"}, "body": "Ask ghost"}),
        ({"do": "ada", "rule": "ada", "labels": ["ada"]}, {"do": "ada", "rule": "ada", "labels": ["ghost"]}),
        ({"author": "ada", "id": {"login": "ADA"}}, {"author": "ghost", "id": {"login": "ghost"}}),
    ],
)
def test_a_name_goes_out_of_what_was_written_down(told: Any, left: Any) -> None:
    assert without(told, "ada") == left


def test_a_person_is_recognised_whatever_the_case_and_nobody_else() -> None:
    assert fingerprint("Ada") == fingerprint("ada") != fingerprint("ada-b")
    assert (len(fingerprint("ada")), "ada" in fingerprint("ada")) == (32, False)
