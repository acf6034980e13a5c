"""The people file that the rules name, as it is on the default branch; where it is broken the last valid one stays."""

from dataclasses import dataclass
from functools import partial

import structlog

from bot.clock import Clock, milliseconds
from bot.github.blobs import Blob
from bot.item import RepoRef
from bot.people.directory import Directory, read_people
from bot.store import rulefiles
from bot.store.executor import StoreExecutor
from bot.store.rulefiles import RuleFile
from rules.diagnostics import RuleFileError

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A people file that rules name.

    Attributes:
        path: in its repository.
        base: the base whose file it is; empty for the repository's own.
        private: whether what is wrong with it is nobody's business.
    """

    path: str
    base: str
    private: bool

    @property
    def name(self) -> str:
        """What it is kept under."""
        return f"{self.base}:{self.path}" if self.base else self.path


async def directory(store: StoreExecutor, clock: Clock, repo: RepoRef, wanted: Wanted, found: Blob | None) -> Directory:
    """Everybody in a people file.

    Args:
        store: where the last valid one is kept.
        clock: tells when it was seen.
        repo: in which the rules act.
        wanted: the file.
        found: what it holds now; None where there is none.
    """
    if found is None:
        await store.write(partial(rulefiles.forget, repo_id=repo.repo_id, path=wanted.name))
        return Directory(problem=f"there is no {wanted.name} on the default branch")
    read = _read(found)
    known = await store.read(partial(rulefiles.latest, repo_id=repo.repo_id, path=wanted.name))
    file = RuleFile(
        repo_id=repo.repo_id,
        path=wanted.name,
        oid=found.oid,
        text=found.text,
        valid=not read.problem,
        seen_at=milliseconds(clock.now()),
        problem=f"{wanted.name}: {read.problem}" if read.problem else "",
        repo=repo.repo,
        private=wanted.private,
    )
    await store.write(partial(rulefiles.save, file=file))
    if not read.problem:
        return read
    if known is None or (known.oid, known.problem) != (file.oid, file.problem):
        _log.warning(
            "the people file is broken",
            item=repo.repo,
            repo=repo.repo,
            problem=file.problem,
            help="the last valid one stays in force",
        )
    last = await kept(store, repo, wanted)
    return Directory(last.members, read.problem)


async def kept(store: StoreExecutor, repo: RepoRef, wanted: Wanted) -> Directory:
    """Everybody in the last valid version; nobody where there was none."""
    last = await store.read(partial(rulefiles.last_valid, repo_id=repo.repo_id, path=wanted.name))
    return Directory(read_people(last.text).members) if last else Directory()


def _read(found: Blob) -> Directory:
    try:
        found.check_size()
    except RuleFileError as error:
        return Directory(problem=error.diagnostics[0].message)
    return read_people(found.text)
