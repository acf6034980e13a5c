"""The bot's one comment, a second time and late: it came of a write that was repeated, and goes away.

GitHub may show a write only minutes after it gave no answer to it. By then the bot has written its comment again, and
knows that one. What it hears of the other is its own echo.
"""

from typing import Any

from bot.github.document import Part
from bot.hub import Hub
from bot.looking.scene import Scene
from bot.writing.comment import is_ours

_BEGUN = frozenset({"issue_comment.created", "discussion_comment.created"})
_COMMENT = "{ ... on IssueComment { id body viewerDidAuthor } ... on DiscussionComment { id body viewerDidAuthor } }"


async def remove_late_doubles(hub: Hub, scene: Scene) -> None:
    """Delete comments that look like the bot's one comment and are not the one that it knows.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read` and `GraphQL.write`.
    """
    record = scene.memory.record
    known = record.comment_id if record else None
    leave = scene.memory.unsettled or hub.observes(scene.item.repo, scene.book)
    others = [] if known is None or leave else _others(scene, known)
    if known is not None and others:
        doubles = await _there(hub, scene, known, others)
        await hub.performer.remove_doubles(scene.item, doubles, scene.nudges.ids)


def _others(scene: Scene, known: str) -> list[str]:
    """The comments that these echoes tell of, other than the known one."""
    own = scene.own_login.lower()
    mine = [event for event in scene.nudges.events if event.name in _BEGUN and event.actor.login.lower() == own]
    said = [event.said for event in mine if is_ours(str(event.facts.event_comment))]
    return list(dict.fromkeys(comment for comment in said if comment and comment != known))


async def _there(hub: Hub, scene: Scene, known: str, others: list[str]) -> list[str]:
    """Those of the others that are there, as long as the known one is there too."""
    asked = {f"c{n}": comment for n, comment in enumerate((known, *others))}
    parts = [Part(alias, f"node(id: ${alias}) {_COMMENT}", {alias: ("ID!", id_)}) for alias, id_ in asked.items()]
    answer = await hub.graphql.read(scene.item.installation, parts, scene.nudges.ids)
    found = {alias: answer.found(alias) for alias in asked}
    there = [asked[alias] for alias, comment in found.items() if _is_mine(comment)]
    return [comment for comment in there if comment != known] if known in there else []


def _is_mine(comment: Any) -> bool:
    return isinstance(comment, dict) and bool(comment.get("viewerDidAuthor")) and is_ours(str(comment.get("body")))
