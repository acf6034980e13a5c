"""What the board of one repository reads from the store: its rules, its items, where they stood. Bounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.flow import Stay
from bot.item import RepoRef
from bot.store import rulefiles, stays
from bot.store.rulefiles import RuleFile
from bot.store.schema import item
from rules.bases import FILE
from webhooks.pages.reading import SHOWN, Shown
from webhooks.visitors import known

MOST_ITEMS = 500
MOST_STAYS = 20_000


@dataclass(frozen=True, slots=True)
class Held:
    """An item, and in whose hands it is: who has it, and whose review is asked for."""

    item: Shown
    assignees: tuple[str, ...]
    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What is known of a board.

    Attributes:
        items: the newest.
        total: how many there are.
        stays: where all of them stood, as far as that is kept.
        file: the rules in force; None where there are none.
        troubles: the rule file, where its newest version is not in force.
    """

    ref: RepoRef
    items: Sequence[Held]
    total: int
    stays: Sequence[Stay]
    file: RuleFile | None
    troubles: Sequence[RuleFile]


def stock(connection: sa.Connection, repo: str, *, private: bool) -> Stock | None:
    """The board of a repository, with private items only where they are to be shown; None where there is none."""
    found = known.named(connection, repo)
    if found is None:
        return None
    here = item.c.repo_id == found.ref.repo_id
    if not private:
        here &= item.c.private.is_(False)
    newest = sa.select(*SHOWN, item.c.assignees, item.c.reviewers).where(here)
    rows = connection.execute(newest.order_by(item.c.seen_at.desc(), item.c.lane).limit(MOST_ITEMS)).all()
    return Stock(
        ref=found.ref,
        items=[_held(row) for row in rows],
        total=connection.execute(sa.select(sa.func.count()).where(here)).scalar_one(),
        stays=stays.of_repository(connection, found.ref.repo_id, MOST_STAYS, public_only=not private),
        file=rulefiles.last_valid(connection, found.ref.repo_id, FILE),
        troubles=rulefiles.troubles(connection, found.ref.repo_id),
    )


def _held(row: sa.Row[*tuple[Any, ...]]) -> Held:
    values = tuple(row)
    return Held(Shown(*values[:-2]), tuple(values[-2]), tuple(values[-1]))
