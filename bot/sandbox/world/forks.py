"""Forks: a copy of a repository that belongs to somebody else, and what the two have in common."""

from collections.abc import Iterator

from bot.sandbox.refusals import Refusal
from bot.sandbox.world.change import Change
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Account, Commit, Repository


def fork(change: Change, source: Repository) -> Repository:
    """Copy a repository to the account of whoever does it; until they push, it was last pushed to as the source was."""
    world, owner = change.world, change.actor
    if world.repository(owner.login, source.name):
        raise Refusal("name already exists on this account")
    made = Repository(
        id=world.number(),
        created_at=change.now,
        updated_at=change.now,
        owner=owner.id,
        name=source.name,
        private=source.private,
        description=source.description,
        default_branch=source.default_branch,
        pushed_at=source.pushed_at,
        source=source.id,
        branches=dict(source.branches),
        commits=dict(source.commits),
        blobs=dict(source.blobs),
    )
    world.add(made)
    held = world.one(Account, owner.id)
    world.update(held, repositories=(*held.repositories, made.id))
    change.did("fork", source, by=owner.login)
    change.send("fork", None, source, made)
    return made


def forks_of(reader: Reader, source: Repository) -> list[Repository]:
    """The forks of a repository, newest first."""
    return [each for each in reversed(list(reader.every(Repository))) if each.source == source.id]


def history(reader: Reader, repo: Repository, commit: Commit | None) -> Iterator[Commit]:
    """A commit and all before it, newest first."""
    while commit is not None:
        yield commit
        commit = reader.find(Commit, repo.commits.get(commit.parent or ""))


def changed_between(before: Commit, after: Commit) -> list[tuple[str, str, str]]:
    """Path, status and blob of every file that is not the same in two commits."""
    found = []
    for path in sorted(before.tree.keys() | after.tree.keys()):
        old, new = before.tree.get(path), after.tree.get(path)
        if old != new:
            found.append((path, "removed" if new is None else "modified" if old else "added", new or old or ""))
    return found
