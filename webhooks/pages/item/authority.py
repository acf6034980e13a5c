"""What a visitor may ask of the bot in a repository, decided as the bot decides it for a comment of theirs."""

import asyncio
from dataclasses import dataclass
from functools import partial

from bot.asking.authority import authorised, may, who_may
from rules.facts import Facts, Person
from webhooks.pages.desk import Desk
from webhooks.pages.in_force import book_of, people_of
from webhooks.pages.people.reading import place
from webhooks.visitors.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Leave:
    """In whose name somebody asks, empty where there is no name; and whether that one may ask for everything."""

    login: str = ""
    everything: bool = False


async def leave_of(desk: Desk, visitor: Visitor, repo: str) -> Leave:
    """What a visitor may ask for: by their role in the people file, or by what GitHub lets them do.

    Whoever sits at the machine has no name there. The gate counts nobody as such whose bot is on the real GitHub; where
    it is simulated, they ask in the name of the first whom the people file allows everything.

    Raises:
        Turned: GitHub does not answer.
        StoreUnavailable: the database does not answer.
    """
    there = await desk.store.read(partial(place, repo=repo))
    book = await asyncio.to_thread(book_of, there.file) if there else None
    if there is None or book is None:  # without rules there are no commands
        return Leave(visitor.login or "")
    facts = Facts(people=await people_of(desk.store, there.ref.repo_id, book), now=desk.clock.now())
    if visitor.login is None:
        login = next(iter(who_may("everything", facts, book)), "")
        return Leave(login, everything=bool(login))
    facts = facts.but(permissions={visitor.login.lower(): await desk.gate.role(visitor, repo)})
    by = authorised(Person(login=visitor.login), facts, book)
    return Leave(visitor.login, everything=may(by, "everything"))
