"""The people of one repository, `/people/OWNER/REPO`: pathways, the ladder, loads, who is away, what nobody covers.

Of everybody it tells only what the people file and GitHub tell all readers anyway; nothing of employers, time zones or
countries, and not what somebody has contributed. What people told the bot of being away is for those who may write.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import moment
from bot.people.directory import read_people
from bot.people.files import Wanted
from bot.people.overview import Community, Covered, away, ladder, languages, loads, places
from bot.people.standing import with_absences
from bot.store.rulefiles import RuleFile
from rules.bases import Base
from rules.book import Rulebook
from rules.countries import country_name
from rules.facts import Member
from rules.recognition import UNNAMED, read_credit
from webhooks.pages.desk import Desk
from webhooks.pages.in_force import book_of
from webhooks.pages.one_repository import Found, OneRepository, repo_in
from webhooks.pages.people.names import language_name, named
from webhooks.pages.people.reading import Folk, folk, place
from webhooks.pages.people.requirements import in_words, way_to
from webhooks.visitors.visitor import Visitor

_MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class PathwayShown:
    """A way to contribute, how many people did, and how often together."""

    name: str
    about: str
    people: int
    times: int


@dataclass(frozen=True, slots=True)
class CreditShown:
    """A contribution that was credited, with the item that it was made to."""

    type: str
    who: str
    what: str
    number: int
    title: str
    at: int


class People:
    """One repository's people."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._page = desk, OneRepository(desk, "people.html")

    @property
    def routes(self) -> list[Route]:
        """Where they are found."""
        return [Route("/people/{owner}/{repo}", self._desk.guarded(self.show), methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The people."""
        repo = repo_in(request)
        visitor = await self._desk.gate.may_see(request, repo, "people")
        sees = (visitor is not None, visitor is not None and visitor.local)
        return await self._page.show(request, (repo.lower(), sees), partial(self._read, repo, visitor))

    async def _read(self, repo: str, visitor: Visitor | None) -> Found | None:
        found = await self._desk.store.read(partial(place, repo=repo))
        if found is None:
            return None
        book = await asyncio.to_thread(book_of, found.file)
        wanted = _wanted(book, found.file, visitor) if book and found.file else None
        there = await self._desk.store.read(partial(folk, ref=found.ref, wanted=wanted, private=visitor is not None))
        values = await asyncio.to_thread(_shown, book, there, self._desk.now)
        return found.ref.repo, values | {"wanted": wanted}


def _wanted(book: Rulebook, file: RuleFile, visitor: Visitor | None) -> Wanted | None:
    """The people file that the rules name; none where its repository is hidden from readers of this one."""
    hidden = file.bases.get(book.people_from, Base()).secret
    if book.project.people is None or (hidden and not (visitor and visitor.local)):
        return None
    return Wanted(book.project.people, book.people_from, private=hidden)


def _shown(book: Rulebook | None, there: Folk, now: int) -> dict[str, Any]:
    """What the page shows."""
    if book is None:
        return {"book": None}
    members: tuple[Member, ...] = read_people(there.file.text).members if there.file else ()
    listed = Community(book, members, there.forgotten, there.hands, moment(now))
    absent = Community(book, with_absences(members, there.said), there.forgotten, there.hands, moment(now))
    hands, unnamed = loads(absent)
    gone, away_unnamed = away(absent)
    return {
        "book": book,
        "known": bool(members),
        "pathways": tuple(_pathways(book, there)),
        "ladder": [(rung, way_to(rung.look.granted), [in_words(ask) for ask in rung.asks]) for rung in ladder(listed)],
        "loads": hands[:_MOST_ROWS],
        "loads_left": max(0, len(hands) - _MOST_ROWS) + unnamed,
        "away": gone[:_MOST_ROWS],
        "away_left": max(0, len(gone) - _MOST_ROWS) + away_unnamed,
        "languages": [replace(one, name=named(one.name, language_name(one.name))) for one in languages(listed)],
        "regions": [_place(one, book) for one in places(listed)],
        "credits": tuple(_credits(listed, there)),
    }


def _place(one: Covered, book: Rulebook) -> Covered:
    """A place that somebody covers, with the names of its countries; a region is called as the rules call it."""
    name = one.name if one.name in dict(book.home.regions) else named(one.name, country_name(one.name))
    return replace(one, name=name, gaps=tuple(country_name(gap) or gap for gap in one.gaps))


def _pathways(book: Rulebook, there: Folk) -> Iterator[PathwayShown]:
    """The ways of the rule file, in its order."""
    counts = {name.lower(): count for name, count in there.tally.items()}
    for name, look in book.pathways.items():
        yield PathwayShown(name, look.about or "", *counts.get(name.lower(), (0, 0)))


def _credits(community: Community, there: Folk) -> Iterator[CreditShown]:
    """The newest credits; whoever wants not to be named by now is not."""
    for number, title, kept in there.credits:
        if told := read_credit(kept.name):
            type_, who, what = told
            quiet = who.startswith(f"{UNNAMED} ") or not community.may_name(who)
            yield CreditShown(type_, UNNAMED if quiet else who, what, number, title, kept.at)
