"""Labels, milestones and categories of discussions."""

from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.registry import field
from bot.sandbox.graphql.repos import name_with_owner, repository_of
from bot.sandbox.world.items import Category, Label, Milestone
from bot.sandbox.world.records import Account


@field("Label", "isDefault")
def is_default(_held: Label, _info: Info) -> bool:
    """Whether GitHub made it."""
    return False


@field("Label", "url", "resourcePath")
def label_url(held: Label, info: Info) -> str:
    """Where a browser would look for a label."""
    base = info.context.lens.web if info.field_name == "url" else ""
    return f"{base}/{name_with_owner(repository_of(held, info), info)}/labels/{held.name}"


@field("Milestone", "url", "resourcePath")
def milestone_url(held: Milestone, info: Info) -> str:
    """Where a browser would look for a milestone."""
    base = info.context.lens.web if info.field_name == "url" else ""
    return f"{base}/{name_with_owner(repository_of(held, info), info)}/milestone/{held.number}"


@field("Milestone", "state")
def milestone_state(held: Milestone, _info: Info) -> str:
    """Open or closed."""
    return held.state.upper()


@field("Milestone", "closed")
def milestone_closed(held: Milestone, _info: Info) -> bool:
    """Whether it is closed."""
    return held.state == "closed"


@field("Milestone", "creator")
def milestone_creator(held: Milestone, info: Info) -> Account | None:
    """Who made it."""
    return info.context.reader.find(Account, held.creator)


@field("DiscussionCategory", "isAnswerable")
def is_answerable(held: Category, _info: Info) -> bool:
    """Whether its discussions can have an answer."""
    return held.answerable


@field("DiscussionCategory", "emojiHTML")
def emoji_html(held: Category, _info: Info) -> str:
    """Its emoji."""
    return f"<div>{held.emoji}</div>"
