"""What the page of an item reads from the store: the item, the newest looks at it, what is recorded of it. Bounded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot import ledger
from bot.looking.recall import takeable
from bot.store import asked, decisions, records, rulefiles, voting
from bot.store.decisions import Decision
from bot.store.records import Kept
from bot.store.rulefiles import RuleFile
from bot.store.schema import decision, item
from rules.votes import Vote
from webhooks.pages.reading import SHOWN, Shown, with_askers
from webhooks.visitors import known

MOST_LOOKS = 20


@dataclass(frozen=True, slots=True)
class OneItem:
    """An item, what is wrong with its repository's rules, what is recorded of it.

    Attributes:
        looks: what the bot decided last, newest first.
        votes: what people decided, or decide, oldest first.
        takeable: the (verb, target) pairs that can be taken back, each with who asked for it, if anybody did.
    """

    item: Shown
    looks: Sequence[Decision]
    total: int
    troubles: Sequence[RuleFile]
    recorded: Sequence[Kept]
    votes: Sequence[Vote]
    takeable: Mapping[tuple[str, str], str]


def one_item(connection: sa.Connection, repo: str, number: int, *, private: bool = False) -> OneItem | None:
    """An item; None where there is none, or only a private one where those are not to be shown."""
    there = known.named(connection, repo)
    if there is None or (there.private and not private):
        return None
    wanted = sa.select(*SHOWN).where(item.c.repo_id == there.ref.repo_id, item.c.number == number)
    if not private:
        wanted = wanted.where(item.c.private.is_(False))
    row = connection.execute(wanted.order_by(item.c.seen_at.desc()).limit(1)).first()
    if row is None:
        return None
    shown = Shown(*row)
    total = connection.execute(sa.select(sa.func.count()).where(decision.c.lane == shown.lane)).scalar_one()
    looks = with_askers(connection, decisions.of_item(connection, shown.lane, MOST_LOOKS))
    troubles = rulefiles.troubles(connection, shown.repo_id)
    kept, votes = records.of_item(connection, shown.lane), voting.of_item(connection, shown.lane)
    done = takeable(ledger.done_by_us(connection, shown.lane), asked.who(connection, shown.lane))
    return OneItem(shown, looks, total, troubles, kept, votes, done)
