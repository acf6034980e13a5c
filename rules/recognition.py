"""What people are credited with, in the words of all-contributors, and what of it nobody has confirmed yet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

CreditType = Literal[
    "a11y", "audio", "blog", "bug", "business", "code", "content", "data", "design", "doc", "eventOrganizing",
    "example", "financial", "fundingFinding", "ideas", "infra", "maintenance", "mentoring", "platform", "plugin",
    "projectManagement", "promotion", "question", "research", "review", "security", "talk", "test", "tool",
    "translation", "tutorial", "userTesting", "video",
]  # fmt: skip
"""The types of all-contributors, https://allcontributors.org/docs/en/emoji-key."""
TYPES: tuple[str, ...] = get_args(CreditType)
WAITS = timedelta(days=30)
"""How long a credit that somebody claims waits for another's word."""
UNNAMED = "somebody"
"""Who stands in the records for people who do not want to be named, with a number."""

CREDIT = "credit: "
"""What the name of a record begins with that is one."""

_RECORD = re.compile(r"credit: (\w+), (somebody \d+|[^\s:]+)(?:: (.+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCredit:
    """What somebody says that they contributed themselves.

    Attributes:
        what: in their words; empty where they said no more.
        at: when they said so.
    """

    login: str
    type: str
    what: str
    at: datetime

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it apart from others on the item."""
        return self.login.lower(), self.type, self.what

    def over(self, now: datetime) -> bool:
        """Whether nobody confirmed it in time."""
        return self.at + WAITS <= now


def still_open(claims: Iterable[OwnCredit], now: datetime) -> tuple[OwnCredit, ...]:
    """The claims that somebody can still confirm."""
    return tuple(one for one in claims if not one.over(now))


def credit_name(type_: str, who: str, what: str = "") -> str:
    """The name under which a credit is remembered with an item."""
    return f"{CREDIT}{type_}, {who}" + (f": {what}" if what else "")


def read_credit(name: str) -> tuple[str, str, str] | None:
    """Type, person and words of a credit that is remembered under a name; None where it is no credit."""
    found = _RECORD.fullmatch(name)
    return (found[1], found[2], found[3] or "") if found else None
