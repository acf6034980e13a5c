"""Putting labels on items and taking them off."""

from collections.abc import Sequence

from bot.sandbox.refusals import NotFound
from bot.sandbox.world.change import Change, event_of
from bot.sandbox.world.items import Item, Label
from bot.sandbox.world.records import Repository


def named(change: Change, repo: Repository, name: str) -> Label | None:
    """The repository's label of that name, whatever its case."""
    wanted = name.lower()
    return next((known for known in change.world.many(Label, repo.labels) if known.name.lower() == wanted), None)


def add(change: Change, item: Item, labels: Sequence[Label]) -> Item:
    """Put labels on an item; one that is there already is no change: no webhook, no line in the timeline."""
    repo = change.may_write(item)
    for label in labels:
        if label.repo != item.repo:
            raise NotFound(f"Could not resolve to a node with the global id of '{change.world.node_id(label)}'")
    for label in labels:
        if label.id in item.labels:
            change.did("label", item, noop=True, label=label.name)
            continue
        change.world.update(item, labels=(*item.labels, label.id))
        item = change.note("LabeledEvent", item, label=label.id)
        change.did("label", item, label=label.name)
        change.send(event_of(item), "labeled", repo, item, label=label.id)
    return item


def remove(change: Change, item: Item, labels: Sequence[Label]) -> Item:
    """Take labels off an item; one that is not on it is no change."""
    repo = change.may_write(item)
    for label in labels:
        if label.id not in item.labels:
            change.did("unlabel", item, noop=True, label=label.name)
            continue
        change.world.update(item, labels=tuple(known for known in item.labels if known != label.id))
        item = change.note("UnlabeledEvent", item, label=label.id)
        change.did("unlabel", item, label=label.name)
        change.send(event_of(item), "unlabeled", repo, item, label=label.id)
    return item


def replace(change: Change, item: Item, labels: Sequence[Label]) -> Item:
    """Leave exactly these labels on an item."""
    wanted = {label.id for label in labels}
    gone = [label for label in change.world.many(Label, item.labels) if label.id not in wanted]
    item = remove(change, item, gone) if gone else item
    new = [label for label in labels if label.id not in item.labels]
    return add(change, item, new) if new else item
