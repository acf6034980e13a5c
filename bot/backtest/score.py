"""How near the rules come to what people ended up with: precision and recall of each label. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.backtest.replay import Replayed


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One label.

    Attributes:
        put: on how many items the rules would have put it.
        kept: on how many of those it is in the end.
        there: on how many items of all it is in the end.
    """

    label: str
    put: int
    kept: int
    there: int

    @property
    def precision(self) -> float | None:
        """Which part of what the rules put on is there in the end; None where they put it nowhere."""
        return self.kept / self.put if self.put else None

    @property
    def recall(self) -> float | None:
        """Which part of what is there in the end the rules would have put on; None where it is nowhere."""
        return self.kept / self.there if self.there else None

    def document(self) -> dict[str, Any]:
        """It as JSON."""
        counts = {"label": self.label, "put": self.put, "kept": self.kept, "there": self.there}
        return counts | {"precision": self.precision, "recall": self.recall}


def score(replayed: Iterable[Replayed]) -> list[LabelScore]:
    """Every label that the rules put on somewhere; the one that is put on most first."""
    put, kept, there = Counter[str](), Counter[str](), Counter[str]()
    for one in replayed:
        ended_with = {label.lower() for label in one.past.labels}
        ours = {deed.target.lower() for deed in one.deeds if deed.do == "label"}
        put.update(ours)
        kept.update(ours & ended_with)
        there.update(ended_with)
    found = [LabelScore(label, put[label], kept[label], there[label]) for label in put]
    return sorted(found, key=lambda one: (-one.put, one.label))
