"""What GitHub would tell about the subject of a webhook: what its payload says, and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.contract.answering import Known
from tests.contract.published import graphql_schema

Json = Mapping[str, Any]

_TYPES = {"issue": "Issue", "pull_request": "PullRequest", "discussion": "Discussion"}
_NONE: Json = {"nodes": [], "totalCount": 0}
_PAGE = {"hasNextPage": False, "endCursor": None}
_EMPTY = (
    "comments",
    "reviews",
    "latestOpinionatedReviews",
    "timelineItems",
    "projectItems",
    "reactions",
    "closingIssuesReferences",
)
"""What a payload does not tell of an item: in these examples there is none."""


def told_by(payload: Json, rules: str) -> Known:
    """What a GitHub knows that sent this payload, of repositories that all hold these rules."""
    nodes = {node["id"]: node for node in (*_items(payload), _repository(payload, rules)) if node["id"]}
    mutations = graphql_schema().mutation_type
    assert mutations is not None
    return {
        "Query.node": lambda **asked: nodes.get(asked["id"]),
        "Query.user": lambda login: {"id": login},
        "Query.search": _NONE,
        **{f"Mutation.{name}": {} for name in mutations.fields},
        "Mutation.addAssigneesToAssignable": lambda input: {  # noqa: A006 - as above
            "assignable": {
                "__typename": "Issue",
                "assignees": {"nodes": [{"login": id_} for id_ in input["assigneeIds"]]},
            }
        },
    }


def _items(payload: Json) -> Iterator[dict[str, Any]]:
    repository = _repository(payload, "")
    for kind in _TYPES:
        if isinstance(payload.get(kind), dict):
            yield _item(kind, payload[kind]) | {"repository": repository}
    if payload.keys() & {"check_run", "check_suite", "sha"}:
        yield _ENDS_HERE | {"repository": repository}
    card = payload.get("projects_v2_item")
    if isinstance(card, dict):
        told = {
            "node_id": card.get("content_node_id"),
            "number": 7,
            "title": "On the board",
            "html_url": "https://github.com/7",
        }
        yield _item("issue", told) | {"repository": repository}


def _repository(payload: Json, rules: str) -> dict[str, Any]:
    home = (payload.get("organization") or {}).get("login", "octo-org")
    told = payload.get("repository") or {"node_id": "R_1", "id": 1, "full_name": f"{home}/octo-repo"}
    blob = {"__typename": "Blob", "oid": "0" * 40, "text": rules, "byteSize": len(rules), "isTruncated": False}

    def thing(expression: str | None = None, oid: str | None = None) -> Json | None:
        if oid is not None:
            pull = _ENDS_HERE | {"headRefOid": oid, "repository": _repository(payload, rules)}
            return {"__typename": "Commit", "associatedPullRequests": {"nodes": [pull]}}
        return blob if expression == "HEAD:.github/pathways.yml" else None

    return {
        "__typename": "Repository",
        "id": told.get("node_id"),
        "databaseId": told.get("id"),
        "nameWithOwner": told.get("full_name"),
        "isPrivate": told.get("private", False),
        "label": lambda name: {"id": f"label:{name}"},
        "object": thing,
    }


def _item(kind: str, told: Json) -> dict[str, Any]:
    """An issue, a pull request or a discussion; of one without a time it was always so."""
    pull = kind == "pull_request" or told.get("pull_request") is not None
    moment = told.get("created_at") or "2019-05-15T15:20:18Z"
    state = "MERGED" if told.get("merged") else str(told.get("state") or "open").upper()
    return {
        "__typename": "PullRequest" if pull else _TYPES[kind],
        "id": told.get("node_id"),
        "number": told.get("number"),
        "title": told.get("title") or "",
        "body": told.get("body") or "",
        "url": told.get("html_url") or "https://github.com",
        "state": state,
        "closed": state == "CLOSED",
        "createdAt": moment,
        "updatedAt": told.get("updated_at") or moment,
        "authorAssociation": told.get("author_association") or "NONE",
        "author": _account(told.get("user")),
        "isDraft": bool(told.get("draft")),
        "headRefName": (told.get("head") or {}).get("ref") or "changes",
        "baseRefName": (told.get("base") or {}).get("ref") or "master",
        "labels": {"nodes": [{"name": label["name"]} for label in told.get("labels") or ()]},
        "assignees": {"nodes": [{"login": person["login"]} for person in told.get("assignees") or ()]},
        "milestone": {"title": told["milestone"]["title"]} if told.get("milestone") else None,
        "reviewRequests": {"nodes": [{"requestedReviewer": each} for each in _asked(told)]},
        "files": {"nodes": [], "pageInfo": _PAGE},
        **dict.fromkeys(_EMPTY, _NONE),
    }


def _asked(told: Json) -> Iterator[dict[str, Any] | None]:
    yield from (_account(person) for person in told.get("requested_reviewers") or ())
    yield from ({"__typename": "Team", "combinedSlug": team["slug"]} for team in told.get("requested_teams") or ())


def _account(told: Json | None) -> dict[str, Any] | None:
    if not told or "login" not in told:
        return None
    return {"__typename": told.get("type", "User"), "login": told["login"].removesuffix("[bot]")}


_ENDS_HERE = _item(
    "pull_request", {"node_id": "PR_2", "number": 2, "title": "A pull request", "html_url": "https://x.org"}
)
"""Every commit of which a check or a status tells is the last one of this pull request."""
