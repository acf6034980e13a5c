"""Items flow through stages: where they stood when, and how long they stayed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow import Band, Span, Stay, Times, bands_of, moments, spans_of, standing, times_of

DAY = timedelta(days=1)
START = datetime(2026, 1, 5, tzinfo=UTC)
STAGES = ("Review", "Ready", "Published")
ENDS = frozenset({"Published"})


def stay(item: str, day: float, stage: str, *, is_open: bool = True) -> Stay:
    return Stay(item=item, since=START + day * DAY, stage=stage, open=is_open)


def span(item: str, stage: str, since: float, until: float | None = None) -> Span:
    return Span(item, stage, START + since * DAY, None if until is None else START + until * DAY)


def test_an_item_stands_at_a_stage_until_it_comes_to_the_next() -> None:
    stays = [stay("1", 3, "Ready"), stay("1", 0, "Review"), stay("2", 1, "Review")]
    assert spans_of(stays, STAGES, ENDS) == (span("1", "Review", 0, 3), span("1", "Ready", 3), span("2", "Review", 1))


def test_a_stage_is_spelled_as_the_rules_spell_it_and_saying_it_again_begins_nothing() -> None:
    stays = [stay("1", 0, "review"), stay("1", 1, "REVIEW"), stay("1", 2, "Elsewhere")]
    assert spans_of(stays, STAGES, ENDS) == (span("1", "Review", 0, 2), span("1", "Elsewhere", 2))


def test_what_is_closed_has_left_but_at_an_end_it_stays() -> None:
    stays = [
        stay("1", 0, "Review"),
        stay("1", 1, "Review", is_open=False),
        stay("1", 3, "Review"),
        stay("2", 0, "Published"),
        stay("2", 1, "Published", is_open=False),
    ]
    found = spans_of(stays, STAGES, ENDS)
    assert found == (span("1", "Review", 0, 1), span("1", "Review", 3), span("2", "Published", 0))
    assert standing(found) == {"1": span("1", "Review", 3), "2": span("2", "Published", 0)}


def test_bands_stand_in_the_order_of_the_board_with_what_it_lacks_around_them() -> None:
    spans = [span("1", "", 0, 1), span("1", "Ready", 1), span("2", "Elsewhere", 1)]
    at = [START + day * DAY for day in (0, 0.5, 1, 2)]
    assert bands_of(spans, STAGES, at) == (
        Band("", (1, 1, 0, 0)),
        Band("Review", (0, 0, 0, 0)),
        Band("Ready", (0, 0, 1, 1)),
        Band("Published", (0, 0, 0, 0)),
        Band("Elsewhere", (0, 0, 1, 1)),
    )
    assert [band.stage for band in bands_of(spans[1:], STAGES, at)] == [*STAGES, "Elsewhere"]


def test_times_count_what_was_left_and_never_the_end() -> None:
    lengths = (1, 2, 3, 4, 5, 6, 7, 8, 9, 20)
    spans = [span(str(days), "Review", 0, days) for days in lengths]
    spans += [span("a", "Ready", 0), span("b", "Published", 0, 1), span("c", "Elsewhere", 0, 1)]
    assert times_of(spans, STAGES, ENDS) == (Times("Review", 10, 5.5 * DAY, 9 * DAY),)
    assert times_of([span("1", "Ready", 0, 2)], STAGES, ENDS) == (Times("Ready", 1, 2 * DAY, 2 * DAY),)


def test_moments_lie_at_equal_distances_and_end_now() -> None:
    assert moments(START, START + 3 * DAY, 4) == tuple(START + day * DAY for day in range(4))
    assert moments(START, START, 4) == (START,)


STAYS = st.lists(
    st.builds(
        Stay,
        item=st.sampled_from("abc"),
        since=st.integers(0, 40).map(lambda hours: START + timedelta(hours=hours)),
        stage=st.sampled_from(["", "Review", "ready", "Published", "Elsewhere"]),
        open=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda one: (one.item, one.since),
)


@pytest.mark.parametrize("hours", [0, 7, 20, 41])
@given(stays=STAYS)
def test_the_bands_together_are_the_items_that_stand_anywhere(hours: int, stays: list[Stay]) -> None:
    at = START + timedelta(hours=hours)
    last = {one.item: one for one in sorted(stays, key=lambda one: one.since) if one.since <= at}
    there = [one for one in last.values() if one.open or one.stage == "Published"]
    spans = spans_of(stays, STAGES, ENDS)
    assert sum(band.counts[0] for band in bands_of(spans, STAGES, [at])) == len(there)


@given(stays=STAYS)
def test_no_item_is_at_two_stages_at_once_and_none_stays_for_less_than_no_time(stays: list[Stay]) -> None:
    spans = spans_of(stays, STAGES, ENDS)
    overlaps = [
        (one, other)
        for one in spans
        for other in spans
        if one.item == other.item and one.since < other.since and (one.until is None or one.until > other.since)
    ]
    assert (overlaps, [one for one in spans if one.until and one.until <= one.since]) == ([], [])
    assert set(standing(spans)) <= {one.item for one in stays}
