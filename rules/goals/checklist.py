"""`checklist`: the steps of a pathway, followed on the item."""

from rules.filled import FORM_FACTS
from rules.goal import Goal
from rules.words import Text


class Checklist(Goal[Text], word="checklist"):
    """Shows the `steps` of one of the `pathways` in the bot's comment, and which of them are taken.

    The answers of the form show it, also once they are edited, or somebody confirms a step by `/confirm STEP`: who has
    one of the roles that the step names under `confirmed_by`. The list is kept up to date for as long as the item is
    looked at. On one item one pathway is followed.
    """

    example = "checklist: organising"
    reads = frozenset({"kind", "recorded", "sections", *FORM_FACTS})
    reached = "the steps of the pathway are followed on the item"
    held_back = "another pathway's steps are followed there"
