"""`stays_if` and `term`: people look at who has a role anew, by rules that nobody has to write.

They wait for the monthly and the daily schedule of the repository as a whole, once, where the people file lies. What
they lead to depends on each person, so it is planned where the people are known (`bot/people/tending.py`).
"""

from collections.abc import Iterator
from typing import Any

from rules.combine import All
from rules.rule import Rule
from rules.rulefile import RuleFile
from rules.scope import REPOSITORY

STAYS, TERM = "stays_if", "term"
WHEN = {STAYS: "schedule.monthly", TERM: "schedule.daily"}


def name_of(role: str, key: str) -> str:
    """What such a rule is called on pages and in the ledger."""
    return f"roles.{role}.{key}"


def tending(file: RuleFile) -> Iterator[tuple[tuple[Any, ...], Rule]]:
    """A rule for each role that people look at anew, with its place in the file."""
    for name, role in file.roles.items() if file.project.people else ():
        for key, event in WHEN.items():
            if getattr(role, key) is not None:
                called = name_of(name, key)
                rule = Rule(called, called, 0, frozenset({event}), All(()), (), mode=file.mode, scope=REPOSITORY)
                yield ("roles", name, key), rule
