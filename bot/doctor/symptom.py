"""Something that is wrong, or may be, with its place and its fix. Pure."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Symptom:
    """One finding.

    Attributes:
        place: the App, the webhook, an account, a repository with file and line.
        fix: what to do, in a sentence.
    """

    severity: Severity
    place: str
    says: str
    fix: str

    def document(self) -> dict[str, Any]:
        """It as JSON."""
        return asdict(self)
