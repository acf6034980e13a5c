"""Reactions to items and comments. GitHub sends no webhook for them."""

from bot.sandbox.refusals import NotFound
from bot.sandbox.world.change import Change
from bot.sandbox.world.items import Comment, Item, Reaction

CONTENTS = {
    "THUMBS_UP": "+1",
    "THUMBS_DOWN": "-1",
    "LAUGH": "laugh",
    "HOORAY": "hooray",
    "CONFUSED": "confused",
    "HEART": "heart",
    "ROCKET": "rocket",
    "EYES": "eyes",
}


def add(change: Change, subject: Item | Comment, content: str) -> Reaction:
    """React; the same reaction of the same person is given back as it is."""
    item = _item(change, subject)
    change.may_write(item)
    for known in change.world.many(Reaction, subject.reactions):
        if known.content == content and known.user == change.actor.id:
            change.did("react", item, noop=True, content=content)
            return known
    reaction = Reaction(
        id=change.world.number(), subject=subject.id, content=content, user=change.actor.id, created_at=change.now
    )
    change.world.add(reaction)
    change.world.update(subject, reactions=(*subject.reactions, reaction.id))
    change.did("react", item, content=content)
    return reaction


def remove(change: Change, subject: Item | Comment, content: str) -> Reaction:
    """Take one's own reaction back."""
    item = _item(change, subject)
    change.may_write(item)
    for known in change.world.many(Reaction, subject.reactions):
        if known.content == content and known.user == change.actor.id:
            left = tuple(number for number in subject.reactions if number != known.id)
            change.world.update(subject, reactions=left)
            change.world.remove(known)
            change.did("unreact", item, content=content)
            return known
    raise NotFound("Reaction not found")


def _item(change: Change, subject: Item | Comment) -> Item:
    return subject if isinstance(subject, Item) else change.world.one(Item, subject.item)
