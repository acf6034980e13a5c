"""What people say on an item where they decide: its comments, and the reactions to the bot's own ones on decisions.

Asked for only where a decision is open, or is about to be.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.github.history import login_of
from bot.github.queries import TYPES
from bot.item import ItemRef
from bot.voting.telling import digest_of, key_in
from rules.facts import UNKNOWN, Maybe
from rules.votes import Posted, Remark, Talk

MOST = 5_000
"""Comments on one item, and reactions to one comment; of more nobody can say how they were counted."""
LONGEST = 4_000
"""Characters of a comment that are read: who votes says so before that."""
_SIDES = {"THUMBS_UP": "+1", "THUMBS_DOWN": "-1"}
_PAGE = "pageInfo { hasNextPage endCursor }"
_SAID = "author { __typename login } body createdAt lastEditedAt viewerDidAuthor"
_TALK = {
    "issue": f"timelineItems(first: 100, after: $after, since: $since, itemTypes: [ISSUE_COMMENT]) "
    f"{{ {_PAGE} nodes {{ ... on IssueComment {{ id {_SAID} }} }} }}",
    "pull_request": f"timelineItems(first: 100, after: $after, since: $since, "
    f"itemTypes: [ISSUE_COMMENT, PULL_REQUEST_REVIEW]) {{ {_PAGE} nodes "
    f"{{ ... on IssueComment {{ id {_SAID} }} ... on PullRequestReview {{ id {_SAID} }} }} }}",
    "discussion": f"comments(first: 50, after: $after) "
    f"{{ {_PAGE} nodes {{ id {_SAID} replies(first: 50) {{ {_PAGE} nodes {{ id {_SAID} }} }} }} }}",
}
_REPLIES = f"... on DiscussionComment {{ replies(first: 100, after: $after) {{ {_PAGE} nodes {{ id {_SAID} }} }} }}"
_REACTIONS = f"reactions(first: 100, after: $after) {{ {_PAGE} nodes {{ content createdAt user {{ login }} }} }}"


async def read_talk(
    graphql: GraphQL, item: ItemRef, since: datetime | None, running: str, deliveries: Sequence[str]
) -> Maybe[Talk]:
    """What was said; unknown where GitHub does not tell all of it.

    Args:
        graphql: to ask with.
        item: where.
        since: from when on it matters; None for all of it.
        running: the key of the decision that is open, whose reactions count; empty where none is.
        deliveries: on whose account it is asked.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    place, field = f"... on {TYPES[item.kind]} {{ {_TALK[item.kind]} }}", "comments"
    variables: dict[str, tuple[str, Any]] = {"subject": ("ID!", item.node)}
    if item.kind != "discussion":
        variables["since"], field = ("DateTime", since.isoformat() if since else None), "timelineItems"
    said = await _all(graphql, item, place, variables, lambda node: node.get(field), deliveries)
    said = None if said is None else await _with_replies(graphql, item, said, deliveries)
    if said is None:
        return UNKNOWN
    talk = _talk([node for node in said if node.get("createdAt")])
    posted = talk.posted.get(running)
    if posted is None:
        return talk
    place = f"... on IssueComment {{ {_REACTIONS} }} ... on DiscussionComment {{ {_REACTIONS} }}"
    asked: dict[str, tuple[str, Any]] = {"subject": ("ID!", posted.id)}
    given = await _all(graphql, item, place, asked, lambda node: node.get("reactions"), deliveries)
    if given is None:
        return UNKNOWN
    with_reactions = replace(posted, reactions=tuple(_reactions(given)))
    return replace(talk, posted={**talk.posted, running: with_reactions})


async def _all(
    graphql: GraphQL,
    item: ItemRef,
    place: str,
    variables: Mapping[str, tuple[str, Any]],
    held: Callable[[Mapping[str, Any]], Any],
    deliveries: Sequence[str],
) -> list[Mapping[str, Any]] | None:
    """All nodes of a connection, page by page; None where one cannot be told, or there are too many."""
    nodes: list[Mapping[str, Any]] = []
    after: str | None = None
    while len(nodes) < MOST:
        part = Part("talk", f"node(id: $subject) {{ {place} }}", {**variables, "after": ("String", after)})
        answer = await graphql.read(item.installation, [part], deliveries)
        page = held(answer.found("talk") or {})
        if not isinstance(page, Mapping):
            return None
        nodes += [node for node in page["nodes"] if node]
        if not page["pageInfo"]["hasNextPage"]:
            return nodes
        after = page["pageInfo"]["endCursor"]
    return None


async def _with_replies(
    graphql: GraphQL, item: ItemRef, nodes: Sequence[Mapping[str, Any]], deliveries: Sequence[str]
) -> list[Mapping[str, Any]] | None:
    """The comments with the replies to each; None where those cannot be told."""
    found: list[Mapping[str, Any]] = []
    for node in nodes:
        replies = node.get("replies") or {"nodes": (), "pageInfo": {"hasNextPage": False}}
        told: Sequence[Mapping[str, Any]] | None = replies["nodes"]
        if replies["pageInfo"]["hasNextPage"]:
            subject = {"subject": ("ID!", node["id"])}
            told = await _all(graphql, item, _REPLIES, subject, lambda thread: thread.get("replies"), deliveries)
        if told is None:
            return None
        found += [node, *(reply for reply in told if reply)]
    return found


def _talk(said: Sequence[Mapping[str, Any]]) -> Talk:
    remarks, doubles = [], []
    posted: dict[str, Posted] = {}
    for node in said:
        if not node["viewerDidAuthor"]:
            remarks.append(_remark(node))
        elif (key := key_in(node["body"])) in posted:
            doubles.append(str(node["id"]))
        elif key is not None:
            at = datetime.fromisoformat(node["createdAt"])
            posted[key] = Posted(id=node["id"], at=at, digest=digest_of(node["body"]))
    return Talk(remarks=tuple(remarks), posted=posted, doubles=tuple(doubles))


def _remark(node: Mapping[str, Any]) -> Remark:
    edited = node.get("lastEditedAt")
    return Remark(
        login=login_of(node.get("author")),
        text=(node.get("body") or "")[:LONGEST],
        at=datetime.fromisoformat(node["createdAt"]),
        edited_at=datetime.fromisoformat(edited) if edited else None,
    )


def _reactions(given: Sequence[Mapping[str, Any]]) -> Iterator[Remark]:
    for one in given:
        if (side := _SIDES.get(one["content"])) and one.get("user"):
            at = datetime.fromisoformat(one["createdAt"])
            yield Remark(login=one["user"]["login"], text=side, at=at, reaction=True)
