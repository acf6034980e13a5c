"""When GitHub asks to wait, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.github.limits import rate_limit, wait_asked_for

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RESET = str(int((NOW + timedelta(minutes=10)).timestamp()))
SECONDARY = "You have exceeded a secondary rate limit. Please wait."


@pytest.mark.parametrize(
    ("status", "headers", "message", "seconds"),
    [
        (403, {"retry-after": "30"}, "", 30),
        (429, {"retry-after": "30"}, "", 30),
        (403, {"retry-after": "0"}, SECONDARY, 0),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET}, "API rate limit exceeded", 600),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1"}, "API rate limit exceeded", 1),
        (403, {"retry-after": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET}, "", 5),
        (403, {"x-ratelimit-remaining": "4000", "x-ratelimit-reset": RESET}, SECONDARY, 60),
        (403, {}, "You have triggered an abuse detection mechanism.", 60),
        (429, {}, "", 60),
        (429, {"retry-after": "soon"}, "", 60),
        (429, {"retry-after": "99999999999"}, "", 60),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "never"}, "Rate limit", 60),
        (403, {"retry-after": "999999"}, "", 7_200),
    ],
)
def test_a_limit_says_until_when_to_wait(status: int, headers: dict[str, str], message: str, seconds: int) -> None:
    limited = rate_limit(status, headers, message, NOW)
    assert limited is not None
    assert limited.until == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("status", "headers", "message"),
    [
        (200, {"retry-after": "30"}, ""),
        (401, {}, "Bad credentials"),
        (403, {"x-ratelimit-remaining": "4000", "x-ratelimit-reset": RESET}, "Resource not accessible by integration"),
        (403, {}, ""),
        (502, {"retry-after": "30"}, SECONDARY),
    ],
)
def test_other_refusals_are_no_limits(status: int, headers: dict[str, str], message: str) -> None:
    assert rate_limit(status, headers, message, NOW) is None


def test_the_wait_is_said_in_a_sentence() -> None:
    limited = wait_asked_for({"retry-after": "90"}, SECONDARY, NOW)
    assert str(limited) == f"GitHub asks to wait until 09:01:30 UTC: {SECONDARY}"
