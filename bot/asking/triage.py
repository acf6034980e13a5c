"""The labels by which communities say that nobody has looked at an item yet. Pure."""

from rules.condition import known
from rules.facts import Facts
from rules.goals.unlabel import Unlabel
from rules.template import literally

AWAITING = frozenset({"needs-triage", "needs triage", "needs: triage", "triage", "to-triage", "untriaged"})
_PREFIX = "status"


def looked_at(facts: Facts) -> list[Unlabel]:
    """The item does not carry such a label any more; nothing where it carries none."""
    found = [label for label in known(facts.labels) if _plain(label) in AWAITING]
    return [Unlabel(tuple(map(literally, found)))] if found else []


def _plain(label: str) -> str:
    """A label without the `status:` or `status/` that some put before it."""
    return label.lower().removeprefix(_PREFIX).lstrip(":/ ")
