"""An item's state: open or closed, locked, pinned, its title and text, deleted, moved elsewhere."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.sandbox.refusals import Refusal
from bot.sandbox.world import comments, labelbook
from bot.sandbox.world import labels as wearing
from bot.sandbox.world.change import Change, event_of
from bot.sandbox.world.items import Discussion, Issue, Item, Label, PullRequest
from bot.sandbox.world.links import closed_by
from bot.sandbox.world.records import Number, Repository

MOST_PINNED = 3


def close(change: Change, item: Item, reason: str | None = None) -> Item:
    """Close an item."""
    repo = change.may_write(item)
    if item.state == "closed":
        if isinstance(item, PullRequest) and item.merged_at:
            raise Refusal("Can't close a merged pull request")
        change.did("close", item, noop=True)
        return item
    if not isinstance(item, PullRequest):
        reason = reason or ("resolved" if isinstance(item, Discussion) else "completed")
    change.world.update(item, state="closed", state_reason=reason, closed_at=change.now, closed_by=change.actor.id)
    item = change.note("ClosedEvent", item, reason=reason)
    change.did("close", item, reason=reason)
    change.send(event_of(item), "closed", repo, item)
    return item


def reopen(change: Change, item: Item) -> Item:
    """Open an item again."""
    repo = change.may_write(item)
    if item.state == "open":
        change.did("reopen", item, noop=True)
        return item
    if isinstance(item, PullRequest) and item.merged_at:
        raise Refusal("Could not open the pull request.")
    reason = None if isinstance(item, PullRequest) else "reopened"
    change.world.update(item, state="open", state_reason=reason, closed_at=None, closed_by=None)
    item = change.note("ReopenedEvent", item)
    change.did("reopen", item)
    change.send(event_of(item), "reopened", repo, item)
    return item


def edit(change: Change, item: Item, title: str | None = None, body: str | None = None) -> Item:
    """Change an item's title or text."""
    repo = change.may_write(item)
    changes: dict[str, Any] = {}
    if title is not None and title != item.title:
        changes["title"] = {"from": item.title}
    if body is not None and body != item.body:
        comments.check_body(body, empty=True)
        changes["body"] = {"from": item.body}
        if isinstance(item, PullRequest):
            item = change.world.update(item, closes=closed_by(change, repo, body))
    if not changes:
        change.did("edit", item, noop=True)
        return item
    old = item.title
    edited = {"last_edited_at": change.now, "editor": change.actor.id} if "body" in changes else {}
    item = change.world.touch(
        item, change.now, title=item.title if title is None else title, body=item.body if body is None else body,
        **edited,
    )  # fmt: skip
    if "title" in changes:
        item = change.note("RenamedTitleEvent", item, before=old, after=item.title)
    change.did("edit", item, changed=sorted(changes))
    change.send(event_of(item), "edited", repo, item, changes=changes)
    return item


def lock(change: Change, item: Item, reason: str | None = None) -> Item:
    """Lock an item's conversation."""
    repo = change.may_write(item)
    if item.locked:
        change.did("lock", item, noop=True)
        return item
    change.world.update(item, locked=True, lock_reason=reason)
    item = change.note("LockedEvent", item, reason=reason)
    change.did("lock", item, reason=reason)
    change.send(event_of(item), "locked", repo, item)
    return item


def unlock(change: Change, item: Item) -> Item:
    """Open an item's conversation again."""
    repo = change.may_write(item)
    if not item.locked:
        change.did("unlock", item, noop=True)
        return item
    change.world.update(item, locked=False, lock_reason=None)
    item = change.note("UnlockedEvent", item)
    change.did("unlock", item)
    change.send(event_of(item), "unlocked", repo, item)
    return item


def pin(change: Change, issue: Issue) -> Issue:
    """Pin an issue; a repository has three at most."""
    repo = change.may_write(issue)
    if issue.id in repo.pinned:
        raise Refusal("Issue is already pinned")
    if len(repo.pinned) >= MOST_PINNED:
        raise Refusal("Maximum 3 pinned issues per repository")
    repo = change.world.update(repo, pinned=(*repo.pinned, issue.id))
    issue = change.note("PinnedEvent", issue)
    change.did("pin", issue)
    change.send("issues", "pinned", repo, issue)
    return issue


def unpin(change: Change, issue: Issue) -> Issue:
    """Take an issue's pin out."""
    repo = change.may_write(issue)
    if issue.id not in repo.pinned:
        raise Refusal("Issue is not pinned")
    repo = change.world.update(repo, pinned=tuple(known for known in repo.pinned if known != issue.id))
    issue = change.note("UnpinnedEvent", issue)
    change.did("unpin", issue)
    change.send("issues", "unpinned", repo, issue)
    return issue


def delete(change: Change, item: Item) -> None:
    """Delete an item; its number is never used again."""
    repo = change.may_write(item)
    change.did("delete", item)
    change.send(event_of(item), "deleted", repo, item)
    _leave(change, repo, item)
    change.world.remove(item)


def transfer(change: Change, issue: Issue, target: Repository, *, make_labels: bool = False) -> Issue:
    """Move an issue to another repository of the same owner: a new number, its node id goes on to work."""
    repo = change.may_write(issue)
    change.may(target, "write", "issues")
    if target.owner != repo.owner:
        raise Refusal("You can only transfer issues between repositories owned by the same user or organization.")
    if target.id == repo.id:
        raise Refusal("Issue is already in this repository.")
    if repo.private and not target.private:
        raise Refusal("Issues cannot be transferred from a private repository to a public one.")
    _leave(change, repo, issue)
    kept = change.world.many(Label, issue.labels)
    labels = list(_worn_there(change, kept, target, make=make_labels))
    target = change.world.one(Repository, target.id)
    number = len(target.numbers) + 1
    target = change.world.update(target, numbers=(*target.numbers, issue.id))
    change.world.update(issue, repo=target.id, number=number, labels=tuple(labels), milestone=None)
    moved = change.note("TransferredEvent", change.world.one(Issue, issue.id), source=repo.id)
    change.did("transfer", moved)
    change.send("issues", "transferred", repo, issue, new_repository=target.id)
    change.send("issues", "opened", target, moved, old_repository=repo.id, old_issue=issue)
    return moved


def _worn_there(change: Change, labels: Sequence[Label], target: Repository, *, make: bool) -> Iterator[Number]:
    """The same labels in another repository: those that it has, or all of them."""
    for label in labels:
        there = wearing.named(change, target, label.name)
        if there is None and make:
            there = labelbook.create(change, target, label.name, label.color, label.description)
            target = change.world.one(Repository, target.id)
        if there is not None:
            yield there.id


def _leave(change: Change, repo: Repository, item: Item) -> None:
    numbers = tuple(0 if known == item.id else known for known in repo.numbers)
    pinned = tuple(known for known in repo.pinned if known != item.id)
    change.world.update(repo, numbers=numbers, pinned=pinned)
