"""The figures of several processes as one's: `/metrics` of who has others work shows what all of them did."""

from collections.abc import Iterable, Iterator
from itertools import chain

from prometheus_client import REGISTRY, Metric

Sample = tuple[str, dict[str, str], float]
Figures = dict[str, list[Sample]]
"""By the name of a figure its samples: the name of each, its labels, its value."""

_OURS = "fingerpost_"


def own_figures() -> Figures:
    """What this process tells of its work: not of its memory, nor since when."""
    return {
        family.name: [(each.name, each.labels, each.value) for each in family.samples if not _is_birth(each.name)]
        for family in REGISTRY.collect()
        if family.name.startswith(_OURS)
    }


class Tally:
    """What Prometheus collects: this process's figures, and added to them those that others tell.

    What somebody counted stays when they end, so that no counter ever falls; what they had in hand goes with them.
    """

    def __init__(self) -> None:
        """Nobody has told anything."""
        self._told: dict[int, Figures] = {}
        self._past: Figures = {}

    def note(self, who: int, figures: Figures) -> None:
        """Somebody tells theirs, in place of what they told before."""
        self._told[who] = figures

    def retire(self, who: int) -> None:
        """Somebody has ended."""
        for name, samples in self._told.pop(who, {}).items():
            counted = [each for each in samples if each[0] != name]  # only a gauge's sample is called like its family
            self._past[name] = _sum(self._past.get(name, []), counted)

    def collect(self) -> Iterator[Metric]:
        """All figures; those of memory and the like are this process's own."""
        others = [self._past, *self._told.values()]
        for family in REGISTRY.collect():
            told = [each[family.name] for each in others if family.name in each]
            yield _with(family, told) if told else family


def _with(family: Metric, told: list[list[Sample]]) -> Metric:
    whole = Metric(family.name, family.documentation, family.type)
    for sample in _sum([(each.name, each.labels, each.value) for each in family.samples], *told):
        whole.add_sample(*sample)
    return whole


def _is_birth(name: str) -> bool:
    """Whether a sample is the moment at which a counter began, which cannot be added."""
    return name.endswith("_created")


def _sum(*parts: Iterable[Sample]) -> list[Sample]:
    """One sample for each name with its labels."""
    summed: dict[object, Sample] = {}
    for name, labels, value in chain(*parts):
        key = (name, *sorted(labels.items()))
        _, _, before = summed.get(key, (name, labels, 0.0))
        summed[key] = (name, labels, before + value)
    return list(summed.values())
