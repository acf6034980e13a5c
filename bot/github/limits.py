"""GitHub's limits, read from an answer. Pure.

Source: GitHub's "Rate limits for the REST API" and "Rate limits and query limits for the GraphQL API": wait for
`retry-after`; else, when nothing remains, until `x-ratelimit-reset`; else at least a minute.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.errors import RateLimited

_LIMITED = frozenset({403, 429})
_TOO_MANY = 429
_UNSAID = timedelta(minutes=1)
_LONGEST = timedelta(hours=2)


def rate_limit(status: int, headers: Mapping[str, str], message: str, now: datetime) -> RateLimited | None:
    """What an answer says about waiting; None when it is no such answer.

    Args:
        status: the HTTP status.
        headers: by lower-case name.
        message: GitHub's sentence.
        now: the present.
    """
    if status not in _LIMITED:
        return None
    spoken = "rate limit" in message.lower() or "abuse" in message.lower()
    if status == _TOO_MANY or spoken or _until(headers, now):
        return wait_asked_for(headers, message or str(status), now)
    return None


def wait_asked_for(headers: Mapping[str, str], message: str, now: datetime) -> RateLimited:
    """The wait that goes with a limit, however GitHub told of it; never longer than two hours."""
    until = min(_until(headers, now) or now + _UNSAID, now + _LONGEST)
    return RateLimited(f"GitHub asks to wait until {until:%H:%M:%S} UTC: {message}", until)


def _until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    after = headers.get("retry-after", "")
    if after.isdecimal() and len(after) <= 6:  # noqa: PLR2004 - a longer one is nonsense
        return now + timedelta(seconds=int(after))
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isdecimal() and len(reset) <= 11:  # noqa: PLR2004 - as above
        return max(datetime.fromtimestamp(int(reset), UTC), now + timedelta(seconds=1))
    return None
