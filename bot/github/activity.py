"""When people last did something to an item, read from its timeline. Pure."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.github.history import login_of
from rules.facts import UNKNOWN, Acts, Maybe

_EVER = datetime.min.replace(tzinfo=UTC)
_Act = tuple[Any, datetime]


def human_acts(node: Mapping[str, Any]) -> Maybe[Acts]:
    """When each person did something last to an item, as far as it can be seen."""
    acts = node.get("acts")
    if not isinstance(acts, Mapping) or not isinstance(acts.get("nodes"), list):
        return UNKNOWN
    seen = _seen(acts)
    by = {login_of(who).lower(): at for who, at in sorted([*seen, *_own(node)], key=lambda act: act[1])}
    return Acts(by=by, since=_from(acts, seen, otherwise=_EVER))


def last_human_act(node: Mapping[str, Any]) -> Maybe[datetime]:
    """The moment of the last act of anybody who is no bot; what was opened by a bot alone counts from its opening.

    Where all acts that GitHub was asked for are bots', earlier ones are not asked for: then a person's last act was
    before the oldest of these, and its moment is taken. So nothing is ever taken for idle too early.
    """
    acts = node.get("acts")
    if not isinstance(acts, Mapping) or not isinstance(acts.get("nodes"), list):
        return UNKNOWN
    now = datetime.fromisoformat(node["updatedAt"])  # a commit bears whatever time its author's clock showed
    seen = _seen(acts)
    bound = _from(acts, seen, otherwise=datetime.fromisoformat(node["createdAt"]))
    return min(now, max([at for who, at in (*seen, *_own(node)) if _human(who)] + [bound]))


def activity_of(node: Mapping[str, Any]) -> dict[str, Any]:
    """When a person, and each of them, last did something to an item or to a pull request that will close it.

    And the pull request of these that waits for a reviewer: nobody else can go on then.
    """
    last = last_human_act(node)
    if last is UNKNOWN:
        return {}
    pulls = [pull for pull in (node.get("work") or {"nodes": ()})["nodes"] if pull]
    acts = [act for pull in pulls if isinstance(act := last_human_act(pull), datetime)]
    waiting = [pull["number"] for pull in pulls if _waits_for_a_reviewer(pull)]
    everywhere = [one for each in (node, *pulls) if isinstance(one := human_acts(each), Acts)]
    by = {who: max(one.by.get(who, _EVER) for one in everywhere) for one in everywhere for who in one.by}
    return {
        "human_at": max([last, *acts]),
        "reviewing": waiting[0] if waiting else None,
        "acts": Acts(by=by, since=max(one.since for one in everywhere)),
    }


def _waits_for_a_reviewer(pull: Mapping[str, Any]) -> bool:
    """Whether somebody is asked for a review and has not answered, or nobody has said anything at all yet."""
    asked, answered = pull["reviewRequests"], pull["opinions"]
    unheard = bool(asked and asked["totalCount"]) or not (answered and answered["totalCount"])
    return pull["state"] == "OPEN" and not pull["isDraft"] and unheard


def _seen(acts: Mapping[str, Any]) -> list[_Act]:
    """The acts that GitHub was asked for."""
    return [(who, datetime.fromisoformat(at)) for act in acts["nodes"] if act for who, at in _done(act) if at]


def _own(node: Mapping[str, Any]) -> list[_Act]:
    """What the item itself tells: that it was opened, and its first text edited."""
    told = [(node.get("author"), node["createdAt"]), (node.get("editor"), node.get("lastEditedAt"))]
    return [(who, datetime.fromisoformat(at)) for who, at in told if at]


def _from(acts: Mapping[str, Any], seen: list[_Act], *, otherwise: datetime) -> datetime:
    """From when on all acts were seen; `otherwise` where there are no earlier ones."""
    return min(at for _, at in seen) if acts["pageInfo"]["hasPreviousPage"] and seen else otherwise


def _done(act: Mapping[str, Any]) -> Iterator[tuple[Any, str | None]]:
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
