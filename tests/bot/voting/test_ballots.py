from datetime import UTC, datetime, timedelta

import pytest

from bot.voting.ballots import voices_in
from rules.votes import Remark

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def remark(login: str, text: str, minutes: int = 0) -> Remark:
    return Remark(login=login, text=text, at=NOON + timedelta(minutes=minutes))


def read(text: str) -> tuple[str, str] | None:
    voices = voices_in([remark("ada", text)])
    return (voices[0].says, voices[0].reason) if voices else None


@pytest.mark.parametrize(
    "text",
    [
        *("+1", "👍", "/support", "/LGTM", "lgtm!", "I support", "I support this", "I support @bo."),
        *("/dafür", "@fingerpost support", "@fingerpost[bot]: /second"),
    ],
)
def test_support_is_spelled_in_many_ways(text: str) -> None:
    assert read(text) == ("support", "")


@pytest.mark.parametrize(
    ("text", "says", "reason"),
    [
        ("+1, she knows the work", "support", "she knows the work"),
        ("-1: too early", "object", "too early"),
        ("\N{MINUS SIGN}1 \N{EN DASH} too early", "object", "too early"),
        ("/object we agreed on two a year", "object", "we agreed on two a year"),
        ("/abstain I am her cousin", "abstain", "I am her cousin"),
        ("+0", "abstain", ""),
        ("Hello all\n+1", "support", "Hello all"),
        ("-1\n\nWe agreed on two a year.\n> No, we did not.", "object", "We agreed on two a year."),
    ],
)
def test_the_reason_stands_behind_the_vote(text: str, says: str, reason: str) -> None:
    assert read(text) == (says, reason)


@pytest.mark.parametrize(
    "text",
    [
        "> +1",
        "On Monday, Bo wrote:\n> +1\n",
        "I can't give +1",
        "`+1`",
        "+10",
        "-12 degrees",
        "lgtmish",
        "100",
        "- +1",
        "/supporter",
        "@ada what about this",
    ],
)
def test_what_is_quoted_or_says_something_else_is_no_vote(text: str) -> None:
    assert read(text) is None


def test_the_last_word_of_a_person_counts() -> None:
    voices = voices_in(
        [remark("Ada", "-1 no", 2), remark("bo", "+1", 1), remark("ada", "+1", 0), remark("bo", "thanks", 3)]
    )
    assert [(voice.login, voice.says) for voice in voices] == [("bo", "support"), ("Ada", "object")]


def test_what_was_deleted_was_never_said() -> None:
    assert voices_in([]) == ()
