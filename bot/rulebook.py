"""The rules in force in a repository: those of its default branch, or the last valid ones where they are broken.

Read with one request when a repository is first heard of, again after a push to its default branch, and now and then
in case a push was missed. Compiled rules are kept by the file's Git id, so an unchanged file costs nothing.
"""

import base64
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.clock import Clock, milliseconds
from bot.github.auth import AppTokens
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import ItemRef
from bot.people.directory import Directory, read_people
from bot.store import rulefiles
from bot.store.executor import StoreExecutor
from bot.store.rulefiles import RuleFile
from rules.book import Rulebook
from rules.diagnostics import RuleFileError
from rules.language import load

PATH = ".github/pathways.yml"
KEPT = timedelta(minutes=15)
MOST_KEPT = 500
_BLOB = "{ ... on Blob { oid text byteSize isTruncated isBinary } }"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules of a repository, with the people that they may name.

    Attributes:
        oid: Git's id of the rule file's version.
        problem: what is wrong with a newer version that is not in force; empty where there is none.
    """

    book: Rulebook
    people: Directory
    oid: str
    problem: str = ""


class Rulebooks:
    """The rules of every repository that was heard of lately."""

    def __init__(self, graphql: GraphQL, tokens: AppTokens, store: StoreExecutor, clock: Clock) -> None:
        self._graphql, self._tokens, self._store, self._clock = graphql, tokens, store, clock
        self._kept: OrderedDict[int, tuple[InForce | None, datetime]] = OrderedDict()

    async def in_force(self, item: ItemRef, deliveries: Sequence[str] = ()) -> InForce | None:
        """The rules for an item; None where the repository has no rule file, or never had a valid one.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        kept = self._kept.get(item.repo_id)
        if kept is not None and kept[1] > self._clock.now():
            self._kept.move_to_end(item.repo_id)
            return kept[0]
        found = await self._read(item, deliveries)
        self._kept[item.repo_id] = (found, self._clock.now() + KEPT)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return found

    def forget(self, repo_id: int) -> None:
        """The default branch changed: look again at the next need."""
        self._kept.pop(repo_id, None)

    def forget_all(self) -> None:
        """What the App may see changed."""
        self._kept.clear()

    async def _read(self, item: ItemRef, deliveries: Sequence[str]) -> InForce | None:
        oid, text = await self._file(item, PATH, deliveries)
        if text is None:
            await self._store.write(partial(rulefiles.forget, repo_id=item.repo_id, path=PATH))
            return None
        now = milliseconds(self._clock.now())
        try:
            book = load(text)
        except RuleFileError as error:
            broken = RuleFile(item.repo_id, PATH, oid, text, valid=False, seen_at=now)
            return await self._last_valid(item, broken, error)
        valid = RuleFile(item.repo_id, PATH, oid, text, valid=True, seen_at=now)
        await self._store.write(partial(rulefiles.save, file=valid))
        return InForce(book, await self._people(item, book, deliveries), oid)

    async def _last_valid(self, item: ItemRef, broken: RuleFile, error: RuleFileError) -> InForce | None:
        problem = "\n".join(d.render(PATH, broken.text) for d in error.diagnostics if d.severity == "error")
        known = await self._store.read(partial(rulefiles.latest, repo_id=item.repo_id, path=PATH))
        if known is None or known.oid != broken.oid:
            shown = [f"{PATH}:{d.line}:{d.column}: {d.message}" for d in error.diagnostics[:5]]
            _log.warning(
                "rules.broken", repo=item.repo, oid=broken.oid, problems=shown, help="the last valid ones stay"
            )
        await self._store.write(partial(rulefiles.save, file=replace(broken, problem=problem)))
        last = await self._store.read(partial(rulefiles.last_valid, repo_id=item.repo_id, path=PATH))
        if last is None:
            return None
        book = load(last.text)
        return InForce(book, await self._people(item, book, ()), last.oid, problem)

    async def _people(self, item: ItemRef, book: Rulebook, deliveries: Sequence[str]) -> Directory:
        """The people file that the rules name; the last valid one stays where it is broken."""
        path = book.project.people
        if path is None:
            return Directory()
        oid, text = await self._file(item, path, deliveries)
        if text is None:
            return Directory(problem=f"there is no {path} on the default branch")
        directory = read_people(text)
        now = milliseconds(self._clock.now())
        file = RuleFile(
            item.repo_id, path, oid, text, valid=not directory.problem, seen_at=now, problem=directory.problem
        )
        await self._store.write(partial(rulefiles.save, file=file))
        if not directory.problem:
            return directory
        _log.warning("people.broken", repo=item.repo, path=path, problem=directory.problem)
        last = await self._store.read(partial(rulefiles.last_valid, repo_id=item.repo_id, path=path))
        return Directory(read_people(last.text).members, directory.problem) if last else directory

    async def _file(self, item: ItemRef, path: str, deliveries: Sequence[str]) -> tuple[str, str | None]:
        """Git id and text of a file of the default branch; no text where there is none."""
        text = f"node(id: $repo) {{ ... on Repository {{ object(expression: $expression) {_BLOB} }} }}"
        variables = {"repo": ("ID!", item.repo_node), "expression": ("String!", f"HEAD:{path}")}
        answer = await self._graphql.read(item.installation, [Part("file", text, variables)], deliveries)
        blob: Any = (answer.data.get("file") or {}).get("object")
        if not isinstance(blob, dict) or "oid" not in blob:
            return "", None
        if blob["text"] is not None and not blob["isTruncated"]:
            return blob["oid"], blob["text"]
        return blob["oid"], await self._large(item, blob["oid"])

    async def _large(self, item: ItemRef, oid: str) -> str:
        """A file that GraphQL does not give whole, over REST."""

        def fetch(hub: Any) -> str:
            blob = hub.get_repo(item.repo_id, lazy=True).get_git_blob(oid)
            return base64.b64decode(blob.content).decode("utf-8", "replace")

        return await self._tokens.rest(item.installation, fetch)
