"""The rules in force in a repository: those of its default branch, or the last valid ones where they are broken.

Read when a repository is first heard of, again after a push that changes its file or one that it builds on, and now and
then in case a push was missed. In a repository without a file its owner's acts, where that one names it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from weakref import WeakValueDictionary

import sqlalchemy as sa
import structlog

from bot.alike import Alike
from bot.clock import Clock, milliseconds
from bot.github.accounts import followed
from bot.github.auth import AppTokens
from bot.github.bases import BaseFiles, Found, Home
from bot.github.beside import Beside, read_beside
from bot.github.blobs import Blob, read_file
from bot.github.graphql import GraphQL
from bot.item import RepoRef
from bot.people import files
from bot.people.directory import Directory
from bot.people.groupfile import groups_of
from bot.store import extending, rulefiles
from bot.store.executor import StoreExecutor
from bot.store.rulefiles import RuleFile
from bot.waking.schedule import keep_time
from rules.bases import FILE, Base
from rules.book import Rulebook, needs_of
from rules.consent import names
from rules.diagnostics import RuleFileError
from rules.facts import Group
from rules.sayings import FOLDER
from rules.sections import Project
from rules.way import all_needs_of_pathway

KEPT = timedelta(minutes=15)
MOST_KEPT = 500
_MOST_LOGGED = 5
_MOST_TOLD = 20

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
    groups: tuple[Group, ...] = ()


NO_RULES = InForce(Rulebook(Project(purpose="Nothing"), ()), Directory(), "")
"""What is in force where no rules are: nobody may anything, and nothing follows from anything."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A rule file as it was read, with what it builds on."""

    repo: RepoRef
    file: RuleFile
    found: Found
    deliveries: Sequence[str]

    @property
    def texts(self) -> dict[str, str]:
        """Its bases' texts, by what people read in place of their names, and those of its messages by path."""
        bases = {base.title or name: base.text for name, base in self.file.bases.items()}
        return bases | {path: text or "" for path, text in self.file.messages.items()}


