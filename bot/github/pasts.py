"""Reads the past of a repository's items, page by page: what each is now, and what happened to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.github.history import login_of

PAGE = 15
"""Items in a page: with all that happened to them under a point of GitHub's limit, as all that the bot asks."""
_CONNECTIONS = {"issue": "issues", "pull_request": "pullRequests"}
KINDS = tuple(_CONNECTIONS)
_WHO = "{ __typename login }"
_LABEL = " label { name }"
_TITLE = " milestoneTitle"
_WHOM = " assignee { ... on User { login } ... on Bot { login } ... on Mannequin { login } }"
_ASKED = " requestedReviewer { ... on User { login } ... on Mannequin { login } ... on Team { combinedSlug } }"
_BOTH = {
    "LabeledEvent": ("labeled", _LABEL),
    "UnlabeledEvent": ("unlabeled", _LABEL),
    "AssignedEvent": ("assigned", _WHOM),
    "UnassignedEvent": ("unassigned", _WHOM),
    "MilestonedEvent": ("milestoned", _TITLE),
    "DemilestonedEvent": ("demilestoned", _TITLE),
    "RenamedTitleEvent": ("renamed", " previousTitle"),
    "ClosedEvent": ("closed", ""),
    "ReopenedEvent": ("reopened", ""),
}
_PULLS = {
    "ReviewRequestedEvent": ("review_requested", _ASKED),
    "ReviewRequestRemovedEvent": ("review_request_removed", _ASKED),
    "ReadyForReviewEvent": ("ready_for_review", ""),
    "ConvertToDraftEvent": ("converted_to_draft", ""),
    "MergedEvent": ("merged", ""),
}
_EVENTS = _BOTH | _PULLS
_OF_ALL = f"""number url title body state locked createdAt updatedAt authorAssociation author {_WHO}
labels(first: 100) {{ nodes {{ name }} }} assignees(first: 20) {{ nodes {{ login }} }} milestone {{ title }}
reactions(first: 1) {{ totalCount }}"""
_OF_PULLS = "isDraft additions deletions headRefName baseRefName files(first: 100) { nodes { path } }"


@dataclass(frozen=True, slots=True)
class Book:
    """The items of one kind in one repository, from some page on, the newest first.

    Attributes:
        repo: the repository's node id.
        by: CREATED_AT or UPDATED_AT: what the newest is.
        since: where it ends; None for the very beginning.
        after: where the page begins; None for the first one.
    """

    repo: str
    kind: str
    by: str = "CREATED_AT"
    since: datetime | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of it.

    Attributes:
        items: as `bot.backtest.history` keeps them.
        all: how many items of the kind the repository has.
        following: the rest of the book; None where there is none.
    """

    items: tuple[dict[str, Any], ...]
    all: int
    following: Book | None


async def read_page(graphql: GraphQL, installation: int, book: Book) -> Page:
    """A page; what the App may not see is empty.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    answer = await graphql.read(installation, [_part(book)])
    found = answer.found("past")
    held = found.get(_CONNECTIONS[book.kind]) if isinstance(found, dict) else None
    if not isinstance(held, dict):
        return Page((), 0, None)
    nodes = [node for node in held["nodes"] if node]
    field = "createdAt" if book.by == "CREATED_AT" else "updatedAt"
    wanted = [node for node in nodes if book.since is None or datetime.fromisoformat(node[field]) >= book.since]
    more = held["pageInfo"]["hasNextPage"] and len(wanted) == len(nodes)
    following = replace(book, after=held["pageInfo"]["endCursor"]) if more else None
    return Page(tuple(_item(node, book.kind) for node in wanted), held["totalCount"], following)


def _part(book: Book) -> Part:
    pull = book.kind == "pull_request"
    events = _EVENTS if pull else _BOTH
    types = [_filter(name) for name in events] + ["ISSUE_COMMENT"]
    spread = [f"... on {name} {{ createdAt actor {_WHO}{more} }}" for name, (_, more) in events.items()]
    spread.append(f"... on IssueComment {{ createdAt author {_WHO} }}")
    if pull:
        types += ["PULL_REQUEST_REVIEW", "PULL_REQUEST_COMMIT"]
        spread.append(f"... on PullRequestReview {{ submittedAt state author {_WHO} }}")
        spread.append("... on PullRequestCommit { commit { committedDate author { user { login } } } }")
    past = f"timelineItems(first: 100, itemTypes: [{', '.join(types)}]) {{ nodes {{ __typename {' '.join(spread)} }} }}"
    asked = f"first: {PAGE}, after: $after, orderBy: {{field: {book.by}, direction: DESC}}"
    item = f"{_OF_ALL} {_OF_PULLS if pull else ''} {past}"
    held = (
        f"{_CONNECTIONS[book.kind]}({asked}) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {item} }} }}"
    )
    variables = {"repo": ("ID!", book.repo), "after": ("String", book.after)}
    return Part("past", f"node(id: $repo) {{ ... on Repository {{ {held} }} }}", variables)


def _filter(name: str) -> str:
    """`LabeledEvent` as the filter names it: `LABELED_EVENT`."""
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name)[1:]


def _item(node: Mapping[str, Any], kind: str) -> dict[str, Any]:
    milestone = node.get("milestone")
    told = {
        "kind": kind,
        **{name: node[name] for name in ("number", "url", "title", "locked")},
        "body": node.get("body") or "",
        "author": login_of(node.get("author")),
        "association": node["authorAssociation"],
        "created_at": node["createdAt"],
        "updated_at": node["updatedAt"],
        "state": str(node["state"]).lower(),
        "labels": [each["name"] for each in node["labels"]["nodes"]],
        "assignees": [each["login"] for each in node["assignees"]["nodes"]],
        "milestone": milestone["title"] if milestone else None,
        "reactions": node["reactions"]["totalCount"],
        "happened": sorted(_happened(node), key=lambda each: str(each["at"])),
    }
    return told | (_of_pull(node) if kind == "pull_request" else {})


def _of_pull(node: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "draft": node["isDraft"],
        "additions": node["additions"],
        "deletions": node["deletions"],
        "head": node["headRefName"],
        "base": node["baseRefName"],
        "files": [each["path"] for each in (node.get("files") or {"nodes": ()})["nodes"]],
    }


def _happened(node: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for line in node["timelineItems"]["nodes"]:
        name = str((line or {}).get("__typename", ""))
        if name in _EVENTS:
            about = {"name": _name(line), "by": login_of(line.get("actor"))}
            yield {"at": line["createdAt"], "what": _EVENTS[name][0], **about}
        elif name == "IssueComment":
            yield {"at": line["createdAt"], "what": "commented", "by": login_of(line.get("author"))}
        elif name == "PullRequestReview" and line.get("submittedAt"):
            about = {"name": str(line["state"]).lower(), "by": login_of(line.get("author"))}
            yield {"at": line["submittedAt"], "what": "reviewed", **about}
        elif name == "PullRequestCommit" and line["commit"]["committedDate"] > node["createdAt"]:
            author = (line["commit"].get("author") or {}).get("user")
            yield {"at": line["commit"]["committedDate"], "what": "synchronize", "by": login_of(author)}


def _name(line: Mapping[str, Any]) -> str:
    """What an event is about: a label, a person, a team, a title."""
    for key, name in (("label", "name"), ("assignee", "login"), ("requestedReviewer", "login")):
        about = line.get(key)
        if isinstance(about, Mapping):
            return str(about.get(name) or about.get("combinedSlug") or "ghost")
    return str(line.get("milestoneTitle") or line.get("previousTitle") or "")
