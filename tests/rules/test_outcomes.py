import pytest

from rules.outcomes import OUTCOMES, outcome


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        (("SUCCESS", "success", "NEUTRAL", "skipped"), "success"),
        (("FAILURE", "error", "timed_out", "cancelled", "ACTION_REQUIRED", "startup_failure", "stale"), "failure"),
        (("PENDING", "expected", "queued", "in_progress", "waiting", "requested", ""), "pending"),
    ],
)
def test_githubs_words_mean_one_of_three(words: tuple[str, ...], meaning: str) -> None:
    assert {outcome(word) for word in words} == {meaning}
    assert meaning in OUTCOMES
