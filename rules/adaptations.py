"""What others made of a community's work: public forks that changed files. Pure."""

from dataclasses import dataclass
from datetime import datetime

LICENSE_KEPT, LICENSE_OTHER, LICENSE_NONE = "kept", "other", "none"


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A fork that changed files.

    Attributes:
        repo: as owner/name.
        files: how many files it changed, as far as GitHub lists them.
        languages: those of the translated files among them, as the rule file spells them.
        license: whether it bears the licence of the work: `kept`, `other` or `none`.
        stated: the licence that it bears, by SPDX; empty where it bears none.
        changed: when it changed last.
    """

    repo: str
    files: int
    languages: tuple[str, ...]
    license: str
    stated: str
    changed: datetime
