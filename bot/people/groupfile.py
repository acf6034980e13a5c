"""The groups file that the rules name, as it is on the default branch; where it is broken the last valid one stays."""

from functools import partial

import structlog

from bot.clock import Clock, milliseconds
from bot.github.blobs import Blob
from bot.item import RepoRef
from bot.people.groups import examine_groups
from bot.store import rulefiles
from bot.store.executor import StoreExecutor
from bot.store.rulefiles import RuleFile
from rules.diagnostics import RuleFileError
from rules.facts import Group
from rules.groups import groups_in

_log = structlog.get_logger(__name__)


async def groups_of(
    store: StoreExecutor, clock: Clock, repo: RepoRef, path: str, found: Blob | None, *, private: bool
) -> tuple[Group, ...]:
    """The groups of the last valid version of a groups file; none where there is no such file.

    Args:
        store: where that version is kept.
        clock: tells when it was seen.
        repo: in which it lies.
        path: of the file.
        found: what it holds now; None where there is none.
        private: whether what is wrong with it is nobody's business.
    """
    if found is None:
        await store.write(partial(rulefiles.forget, repo_id=repo.repo_id, path=path))
        return ()
    problem = _problem(found)
    file = RuleFile(
        repo_id=repo.repo_id,
        path=path,
        oid=found.oid,
        text=found.text,
        valid=not problem,
        seen_at=milliseconds(clock.now()),
        problem=f"{path}: {problem}" if problem else "",
        repo=repo.repo,
        private=private,
    )
    await store.write(partial(rulefiles.save, file=file))
    if not problem:
        return groups_in(found.text)
    _log.warning("the groups file is broken", item=repo.repo, repo=repo.repo, problem=file.problem)
    last = await store.read(partial(rulefiles.last_valid, repo_id=repo.repo_id, path=path))
    return groups_in(last.text) if last else ()


def _problem(found: Blob) -> str:
    """What is wrong with it first; nothing where it can be used."""
    try:
        found.check_size()
    except RuleFileError as error:
        return error.diagnostics[0].message
    first = next(iter(examine_groups(found.text)), None)
    return f"line {first.line}: {first.message}" if first else ""
