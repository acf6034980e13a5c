"""GitHub's limits, read from an answer. Pure.

Source: GitHub's "Rate limits for the REST API" and "Rate limits and query limits for the GraphQL API": wait for
`retry-after`; else, when nothing remains, until `x-ratelimit-reset`; else at least a minute. Content that
was "submitted too quickly" is a limit that GitHub tells as an error of one write.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.errors import RateLimited
from bot.github.document import Fault

_LIMITED = frozenset({403, 429})
_TOO_MANY = 429
_KINDS = frozenset({"RATE_LIMITED", "RATE_LIMIT"})
_WORDS = ("rate limit", "abuse detection")
_SENTENCES = ("you have exceeded a secondary rate limit", "api rate limit", "you have triggered an abuse detection")
_TOO_QUICKLY = "was submitted too quickly"
_UNSAID = timedelta(minutes=1)
_LONGEST = timedelta(hours=2)
_RESERVE = 0.1


@dataclass(frozen=True, slots=True)
class Budget:
    """What an installation may still ask of GraphQL before a moment."""

    remaining: int
    limit: int
    reset: datetime

    def low(self, now: datetime) -> bool:
        """Whether what remains of this hour is left for people's commands."""
        return self.remaining < self.limit * _RESERVE and now < self.reset


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
    spoken = any(words in message.lower() for words in _WORDS)
    if status == _TOO_MANY or spoken or _until(headers, now):
        return wait_asked_for(headers, message or str(status), now)
    return None


def is_limit(fault: Fault) -> bool:
    """Whether an error of a GraphQL answer is a limit. One that only quotes somebody's words is none."""
    return fault.kind in _KINDS or too_quickly(fault) or fault.message.lower().startswith(_SENTENCES)


def too_quickly(fault: Fault) -> bool:
    """Whether GitHub refused one piece of content because so much of it came so fast."""
    return fault.message.lower().rstrip(".").endswith(_TOO_QUICKLY)


def wait_asked_for(headers: Mapping[str, str], message: str, now: datetime) -> RateLimited:
    """The wait that goes with a limit, however GitHub told of it; never longer than two hours."""
    until = min(_until(headers, now) or now + _UNSAID, now + _LONGEST)
    return RateLimited(f"GitHub asks to wait until {until:%H:%M:%S} UTC: {message}", until)


def budget_of(headers: Mapping[str, str]) -> Budget | None:
    """What the headers of an answer say is left; None where they say nothing, as on servers without limits."""
    told = [headers.get(f"x-ratelimit-{name}", "") for name in ("remaining", "limit", "reset")]
    if not all(_is_number(text) for text in told):
        return None
    remaining, limit, reset = map(int, told)
    return Budget(remaining, limit, datetime.fromtimestamp(reset, UTC))


def _until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    after = headers.get("retry-after", "")
    if after.isdecimal() and len(after) <= 6:  # noqa: PLR2004 - a longer one is nonsense
        return now + timedelta(seconds=int(after))
    budget = budget_of({"x-ratelimit-limit": "0", **headers})
    if budget is not None and budget.remaining == 0:
        return max(budget.reset, now + timedelta(seconds=1))
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 11  # noqa: PLR2004 - a longer one is nonsense
