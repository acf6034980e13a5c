"""What is kept in memory of rules, names, roles and tokens goes out of date in all processes that work.

The one that hears of a change forgets at once and tells the others before it asks for anything anew. Each claim brings
how much had been told when it was handed out; whoever knows less reads what that was, and forgets it too, before it
deals with the claim.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import partial
from weakref import WeakValueDictionary

from bot.events import Event
from bot.hub import Hub
from bot.queue.claim import Claim
from bot.store import news
from bot.store.news import EVERYWHERE, News

MOST_KNOWN = 10_000
_OF_PEOPLE = frozenset({"member", "membership", "organization", "team"})
_OF_THE_APP = frozenset({"installation", "installation_repositories"})


def news_of(event: Event) -> Iterator[News]:
    """What an event about a repository or an account makes out of date."""
    family, _, action = event.name.partition(".")
    here = event.installation
    if event.repo_id is not None and family in {"push", "repository"}:
        yield News(here, news.RULES, event.repo_id)
    if event.repo_id is not None and family in {"label", "milestone", "repository"}:
        # What is new was missing at most; the bot's own new labels come by here too.
        yield News(here, news.NEW_NAMES if action == "created" else news.NAMES, event.repo_id)
    if family in _OF_PEOPLE | _OF_THE_APP:
        yield News(here, news.PEOPLE)
    if family in _OF_THE_APP:
        yield News(here, news.TOKEN)
        yield News(EVERYWHERE, news.ALL_RULES)  # others may build on what lies there


def forget(hub: Hub, told: Iterable[News]) -> None:
    """Have what is out of date asked for again when it is next needed."""
    for one in told:
        match one.kind:
            case news.RULES:
                hub.rulebooks.forget(one.repo_id)
            case news.ALL_RULES:
                hub.rulebooks.forget_all()
            case news.NAMES | news.NEW_NAMES:
                hub.names.forget_repository(one.repo_id, missing_only=one.kind == news.NEW_NAMES)
            case news.PEOPLE:
                hub.names.forget_account(one.installation)
                hub.collaborators.forget()
            case news.TOKEN:
                hub.tokens.forget(one.installation)
            case news.LOGIN:
                hub.tokens.forget_login()
            case _:  # of a later version, which knows what is kept there
                pass


class Heeding:
    """Knows how much of what others tell this process has heeded."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._known: OrderedDict[int, int] = OrderedDict()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def heed(self, claim: Claim) -> None:
        """Forget what others had told when a claim was handed out.

        Raises:
            StoreUnavailable: what that was cannot be read.
        """
        for whose, number in claim.told.items():
            if number > self._known.get(whose, 0):
                async with self._turns.setdefault(whose, asyncio.Lock()):
                    await self._catch_up(whose, number)

    async def _catch_up(self, whose: int, number: int) -> None:
        known = self._known.get(whose, 0)
        if number <= known:  # another claim was faster
            return
        read = partial(news.since, whose=whose, number=known, teller=self._hub.teller)
        count, told = await self._hub.store.read(read)
        forget(self._hub, told)
        self._known[whose] = count
        self._known.move_to_end(whose)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
