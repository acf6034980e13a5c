"""`transfer`: the repository that the issue belongs in."""

from rules.goal import Goal
from rules.sections import Repository


class Transfer(Goal[Repository], word="transfer"):
    """Moves the issue to another repository of the same account, where the App must be installed too.

    What the bot knows and has said goes along, so that nothing is done twice there; from then on the rules of that
    repository apply. GitHub moves no issue from a private repository to a public one.
    """

    example = "transfer: acme/website"
    reads = frozenset({"repo", "came_from"})
    reached = "the issue is in that repository"
    held_back = "somebody moved it from there, or the repository belongs to another account"
    kinds = frozenset({"issue"})
