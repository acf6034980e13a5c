"""When a person last did something to an item, read from its timeline. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.github.history import login_of
from rules.facts import UNKNOWN, Maybe, Unknown

_Act = tuple[Any, str | None]


def last_human_act(node: Mapping[str, Any]) -> Maybe[datetime]:
    """The moment of the last act of anybody who is no bot; what was opened by a bot alone counts from its opening.

    Where all acts that GitHub was asked for are bots', earlier ones are not asked for: then a person's last act was
    before the oldest of these, and its moment is taken. So nothing is ever taken for idle too early.
    """
    acts = node.get("acts")
    if not isinstance(acts, Mapping) or not isinstance(acts.get("nodes"), list):
        return UNKNOWN
    now = datetime.fromisoformat(node["updatedAt"])  # a commit bears whatever time its author's clock showed
    seen = [(who, datetime.fromisoformat(at)) for act in acts["nodes"] if act for who, at in _done(act) if at]
    own = [(node.get("author"), node["createdAt"]), (node.get("editor"), node.get("lastEditedAt"))]
    told = [*seen, *((who, datetime.fromisoformat(at)) for who, at in own if at)]
    opened = datetime.fromisoformat(node["createdAt"])
    unseen = acts["pageInfo"]["hasPreviousPage"] and seen
    bound = min(at for _, at in seen) if unseen else opened
    return min(now, max([at for who, at in told if _human(who)] + [bound]))


def activity_of(node: Mapping[str, Any]) -> dict[str, Any]:
    """When a person last did something to an item or to a pull request that will close it.

    And the pull request of these that waits for a reviewer: nobody else can go on then.
    """
    last = last_human_act(node)
    if isinstance(last, Unknown):
        return {}
    pulls = [pull for pull in (node.get("work") or {"nodes": ()})["nodes"] if pull]
    acts = [act for pull in pulls if isinstance(act := last_human_act(pull), datetime)]
    waiting = [pull["number"] for pull in pulls if _waits_for_a_reviewer(pull)]
    return {"human_at": max([last, *acts]), "reviewing": waiting[0] if waiting else None}


def _waits_for_a_reviewer(pull: Mapping[str, Any]) -> bool:
    """Whether somebody is asked for a review and has not answered, or nobody has said anything at all yet."""
    asked, answered = pull["reviewRequests"], pull["opinions"]
    unheard = bool(asked and asked["totalCount"]) or not (answered and answered["totalCount"])
    return pull["state"] == "OPEN" and not pull["isDraft"] and unheard


def _done(act: Mapping[str, Any]) -> Iterator[_Act]:
    """Who did what one entry of the timeline tells of, and when."""
    commit = act.get("commit")
    if isinstance(commit, Mapping):
        yield _committer(commit.get("author")), commit.get("committedDate")
        return
    yield act.get("actor") or act.get("author"), act.get("submittedAt") or act.get("createdAt")
    yield act.get("editor"), act.get("lastEditedAt")
    for reply in (act.get("replies") or {"nodes": ()})["nodes"]:
        if reply:
            yield reply.get("author"), reply.get("createdAt")


def _committer(author: Any) -> Mapping[str, Any]:
    """A commit's author as an account; of one that GitHub does not know by mail address the name must do."""
    known = author if isinstance(author, Mapping) else {}
    return known.get("user") or {"login": known.get("name") or "ghost"}


def _human(who: Any) -> bool:
    return not login_of(who).endswith("[bot]")
