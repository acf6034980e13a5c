"""The changes of files that may be proposed in one look: by its rules, by what people ask for, by what they decided."""

from bot.looking.scene import Scene
from bot.proposing.asked import Asked, asked_by_people, asked_by_rules
from bot.proposing.completing import asked_by_steps
from bot.voting.granting import asked_by_votes, grants


def proposing(scene: Scene) -> list[Asked]:
    """All of them."""
    item, book, memory = scene.item, scene.book, scene.memory
    pending = grants(book, memory.votes, memory.ours, scene.members, str(item))
    return [
        *asked_by_rules(book, scene.rules, item.repo, item.number),
        *asked_by_people(book, scene.occasions, item.repo),
        *asked_by_votes(book, pending, item.repo),
        *asked_by_steps(book, memory.recorded, memory.ours, item.repo, item.number),
    ]
