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
        status: the HTTP status; GraphQL reports limits with 200 as well, so the caller passes 403 then.
        headers: by lower-case name.
        message: GitHub's sentence.
        now: the present.
    """
    if status not in _LIMITED:
        return None
    until = _until(headers, now)
    spoken = "rate limit" in message.lower() or "abuse" in message.lower()
    if until is None and not spoken and status != _TOO_MANY:
        return None
    wait_until = min(until or now + _UNSAID, now + _LONGEST)
    return RateLimited(f"GitHub asks to wait until {wait_until:%H:%M:%S} UTC: {message or status}", wait_until)


def _until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    after = headers.get("retry-after", "")
    if after.isdecimal() and len(after) <= 6:  # noqa: PLR2004 - a longer one is nonsense
        return now + timedelta(seconds=int(after))
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isdecimal() and len(reset) <= 11:  # noqa: PLR2004 - as above
        return max(datetime.fromtimestamp(int(reset), UTC), now + timedelta(seconds=1))
    return None
