"""Mutations of boards."""

from typing import Any

from bot.sandbox.graphql.context import Context
from bot.sandbox.graphql.registry import mutation
from bot.sandbox.refusals import Refusal
from bot.sandbox.world import cards
from bot.sandbox.world.boards import Card, Field, Project
from bot.sandbox.world.items import Item

Input = dict[str, Any]


def _place(context: Context, given: Input) -> tuple[Project, Card]:
    return context.node(given["projectId"], Project), context.node(given["itemId"], Card)


@mutation("addProjectV2ItemById")
def add_item(context: Context, given: Input) -> Input:
    """Put an issue or pull request on a board."""
    project, item = context.node(given["projectId"], Project), context.node(given["contentId"], Item)
    card = cards.add(context.change, project, item)
    context.added.add(card.id)
    return {"item": card}


@mutation("updateProjectV2ItemFieldValue")
def set_value(context: Context, given: Input) -> Input:
    """Set a card's field. What this very request put on the board cannot be updated in it."""
    project, card = _place(context, given)
    if card.id in context.added:
        raise Refusal("You cannot add and update an item in the same call.")
    field = context.node(given["fieldId"], Field)
    return {"projectV2Item": cards.set_value(context.change, project, card, field, given["value"])}


@mutation("clearProjectV2ItemFieldValue")
def clear_value(context: Context, given: Input) -> Input:
    """Empty a card's field."""
    project, card = _place(context, given)
    field = context.node(given["fieldId"], Field)
    return {"projectV2Item": cards.clear_value(context.change, project, card, field)}


@mutation("archiveProjectV2Item")
def archive(context: Context, given: Input) -> Input:
    """Archive a card."""
    return {"item": cards.archive(context.change, *_place(context, given))}


@mutation("unarchiveProjectV2Item")
def unarchive(context: Context, given: Input) -> Input:
    """Bring a card back."""
    return {"item": cards.archive(context.change, *_place(context, given), archived=False)}


@mutation("deleteProjectV2Item")
def delete(context: Context, given: Input) -> Input:
    """Take a card off a board."""
    cards.remove(context.change, *_place(context, given))
    return {"deletedItemId": given["itemId"]}
