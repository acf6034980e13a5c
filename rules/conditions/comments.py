"""`comments`: how many comments the item has."""

from typing import Any

from rules.amount import Amount, amount
from rules.condition import Condition, known
from rules.facts import Facts


class Comments(Condition[Amount], word="comments"):
    """Met when the number of comments compares as asked: `0`, `">= 3"`, `"< 10"`.

    The bot's own comment counts too.
    """

    example = 'comments: ">= 3"'
    reads = frozenset({"comments"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        comments = known(facts.comments)
        return amount(self.value)(comments), comments

    def asks(self) -> str:
        return f"the number of comments is {self.value}"
