"""`draft`: a pull request that is not ready."""

from typing import Literal

from rules.goal import Goal


class Draft(Goal[Literal[True, False]], word="draft"):
    """Makes an open pull request a draft, or with `false` says that it is ready for review.

    GitHub wants the App to have *Contents: write* for it.
    """

    example = "draft: true"
    reads = frozenset({"draft", "state", "undone"})
    reached = "the pull request is a draft, or is not open; with `false`, it is none"
    held_back = "a person said since that it is ready for review; with `false`, that it is not"
    kinds = frozenset({"pull_request"})
