"""`react`: a small sign that nobody is notified of."""

from typing import Literal

from rules.goal import Goal
from rules.words import OneOrMany

Reaction = Literal["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"]


class React(Goal[OneOrMany[Reaction]], word="react"):
    """Adds reactions to the item's first text, named as GitHub's API names them. Nobody is notified."""

    example = "react: [eyes, heart]"
    reads = frozenset({"reacted", "undone"})
    reached = "the bot has reacted so"
    held_back = "somebody took the bot's reaction away"
