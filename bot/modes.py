"""Where the bot acts and where it only observes, as whoever runs it has settled that.

A repository's file, and each rule, may ask for less: what observes by any of the three is only written down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ACT, OBSERVE = "act", "observe"
WORDS = (ACT, OBSERVE)


@dataclass(frozen=True, slots=True)
class Modes:
    """What holds everywhere, and where something else does.

    Attributes:
        here: `act` or `observe`, for every place that has no word of its own.
        at: by account, `acme`, or by repository, `acme/site`; in lower case.
    """

    here: str = ACT
    at: Mapping[str, str] = field(default_factory=dict)

    def observes(self, repo: str) -> bool:
        """Whether nothing at all is written to a repository, `acme/site`: its own word counts before its account's."""
        name = repo.lower()
        account = name.partition("/")[0]
        return self.at.get(name, self.at.get(account, self.here)) == OBSERVE

    def __str__(self) -> str:
        return ", ".join([self.here, *(f"{place}={mode}" for place, mode in self.at.items())])
