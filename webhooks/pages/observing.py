"""What was only observed in one repository, `/observe/OWNER/REPO`: each rule, what it would have done, its switch."""

import asyncio
import re
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.errors import GitHubError
from bot.figures.observed import OPEN, OTHERWISE, SAME, Wish, Would
from bot.figures.reading import seen
from bot.figures.summary import Chapter, Seen, called, chapters, numbers, others
from bot.github.addresses import web_of
from bot.modes import OBSERVE, Modes
from bot.proposing.splices import CannotChange
from webhooks.pages.desk import Desk
from webhooks.pages.one_repository import Found, OneRepository, repo_in
from webhooks.visitors import known
from webhooks.visitors.visitor import Turned

MOST_WISHES = 20
MOST_CALLED = 40
LONGEST = 2_000
_FORM_BYTES = 4_096
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_MEANING = {SAME: "people did the same on", OTHERWISE: "did otherwise on", OPEN: "nobody has yet on"}


class Switches(Protocol):
    """What has rules act that only observed."""

    async def switch_on(self, repo: str, rule: str, /) -> int:
        """Open the pull request for it; gives its number, 0 where GitHub does not tell it yet.

        Raises:
            CannotChange: a person has to do it; says why.
            GitHubError: GitHub did not do it; the message says why.
        """
        ...


@dataclass(frozen=True, slots=True)
class WishShown:
    """One thing that would have been done, on how many items, what became of them, and some of these."""

    words: str
    items: int
    came: tuple[str, ...]
    examples: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ChapterShown:
    """One rule.

    Attributes:
        place: the line, and the base whose file that is.
        left_out: how many things are not shown.
        calls: who would have been called, and on how many items.
        switch: the lines that switch it on, each with its sign; `stays` says why there are none.
    """

    name: str
    place: str
    items: int
    wishes: tuple[WishShown, ...]
    left_out: int
    calls: tuple[tuple[str, int], ...]
    switch: tuple[tuple[str, str], ...] = ()
    stays: str = ""


class Observing:
    """What was only observed."""

    def __init__(self, desk: Desk, switches: Switches) -> None:
        self._desk, self._switches, self._page = desk, switches, OneRepository(desk, "observing.html")

    @property
    def routes(self) -> list[Route]:
        """Where it is found."""
        guarded, place = self._desk.guarded, "/observe/{owner}/{repo}"
        return [
            Route(place, guarded(self.show), methods=["GET"]),
            Route(f"{place}/switch", guarded(self.switch), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The summary."""
        repo = await self._admitted(request)
        opened = request.query_params.get("opened", "")
        pulls = f"{web_of(self._desk.settings.api_url)}/{repo}/pull"
        pull = f"{pulls}/{opened}" if _NUMBER.fullmatch(opened) else ""
        return await self._page.show(request, repo.lower(), partial(self._read, repo), pull=pull, opened=opened)

    async def switch(self, request: Request) -> Response:
        """Open the pull request that has a rule act."""
        repo = await self._admitted(request)
        rule = (await self._desk.gate.form(request, _FORM_BYTES)).get("rule", "")
        try:
            number = await self._switches.switch_on(repo, rule)
        except (CannotChange, GitHubError) as error:
            back = ("Back to what was observed", f"/observe/{repo}")
            raise Turned(409, "No pull request was opened", f"Nothing was changed: {error}.", back) from None
        return RedirectResponse(f"/observe/{repo}?opened={number}", 303)

    async def _admitted(self, request: Request) -> str:
        """The repository, of somebody who may write to it."""
        repo = repo_in(request)
        await self._desk.gate.admit(request, repo)
        return repo

    async def _read(self, repo: str) -> Found | None:
        read = partial(_read, repo=repo, modes=self._desk.settings.mode)
        found = await self._desk.store.read(read)
        if found is None:
            return None
        name, summary = found
        return name, await asyncio.to_thread(shown, summary) if summary else {"summary": None}


def _read(connection: sa.Connection, repo: str, modes: Modes) -> tuple[str, Seen | None] | None:
    """The repository's name and its summary; None where none is known by this name."""
    found = known.named(connection, repo)
    if found is None:
        return None
    try:
        return found.ref.repo, seen(connection, found.ref.repo_id, found.ref.repo, modes)
    except CannotChange:
        return found.ref.repo, None


def shown(found: Seen) -> dict[str, Any]:
    """What the page shows."""
    return {
        "summary": found,
        "everything": found.elsewhere or found.book.mode == OBSERVE,
        "chapters": [_rule(found, one) for one in chapters(found)],
        "others": [_chapter(found, one, "") for one in others(found)],
        "called": called(found)[:MOST_CALLED],
        "looks": found.looks.times,
    }


def _rule(found: Seen, chapter: Chapter) -> ChapterShown:
    rule = chapter.rule
    place = f"line {rule.line}{f' of {rule.base}' if rule.base else ''}"
    switch = tuple((line[:1], line[1:LONGEST]) for line in chapter.switch)
    return _chapter(found, chapter.would, place, switch, chapter.stays)


def _chapter(
    found: Seen, would: Would, place: str, switch: tuple[tuple[str, str], ...] = (), stays: str = ""
) -> ChapterShown:
    return ChapterShown(
        name=would.rule,
        place=place,
        items=would.items,
        wishes=tuple(_wish(found, wish) for wish in would.wishes[:MOST_WISHES]),
        left_out=max(0, len(would.wishes) - MOST_WISHES),
        calls=tuple(would.calls.most_common(MOST_CALLED)),
        switch=switch,
        stays=stays,
    )


def _wish(found: Seen, wish: Wish) -> WishShown:
    titles = {item.number: item.title for item in found.items.values()}
    came = tuple(f"{meaning} {wish.came[word]}" for word, meaning in _MEANING.items() if wish.came[word])
    examples = tuple((number, titles.get(number, "")) for number in numbers(wish.lanes))
    return WishShown(wish.words, len(wish.lanes), came, examples)
