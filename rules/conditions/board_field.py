"""`board_field`: what stands on the item's card."""

from typing import Annotated, Any

from pydantic import Field

from rules.answer import Answer
from rules.condition import Condition, known
from rules.facts import Facts
from rules.words import Answers, OneOrMany, Text, listed

Wanted = Annotated[dict[Text, OneOrMany[Answers]], Field(min_length=1, max_length=50)]


class BoardField(Condition[Wanted], word="board_field"):
    """Met when every field of the item's card that is named has one of the values that are asked for.

    A select's option, an iteration's title and a date (`2026-01-31`) are written as the board shows them, whatever
    their case; texts may be searched with `/…/` or `/…/i`; `">= 3"` compares a number. `none` is a field without a
    value, or an item without a card. The fields of an issue form are `field`.
    """

    example = 'board_field: {Priority: [High, Urgent], Estimate: "<= 3"}'
    reads = frozenset({"fields"})
    kinds = frozenset({"issue", "pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        have = {name.lower(): value for name, value in known(facts.fields).items()}
        saw = {name: have.get(name.lower()) for name in self.value}
        return all(any(_is(each, saw[name]) for each in wanted) for name, wanted in self.value.items()), saw

    def asks(self) -> str:
        return " and ".join(f"{name} on the card is {listed(wanted)}" for name, wanted in self.value.items())


def _is(wanted: Answer, value: Any) -> bool:
    if value is None or value == "":
        return wanted.empty
    return not wanted.empty and wanted.is_(str(value))
