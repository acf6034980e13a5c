"""A pull request that brings the first rules: all that the bot looks at where no rules are in force. It only looks.

It is checked like any other change of rules. Nothing else is done there: nobody may ask for anything, and nothing that
the bot remembers of earlier rules goes on.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.events import Event
from bot.github.shared import read_shared
from bot.hearing.nudges import Nudges
from bot.hub import Hub
from bot.item import ItemRef
from bot.ledger import unsettled
from bot.looking.memory import Memory
from bot.looking.scene import Scene
from bot.planning.guarding import PUSHED
from bot.rulebook import NO_RULES
from bot.store import items
from bot.waking.rerun import COMMAND_MEANT
from rules.bases import FILE

_NEW = "pull_request.opened"
_HEARD = frozenset(f"pull_request.{action}" for action in PUSHED)


async def first_rules(hub: Hub, item: ItemRef, nudges: Nudges) -> Scene | None:
    """The pull request as it is to be looked at; None where nothing is proposed, or it is no rule file.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    proposed = _proposed(nudges.events)
    if item.kind != "pull_request" or not proposed:
        return None
    if not await read_shared(hub.graphql, hub.tokens, item, [FILE], nudges.ids):
        return None
    heard = replace(nudges, events=proposed)
    login, now = await hub.tokens.login(), hub.clock.now()
    record = await hub.store.read(partial(items.find, lane=item.lane))
    memory = Memory(record, tuple(await hub.store.read(partial(unsettled, item=item.lane))))
    return Scene(item, heard, NO_RULES, heard.occasions(login), (), memory, now, login)


def _proposed(events: Sequence[Event]) -> tuple[Event, ...]:
    """What may have changed a pull request's files or its branches; of what somebody says by it nothing is heard.

    Where something may have been missed it is looked at as if it were new, and where somebody wants its checks made
    again: GitHub asks that of nobody but those who may write there.
    """
    told = (replace(event, name=_NEW, since=None, asked=None) if _as_new(event) else event for event in events)
    return tuple(replace(event, lines=()) for event in told if event.name in _HEARD)


def _as_new(event: Event) -> bool:
    again = event.asked is not None and event.asked.command == COMMAND_MEANT
    return event.since is not None or again
