"""Verbs on the fields of an organisation's first board. GitHub tells nobody of any of them."""

from bot.sandbox.acts.registry import BadAct, Scene, verb
from bot.sandbox.world import cards
from bot.sandbox.world.boards import Card, Field, Project


@verb
def rename_field(scene: Scene, organization: str, name: str, field: str = "Status") -> Field:
    """A person renames a field; its id stays."""
    return scene.world.update(_field(scene, organization, field), name=name)


@verb
def delete_option(scene: Scene, organization: str, option: str, field: str = "Status") -> Field:
    """A person deletes a column; its cards are in none then."""
    held = _field(scene, organization, field)
    gone, key = cards.option(held, option)["id"], str(held.id)
    for card in scene.world.every(Card):
        if card.values.get(key, {}).get("value") == gone:
            scene.world.update(card, values={name: value for name, value in card.values.items() if name != key})
    return scene.world.update(held, options=tuple(one for one in held.options if one["id"] != gone))


@verb
def add_option(scene: Scene, organization: str, option: str, field: str = "Status") -> Field:
    """A person adds a column."""
    held = _field(scene, organization, field)
    new = {"id": f"{scene.world.number():08x}"[-8:], "name": option, "description": "", "color": "GRAY"}
    return scene.world.update(held, options=(*held.options, new))


def _field(scene: Scene, organization: str, name: str) -> Field:
    board = scene.world.one(Project, scene.organization(organization).projects[0])
    for held in scene.world.many(Field, board.fields):
        if held.name.lower() == name.lower():
            return held
    raise BadAct(f"{board.title} has no field {name!r}")
