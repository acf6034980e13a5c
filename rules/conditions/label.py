"""`label`: which labels the item carries."""

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.words import Asking, OneOrMany, Text, listed


class Labels(Asking):
    """Labels asked for: any of some, all of others."""

    any: OneOrMany[Text] | None = None
    all: OneOrMany[Text] | None = None


def _spelled_out(value: Any) -> Any:
    return value if isinstance(value, dict) else {"any": value}


_NAMES = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
_BOTH = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {"any": _NAMES, "all": _NAMES},
}
LabelsWanted = Annotated[Labels, BeforeValidator(_spelled_out), WithJsonSchema({"anyOf": [*_NAMES["anyOf"], _BOTH]})]


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