class Rulebooks:
    """The rules of every repository that was heard of lately."""

    def __init__(self, graphql: GraphQL, tokens: AppTokens, store: StoreExecutor, clock: Clock) -> None:
        self._graphql, self._tokens, self._store, self._clock = graphql, tokens, store, clock
        self._bases = BaseFiles(graphql, tokens)
        self._kept: OrderedDict[int, tuple[InForce | None, datetime]] = OrderedDict()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._forgotten = 0
        self._alike = Alike()

    async def in_force(self, repo: RepoRef, deliveries: Sequence[str] = ()) -> InForce | None:
        """The rules that act in a repository.

        None where it has no rule file and its owner none that applies to it, or where there never was a valid one.

        Raises:
            Gone: there is no such repository any more, or not for us.
            PermissionMissing: the App may not read files.
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        async with self._turns.setdefault(repo.repo_id, asyncio.Lock()):
            kept = self._kept.get(repo.repo_id)
            if kept is not None and kept[1] > self._clock.now():
                self._kept.move_to_end(repo.repo_id)
                return kept[0]
            forgotten = self._forgotten
            found = await self._read(repo, deliveries)
            if forgotten == self._forgotten:  # else it was out of date before it came
                self._keep(repo.repo_id, found)
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

    async def _read(self, repo: RepoRef, deliveries: Sequence[str]) -> InForce | None:
        home = await self._bases.home(repo, deliveries)
        blob = await self._source(repo, home)
        if blob is None:
            now = self._clock.now()
            await self._store.write(partial(_keep_nothing, repo=repo, owners=home.owners, now=now))
            return None
        found = await self._bases.of(repo, home, blob.text, deliveries)
        found.oids |= {path: each.oid for path, each in home.messages.items()}
        file = RuleFile(
            repo_id=repo.repo_id,
            path=FILE,
            oid=found.version(blob.oid),
            text=blob.text,
            valid=True,
            seen_at=milliseconds(self._clock.now()),
            repo=repo.repo,
            private=home.private,
            bases=found.bases,
            messages=await self._bases.texts(repo, home, deliveries),
        )
        read = _Read(repo, file, found, deliveries)
        try:
            blob.check_size()
            book = self._alike.load(file)
        except RuleFileError as error:
            return await self._last_valid(read, error)
        await self._store.write(partial(_begin, file=file, repo=repo, found=found, book=book, now=self._clock.now()))
        return await self._whole(read, book)

    async def _source(self, repo: RepoRef, home: Home) -> Blob | None:
        """The repository's own file, else one that only extends its owner's; None where no rules are to act."""
        if home.file is not None:
            return home.file
        theirs = home.organisation.newest if home.organisation else None
        if theirs is None:
            return None
        applies = names(theirs.text, "applies_to", repo.repo) if theirs.whole else None
        if applies is None:  # it cannot be read now: where it acted, its last valid version goes on to act
            kept = await self._store.read(partial(rulefiles.last_valid, repo_id=repo.repo_id, path=FILE))
            applies = kept is not None
        text = f"project: {{purpose: The rules of {home.owners}}}\nextends: {home.owners}\n"
        return Blob("", text, len(text)) if applies else None

    async def _last_valid(self, read: _Read, error: RuleFileError) -> InForce | None:
        repo, texts = read.repo, read.texts
        wrong = [each for each in error.diagnostics if each.severity == "error"]
        problem = "\n".join(d.render(_place(d.base), texts.get(d.base, read.file.text)) for d in wrong[:_MOST_TOLD])
        broken = replace(read.file, valid=False, problem=problem)
        known = await self._store.read(partial(rulefiles.latest, repo_id=repo.repo_id, path=FILE))
        if known is None or (known.oid, known.problem) != (broken.oid, broken.problem):
            _log.warning(
                "the rule file is broken",
                item=repo.repo,
                repo=repo.repo,
                problems=[f"{_place(d.base)}:{d.line}:{d.column}: {d.message}" for d in wrong[:_MOST_LOGGED]],
                help="the last valid rules stay in force",
            )
        await self._store.write(partial(_keep, file=broken, repo=repo, found=read.found))
        last = await self._store.read(partial(rulefiles.last_valid, repo_id=repo.repo_id, path=FILE))
        try:
            book = self._alike.load(last) if last else None
        except RuleFileError:  # an earlier version of this program took it
            book = None
        if last is None or book is None:
            return None
        return await self._whole(replace(read, file=last), book, problem)

    async def _whole(self, read: _Read, book: Rulebook, problem: str = "") -> InForce:
        """The rules with what they name elsewhere on the default branch."""
        people = await self._people(read, book)
        needs = needs_of(book.rules) | all_needs_of_pathway(book.home)
        beside = await read_beside(self._graphql, self._tokens, read.repo, needs, read.deliveries)
        return InForce(book, people, read.file.oid, problem, beside, await self._groups(read, book))

    async def _groups(self, read: _Read, book: Rulebook) -> tuple[Group, ...]:
        """The groups of the groups file that the rules name."""
        path = book.project.groups
        if path is None:
            return ()
        found = await read_file(self._graphql, self._tokens, read.repo, path, read.deliveries)
        return await groups_of(self._store, self._clock, read.repo, path, found, private=read.file.private)

    async def _people(self, read: _Read, book: Rulebook) -> Directory:
        """Everybody in the people file that the rules name, in the repository of the file that names it."""
        path, base = book.project.people, book.people_from
        if path is None:
            return Directory()
        hidden = read.file.bases.get(base, Base()).secret
        wanted = files.Wanted(path, base, private=read.file.private or hidden)
        repo = read.found.repos.get(base) if base else read.repo
        if repo is None:  # the base cannot be had any more
            return await files.kept(self._store, read.repo, wanted)
        found = await read_file(self._graphql, self._tokens, repo, path, read.deliveries)
        directory = await files.directory(self._store, self._clock, read.repo, wanted, found)
        people = await followed(self._graphql, self._tokens, repo, directory.members, read.deliveries)
        return replace(directory, members=people)


def _place(base: str) -> str:
    """A file as findings name it: the rule file, a message, or the rule file of a base."""
    if base.startswith(f"{FOLDER}/"):
        return base
    return f"{base}:{FILE}" if base else FILE


def _keep(connection: sa.Connection, file: RuleFile, repo: RepoRef, found: Found) -> None:
    rulefiles.save(connection, file)
    extending.remember(connection, repo, found.numbers)


def _begin(
    connection: sa.Connection, file: RuleFile, repo: RepoRef, found: Found, book: Rulebook, now: datetime
) -> None:
    """Rules come into force."""
    _keep(connection, file, repo, found)
    keep_time(connection, repo, book, now)


def _keep_nothing(connection: sa.Connection, repo: RepoRef, owners: str, now: datetime) -> None:
    """No rules are in force any more; those of the owner may come to act."""
    keep_time(connection, repo, None, now)
    rulefiles.forget(connection, repo.repo_id, FILE)
    extending.remember(connection, repo, {owners: None})
