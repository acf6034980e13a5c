"""`label`: which labels the item carries."""

from typing import Annotated, Any

from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.shorthand import Shorthand
from rules.words import Asking, OneOrMany, Text, listed


class Labels(Asking):
    """Labels asked for: any of some, all of others."""

    any: OneOrMany[Text] | None = None
    all: OneOrMany[Text] | None = None


LabelsWanted = Annotated[Labels, Shorthand("any")]


class Label(Condition[LabelsWanted], word="label"):
    """Met when the item carries any of the labels, or with `all:` every one of them. Case does not matter."""

    example = "label: [bug, regression]"
    reads = frozenset({"labels"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        labels = known(facts.labels)
        have = {name.lower() for name in labels}
        some = self.value.any is None or any(name.lower() in have for name in self.value.any)
        every = self.value.all is None or all(name.lower() in have for name in self.value.all)
        return some and every, list(labels)

    def hint(self) -> Hint:
        wanted = self.value.any or (self.value.all or ())[:1]
        return Hint("labels", values=frozenset(name.lower() for name in wanted))

    def asks(self) -> str:
        parts = []
        if self.value.any:
            parts.append(f"a label is {listed(self.value.any)}")
        if self.value.all:
            parts.append(f"the labels are {listed(self.value.all, 'and')}")
        return " and ".join(parts)
