"""What the page of a repository's people reads from the store. Bounded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.item import RepoRef
from bot.people.files import Wanted
from bot.store import absences, contributions, forgetting, items, records, rulefiles
from bot.store.records import Kept
from bot.store.rulefiles import RuleFile
from rules.bases import FILE
from rules.facts import Away
from rules.recognition import CREDIT
from webhooks.visitors import known

MOST_CREDITS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A repository and its rules."""

    ref: RepoRef
    file: RuleFile | None


@dataclass(frozen=True, slots=True)
class Folk:
    """What is known of the people of a repository.

    Attributes:
        file: the people file in force.
        tally: of each pathway, how many people contributed on it and how often together.
        hands: how many open items people have, by login.
        credits: the newest, each with the number and the title of its item.
        forgotten: fingerprints of those who asked to be.
        said: who told the bot to be away.
    """

    file: RuleFile | None
    tally: Mapping[str, tuple[int, int]]
    hands: Mapping[str, int]
    credits: Sequence[tuple[int, str, Kept]]
    forgotten: Collection[str]
    said: Mapping[str, Away]


def place(connection: sa.Connection, repo: str) -> Place | None:
    """A repository; None where none is known by this name."""
    found = known.named(connection, repo)
    return None if found is None else Place(found.ref, rulefiles.last_valid(connection, found.ref.repo_id, FILE))


def folk(connection: sa.Connection, ref: RepoRef, wanted: Wanted | None, *, private: bool) -> Folk:
    """The people of a repository.

    Args:
        connection: to read with.
        ref: the repository.
        wanted: the people file that its rules name.
        private: whether what not everybody may know is to be told.
    """
    public = not private
    return Folk(
        file=rulefiles.last_valid(connection, ref.repo_id, wanted.name) if wanted else None,
        tally=contributions.tally(connection, ref.repo_id),
        hands=items.hands(connection, ref.repo_id, public_only=public),
        credits=records.newest(connection, ref.repo_id, CREDIT, MOST_CREDITS, public_only=public),
        forgotten=forgetting.fingerprints(connection, ref.installation),
        said=absences.said(connection, ref.installation) if private else {},
    )
