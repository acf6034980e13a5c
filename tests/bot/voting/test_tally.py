from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voting.ballots import Says, Voice
from bot.voting.tally import Consent, Lack, Majority, NetSupport, Tally, Terms, count, tally

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
VOTERS = ("ada", "bo", "cy", "dee", "eve", "fay")
NOMINATION = NetSupport(2)


def voice(login: str, says: Says = "support", reason: str = "") -> Voice:
    return Voice(login, says, reason, says, NOON)


def decided(terms: Terms, *voices: Voice, excluded: dict[str, str] | None = None, over: bool = True) -> Tally:
    counted = count(voices, VOTERS, excluded or {}, reasons_wanted=isinstance(terms, Consent))
    return tally(terms, counted, over=over)


@pytest.mark.parametrize(
    ("supporters", "against", "result"),
    [("ada bo", "", "passed"), ("ada bo cy", "dee", "passed"), ("ada bo", "dee", "failed"), ("ada", "", "failed")],
)
def test_a_nomination_passes_with_a_net_of_two(supporters: str, against: str, result: str) -> None:
    voices = [*map(voice, supporters.split()), *(voice(login, "object", "no") for login in against.split())]
    assert decided(NOMINATION, *voices).result == result


def test_the_nominators_own_voice_is_told_and_not_counted() -> None:
    found = decided(NOMINATION, voice("ada"), voice("Bo"), excluded={"bo": "nominator"})
    assert found.result == "failed"
    assert found.missing == (Lack("net", "1", "2"),)
    assert found.count.not_counted == ((voice("Bo"), "nominator"),)


def test_a_stranger_has_no_vote() -> None:
    assert decided(NOMINATION, voice("ada"), voice("zoe")).count.not_counted == ((voice("zoe"), "stranger"),)


def test_nothing_is_decided_before_its_time_is_up() -> None:
    found = decided(NOMINATION, *map(voice, VOTERS), over=False)
    assert (found.result, found.missing) == ("open", ())


def test_silence_is_consent_once_somebody_is_for_it() -> None:
    assert decided(Consent(1, 0), voice("ada")).result == "passed"
    assert decided(Consent(1, 0)) == Tally(
        "failed", count((), VOTERS, {}, reasons_wanted=True), (Lack("support", "0", "1"),)
    )


def test_an_objection_with_a_reason_makes_it_contested() -> None:
    found = decided(Consent(1, 0), voice("ada"), voice("bo", "object", "too early"))
    assert (found.result, found.missing) == ("contested", (Lack("objections", "1", "0"),))


def test_an_objection_without_a_reason_does_not_count() -> None:
    silent = voice("bo", "object")
    found = decided(Consent(1, 0), voice("ada"), silent)
    assert (found.result, found.count.not_counted) == ("passed", ((silent, "silent"),))


def test_a_vote_needs_its_share_and_its_quorum() -> None:
    terms = Majority(Fraction(66, 100), Fraction(1, 2))
    assert decided(terms, voice("ada"), voice("bo"), voice("cy", "object")).result == "passed"
    assert decided(terms, voice("ada"), voice("bo")).missing == (Lack("quorum", "2/6", "50 %"),)
    assert decided(terms, voice("ada"), voice("bo", "object"), voice("cy", "abstain")).missing == (
        Lack("share", "1/2", "66 %"),
    )


def test_of_six_voters_two_who_are_away_or_excluded_do_not_raise_the_quorum() -> None:
    terms = Majority(Fraction(1, 2), Fraction(1, 2))
    excluded = {"eve": "nominee", "fay": "is away"}
    assert decided(terms, voice("ada"), voice("bo"), excluded=excluded).result == "passed"


def test_a_vote_in_which_nobody_votes_fails() -> None:
    assert decided(Majority(Fraction(1, 2), Fraction(0))).missing == (Lack("share", "0/0", "50 %"),)


TERMS = st.one_of(
    st.builds(NetSupport, st.integers(0, 4)),
    st.builds(Consent, st.integers(0, 3), st.integers(0, 3)),
    st.builds(Majority, st.fractions(0, 1), st.fractions(0, 1)),
)
SIDES = st.lists(st.sampled_from(["support", "object", "abstain", None]), min_size=6, max_size=6)


@given(TERMS, SIDES, st.integers(0, 5))
def test_one_more_who_is_for_it_never_makes_it_fail(terms: Terms, sides: list[Says | None], who: int) -> None:
    voices = [voice(login, says, "why") for login, says in zip(VOTERS, sides, strict=True) if says]
    before = decided(terms, *voices).result
    won = [one for one in voices if one.login != VOTERS[who]] + [voice(VOTERS[who])]
    assert not (before == "passed" and decided(terms, *won).result != "passed")
