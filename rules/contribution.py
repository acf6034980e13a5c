"""What somebody contributed: one thing that happened, on one of the community's pathways."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One contribution of a person.

    Attributes:
        pathway: the name that the rule file gave it when it was counted; empty where it was on none.
        at: when it happened.
        cause: where: `#12` for what was done on an item.
    """

    pathway: str
    at: datetime
    cause: str
