"""`record`: what the community wants to remember of an item."""

from typing import Annotated

from pydantic import StringConstraints

from rules.goal import Goal

RecordName = Annotated[str, StringConstraints(pattern=r"^[^\s<>].{0,98}[^\s<>]$|^[^\s<>]$")]


class Record(Goal[RecordName], word="record"):
    """Keeps a record of the item under a name: `adaptation`, `talk`. Nothing is written on GitHub.

    The item's page shows it with its date and its rule; it is kept for good, whatever becomes of the item.
    """

    example = "record: adaptation"
    reads = frozenset({"recorded"})
    reached = "the item is recorded under this name"
    held_back = "never: nobody is told"
