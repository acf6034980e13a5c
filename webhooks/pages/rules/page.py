"""The rules of one repository, `/rules/OWNER/REPO`: the file line by line, how often each rule fired, what is wrong."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.figures.firing import firing
from bot.figures.looks import Looks, looks
from bot.figures.reading import Files, files
from bot.item import RepoRef
from bot.looking.ruleset import Unread, load
from bot.looking.watching import watched_since
from bot.messages import built_in
from bot.modes import OBSERVE
from bot.store.rulefiles import RuleFile
from rules.bases import extended
from rules.diagnostics import RuleFileError
from rules.differing import differences
from rules.sayings import Sayings
from rules.yamltree import parse
from webhooks.pages.desk import Desk
from webhooks.pages.one_repository import Found, OneRepository, repo_in
from webhooks.pages.rules.shown import differing, file_shown, rules_shown
from webhooks.visitors import known


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of a repository's rules.

    Attributes:
        since: when its observing began, where it observes.
    """

    ref: RepoRef
    files: Files
    looks: Looks
    since: int | None


def read(connection: sa.Connection, repo: str) -> Read | None:
    """The rules of a repository, and what was decided by them; None where none is known by this name."""
    found = known.named(connection, repo)
    if found is None:
        return None
    repo_id = found.ref.repo_id
    return Read(found.ref, files(connection, repo_id), looks(connection, repo_id), watched_since(connection, repo_id))


class Rules:
    """One repository's rules."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._page = desk, OneRepository(desk, "rules.html")

    @property
    def routes(self) -> list[Route]:
        """Where they are found."""
        return [Route("/rules/{owner}/{repo}", self._desk.guarded(self.show), methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The rules."""
        repo = repo_in(request)
        await self._desk.gate.admit(request, repo)
        return await self._page.show(request, repo.lower(), partial(self._read, repo))

    async def _read(self, repo: str) -> Found | None:
        found = await self._desk.store.read(partial(read, repo=repo))
        if found is None:
            return None
        observed = self._desk.settings.mode.observes(found.ref.repo)
        return found.ref.repo, await asyncio.to_thread(shown, found, observed=observed)


def shown(found: Read, *, observed: bool) -> dict[str, Any]:
    """What the page shows.

    Args:
        found: what is known.
        observed: whether the bot only observes there, whatever the file says.
    """
    file, refused = found.files.in_force, found.files.refused
    book, findings = load(_unread(file)) if file else (None, ())
    fired = firing(found.looks.decisions)
    rules = rules_shown(book, fired, observed=observed) if book else ()
    values: dict[str, Any] = {
        "file": file,
        "book": book,
        "shown": file_shown(file.text, findings, rules, _hidden(file)) if file else None,
        "bases": _extends(file.text) if file else (),
        "never": sum(rule.firing is None or rule.firing.last_at is None for rule in rules),
        "rules": rules,
        "watching": observed or any(rule.observes for rule in rules),
        "everything": observed or (book is not None and book.mode == OBSERVE),
        "watched_since": found.since,
        "looks": found.looks.times,
        "more": found.looks.more,
        "since": found.looks.since,
        "refused": refused,
    }
    if refused is None:
        return values
    _, wrong = load(_unread(refused))
    old = file.text if file else ""
    return values | {
        "wrong": file_shown(refused.text, wrong, hidden=_hidden(refused)),
        "mistakes": sum(each.severity == "error" for each in wrong),
        "sentences": differences(old, refused.text),
        "differing": differing(old, refused.text) if file else (),
    }


def _unread(file: RuleFile) -> Unread:
    return Unread(file.text.encode(), file.bases, Sayings(file.messages, built_in()))


def _hidden(file: RuleFile) -> frozenset[str]:
    """The bases of which readers of this file may be told nothing, by every name that they have."""
    secret = {name: base for name, base in file.bases.items() if base.secret}
    return frozenset({*secret, *(base.title for base in secret.values())})


def _extends(text: str) -> list[str]:
    """What a file extends, as it says it."""
    try:
        return extended(parse(text)[0])
    except RuleFileError:
        return []
