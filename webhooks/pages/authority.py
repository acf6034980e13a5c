"""What a visitor may ask of the bot in a repository, decided as the bot decides it for a comment of theirs."""

import asyncio
from functools import partial

from bot.asking.authority import authorised, may
from rules.facts import Facts, Person
from webhooks.pages.desk import Desk
from webhooks.pages.in_force import book_of, people_of
from webhooks.pages.people_reading import place
from webhooks.visitors.visitor import Visitor


async def may_do_everything(desk: Desk, visitor: Visitor, repo: str) -> bool:
    """Whether somebody may ask for everything: by their role in the people file, or by what GitHub lets them do.

    Raises:
        Turned: GitHub does not answer.
        StoreUnavailable: the database does not answer.
    """
    there = await desk.store.read(partial(place, repo=repo))
    book = await asyncio.to_thread(book_of, there.file) if there else None
    if there is None or book is None or visitor.login is None:  # without rules there are no commands
        return False
    members = await people_of(desk.store, there.ref.repo_id, book)
    role = await desk.gate.role(visitor, repo)
    facts = Facts(people=members, permissions={visitor.login.lower(): role}, now=desk.clock.now())
    return may(authorised(Person(login=visitor.login), facts, book), "everything")
