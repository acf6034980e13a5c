"""`acknowledge`: somebody is credited with something by a person's word."""

from dataclasses import dataclass

from rules.goal import Goal


@dataclass(frozen=True, slots=True)
class Deserved:
    """What somebody did, as a person tells it.

    Attributes:
        what: in that person's words; empty where they said no more.
        waits: whether another person has to confirm it first.
    """

    login: str
    type: str
    what: str = ""
    waits: bool = False


class Acknowledge(Goal[Deserved], word="acknowledge", by_command=True):
    """Remembers a credit with the item, or that somebody claims one, until another person confirms it."""

    example = "acknowledge: {login: ben, type: talk}"
    reads = frozenset({"recorded", "now", "sections", "people"})
    reached = "they are credited with it, or it waits already"
    held_back = "never"
