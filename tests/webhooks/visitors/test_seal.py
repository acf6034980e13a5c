"""What browsers keep for us cannot be made, changed, reused for something else, or kept for ever."""

from datetime import timedelta
from typing import Any

import pytest

from tests.webhooks.pages.conftest import HandClock
from webhooks.visitors.seal import Seal

HOUR = timedelta(hours=1)
SECRET = "s" * 32


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def test_what_was_sealed_is_opened_by_every_process_with_the_secret(clock: Any) -> None:
    sealed = Seal(SECRET, clock).close("session", {"login": "ada"})
    opened = [seal.open("session", sealed, HOUR) for seal in (Seal(SECRET, clock), Seal("t" * 32, clock))]
    assert opened == [{"login": "ada"}, None]


def test_it_is_good_for_its_purpose_only(clock: Any) -> None:
    seal = Seal(SECRET, clock)
    sealed = seal.close("sign-in", {"login": "ada"})
    assert [seal.open(purpose, sealed, HOUR) for purpose in ("sign-in", "session")] == [{"login": "ada"}, None]


def test_it_is_good_for_as_long_as_it_lasts(clock: Any) -> None:
    seal = Seal(SECRET, clock)
    sealed = seal.close("session", {"login": "ada"})
    clock.forward(minutes=60)
    then = seal.open("session", sealed, HOUR)
    clock.forward(seconds=1)
    assert (then, seal.open("session", sealed, HOUR)) == ({"login": "ada"}, None)


@pytest.mark.parametrize("made_up", ["", "x", "gAAAAA==", "ä", "A" * 5_000, "\0", "gAAAAABo" + "A" * 100])
def test_what_others_make_up_is_nothing(clock: Any, made_up: str) -> None:
    assert Seal(SECRET, clock).open("session", made_up, HOUR) is None


def test_nobody_can_read_or_change_it(clock: Any) -> None:
    seal = Seal(SECRET, clock)
    sealed = seal.close("session", {"login": "ada"})
    changed = sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:]
    assert ("ada" in sealed, seal.open("session", changed, HOUR)) == (False, None)


def test_everybody_has_tokens_of_their_own_and_without_a_secret_they_end_with_the_process(clock: Any) -> None:
    first, second = Seal(None, clock), Seal(None, clock)
    tokens = [first.token("a"), first.token("a"), first.token("b"), second.token("a")]
    assert [tokens[0] == other for other in tokens[1:]] == [True, False, False]
