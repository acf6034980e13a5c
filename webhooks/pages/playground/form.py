"""What somebody types into the playground; nothing of it is kept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

LARGEST = 6 * 1024 * 1024
"""Bytes of a whole form, as browsers write them: a rule file may hold a MiB, which they make longer."""
MOST_TEXT = 1024 * 1024
MOST_DIGEST = 64


@dataclass(frozen=True, slots=True)
class Typed:
    """Rules, and a case to try them on.

    Attributes:
        facts: what is true of the item, as YAML or JSON.
        payload: what GitHub sent, as JSON.
        whole: whether what is not told is empty rather than unknown.
        begun: the digest of the rule file that the rules were made of.
    """

    rules: str = ""
    event: str = ""
    facts: str = ""
    payload: str = ""
    whole: bool = True
    begun: str = ""

    @property
    def too_long(self) -> str:
        """Which of the two texts beside the rules is too long; empty where neither is."""
        texts = {"what is true of the item": self.facts, "what GitHub sent": self.payload}
        return next((name for name, text in texts.items() if len(text) > MOST_TEXT), "")


def typed(fields: Mapping[str, str]) -> Typed:
    """The fields of the form; what is missing is empty."""
    texts = {name: fields.get(name, "") for name in ("rules", "facts", "payload")}
    return Typed(
        **texts,
        event=fields.get("event", "").strip(),
        whole="whole" in fields,
        begun=fields.get("begun", "")[:MOST_DIGEST],
    )
