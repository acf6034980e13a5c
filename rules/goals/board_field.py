"""`board_field`: what a field of the item's card should hold."""

from typing import Annotated

from pydantic import Field

from rules.goal import Goal
from rules.words import Name, Text

Fields = Annotated[dict[Text, Name | int | float], Field(min_length=1, max_length=20)]


class BoardField(Goal[Fields], word="board_field"):
    """Sets fields of the item's card on the board that the file names, and puts the card there first where needed.

    A text, a number, a date (`2026-01-31`), the option of a single select, or an iteration by its title, `@current` or
    `@next`; `none` empties the field. Texts may hold values. A field of an issue form is never meant.
    """

    example = 'board_field: {Size: L, Sprint: "@current"}'
    reads = frozenset({"fields", "card", "board", "undone", "now"})
    reached = "the field holds this value"
    held_back = "a person changed what the rule had set, or the board has no such field or option"
    kinds = frozenset({"issue", "pull_request"})
