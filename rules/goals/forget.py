"""`forget`: what the bot keeps of somebody."""

from dataclasses import dataclass

from rules.facts import Maybe
from rules.goal import Goal


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who wants to be forgotten; `id` is GitHub's number of the account."""

    login: str
    id: Maybe[int]


class Forget(Goal[Leaver], word="forget", by_command=True):
    """Has the bot forget a person: what it keeps of them, and their name in what it keeps of others."""

    example = "forget: {login: ben}"
    reached = "never: what came since is forgotten too"
    held_back = "never"
