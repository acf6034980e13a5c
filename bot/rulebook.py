"""The rules in force in a repository: those of its default branch, or the last valid ones where they are broken.

Read with one request when a repository is first heard of, again after a push to its default branch, and now and then
in case a push was missed.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from weakref import WeakValueDictionary

import structlog

from bot.clock import Clock, milliseconds
from bot.errors import Gone, PermissionMissing
from bot.github.auth import AppTokens
from bot.github.beside import Beside, read_beside
from bot.github.blobs import BLOB, Blob, blob_of
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import ItemRef
from bot.people.directory import Directory, read_people
from bot.store import rulefiles
from bot.store.executor import StoreExecutor
from bot.store.rulefiles import RuleFile
from rules.book import Rulebook, needs_of
from rules.diagnostics import RuleFileError
from rules.language import load

PATH = ".github/pathways.yml"
KEPT = timedelta(minutes=15)
MOST_KEPT = 500

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules of a repository, with the people that they may name.

    Attributes:
        oid: Git's id of the rule file's version.
        problem: what is wrong with a newer version that is not in force; empty where there is none.
        beside: what else of the default branch the rules ask about.
    """

    book: Rulebook
    people: Directory
    oid: str
    problem: str = ""
    beside: Beside = field(default_factory=Beside)


class Rulebooks:
    """The rules of every repository that was heard of lately."""

    def __init__(self, graphql: GraphQL, tokens: AppTokens, store: StoreExecutor, clock: Clock) -> None:
        self._graphql, self._tokens, self._store, self._clock = graphql, tokens, store, clock
        self._kept: OrderedDict[int, tuple[InForce | None, datetime]] = OrderedDict()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._forgotten = 0

    async def in_force(self, item: ItemRef, deliveries: Sequence[str] = ()) -> InForce | None:
        """The rules for an item; None where the repository has no rule file, or never had a valid one.

        Raises:
            Gone: there is no such repository any more, or not for us.
            PermissionMissing: the App may not read files.
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        async with self._turns.setdefault(item.repo_id, asyncio.Lock()):
            kept = self._kept.get(item.repo_id)
            if kept is not None and kept[1] > self._clock.now():
                self._kept.move_to_end(item.repo_id)
                return kept[0]
            forgotten = self._forgotten
            found = await self._read(item, deliveries)
            if forgotten == self._forgotten:  # else it was out of date before it came
                self._keep(item.repo_id, found)
            return found

    def _keep(self, repo_id: int, found: InForce | None) -> None:
        self._kept[repo_id] = (found, self._clock.now() + KEPT)
        self._kept.move_to_end(repo_id)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def forget(self, repo_id: int) -> None:
        """The default branch changed: look again at the next need."""
        self._kept.pop(repo_id, None)
        self._forgotten += 1

    def forget_all(self) -> None:
        """What the App may see changed."""
        self._kept.clear()
        self._forgotten += 1

    async def _read(self, item: ItemRef, deliveries: Sequence[str]) -> InForce | None:
        found = await self._file(item, PATH, deliveries)
        if found is None:
            await self._store.write(partial(rulefiles.forget, repo_id=item.repo_id, path=PATH))
            return None
        now = milliseconds(self._clock.now())
        file = RuleFile(item.repo_id, PATH, found.oid, found.text, valid=True, seen_at=now)
        try:
            found.check_size()
            book = load(file.text)
        except RuleFileError as error:
            return await self._last_valid(item, replace(file, valid=False), error)
        await self._store.write(partial(rulefiles.save, file=file))
        return await self._whole(item, book, file.oid, deliveries)

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
        try:
            book = load(last.text) if last else None
        except RuleFileError:  # an earlier version of this program took it
            book = None
        if last is None or book is None:
            return None
        return await self._whole(item, book, last.oid, (), problem)

    async def _whole(
        self, item: ItemRef, book: Rulebook, oid: str, deliveries: Sequence[str], problem: str = ""
    ) -> InForce:
        """The rules with what they name elsewhere on the default branch."""
        people = await self._people(item, book, deliveries)
        beside = await read_beside(self._graphql, self._tokens, item, needs_of(book.rules), deliveries)
        return InForce(book, people, oid, problem, beside)

    async def _people(self, item: ItemRef, book: Rulebook, deliveries: Sequence[str]) -> Directory:
        """The people file that the rules name; the last valid one stays where it is broken."""
        path = book.project.people
        if path is None:
            return Directory()
        found = await self._file(item, path, deliveries)
        if found is None:
            return Directory(problem=f"there is no {path} on the default branch")
        directory = _directory(found)
        now, bad = milliseconds(self._clock.now()), directory.problem
        file = RuleFile(item.repo_id, path, found.oid, found.text, valid=not bad, seen_at=now, problem=bad)
        await self._store.write(partial(rulefiles.save, file=file))
        if not directory.problem:
            return directory
        _log.warning("people.broken", repo=item.repo, path=path, problem=directory.problem)
        last = await self._store.read(partial(rulefiles.last_valid, repo_id=item.repo_id, path=path))
        return Directory(read_people(last.text).members, directory.problem) if last else directory

    async def _file(self, item: ItemRef, path: str, deliveries: Sequence[str]) -> Blob | None:
        """A file of the default branch; None where there is none."""
        text = f"node(id: $repo) {{ ... on Repository {{ object(expression: $expression) {{ {BLOB} }} }} }}"
        variables = {"repo": ("ID!", item.repo_node), "expression": ("String!", f"HEAD:{path}")}
        answer = await self._graphql.read(item.installation, [Part("file", text, variables)], deliveries)
        repository, fault = answer.found("file"), answer.fault_at("file")
        if fault is not None and fault.kind == "FORBIDDEN":
            raise PermissionMissing(f"the App may not read the files of {item.repo}: it lacks Contents: read")
        if not isinstance(repository, dict):
            raise Gone(f"{item.repo} does not exist any more, or not for this App")
        return await blob_of(self._tokens, item, repository.get("object"))


def _directory(found: Blob) -> Directory:
    try:
        found.check_size()
    except RuleFileError as error:
        return Directory(problem=error.diagnostics[0].message)
    return read_people(found.text)
