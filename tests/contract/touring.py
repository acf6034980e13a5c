"""One request to each REST operation of the simulated GitHub, as a client with all rights would send it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson

from bot.sandbox.manifests import Manifest
from bot.sandbox.testing import Raw
from tests.contract.rest import Exchange

COMMUNITY: Mapping[str, Any] = {
    "organizations": [
        {"login": "acme", "owners": ["olga"], "members": ["ben"], "teams": [{"slug": "docs", "members": ["ben"]}]}
    ],
    "repositories": [
        {
            "name": "acme/site",
            "labels": ["bug", {"name": "old", "description": "Not used any more"}],
            "milestones": ["v1"],
            "collaborators": {"carl": "push"},
            "files": {"docs/guide.md": "Read me."},
            "items": [
                {"title": "It breaks", "author": "maria", "labels": ["bug"], "assignees": ["ben"], "milestone": "v1"},
                {"title": "It is mended", "author": "carl", "kind": "pull_request", "files": ["a.md"]},
                {"title": "How?", "author": "maria", "kind": "discussion"},
            ],
        }
    ],
    "installations": [{"account": "acme", "id": 77}],
}
SITE = "/repos/acme/site"

# The values in braces are those that earlier answers gave: see `_FOUND`.
TOUR: tuple[tuple[str, str, Any], ...] = (
    ("GET", "/app", None),
    ("GET", "/app/installations", None),
    ("GET", "/app/installations/77", None),
    ("POST", "/app/installations/77/access_tokens", {"permissions": {"issues": "read"}}),
    ("GET", f"{SITE}/installation", None),
    ("GET", "/orgs/acme/installation", None),
    ("GET", "/users/acme/installation", None),
    ("GET", "/installation/repositories", None),
    ("GET", "/rate_limit", None),
    ("GET", "/meta", None),
    ("GET", "/users/maria", None),
    ("GET", "/user/{person}", None),
    ("GET", "/users/acme", None),
    ("GET", "/orgs/acme", None),
    ("GET", "/orgs/acme/members", None),
    ("GET", "/orgs/acme/teams", None),
    ("GET", "/orgs/acme/teams/docs/members", None),
    ("PUT", "/orgs/acme/teams/docs/memberships/maria", {"role": "member"}),
    ("GET", "/orgs/acme/teams/docs/memberships/maria", None),
    ("GET", SITE, None),
    ("GET", f"{SITE}/forks", None),
    ("GET", f"{SITE}/compare/main...main", None),
    ("GET", f"{SITE}/contents/docs/guide.md", None),
    ("GET", f"{SITE}/contents/docs", None),
    ("PUT", f"{SITE}/contents/new.md", {"message": "Add", "content": "aGVsbG8="}),
    ("GET", f"{SITE}/git/blobs/{{blob}}", None),
    ("GET", f"{SITE}/git/ref/heads/main", None),
    ("POST", f"{SITE}/git/refs", {"ref": "refs/heads/other", "sha": "{main}"}),
    ("GET", f"{SITE}/collaborators/carl/permission", None),
    ("GET", f"{SITE}/assignees", None),
    ("GET", f"{SITE}/assignees/ben", None),
    ("GET", f"{SITE}/assignees/nobody", None),
    ("GET", f"{SITE}/labels", None),
    ("POST", f"{SITE}/labels", {"name": "new", "color": "ff00ff", "description": "It is new"}),
    ("POST", f"{SITE}/labels", {"name": "new"}),
    ("GET", f"{SITE}/labels/new", None),
    ("GET", f"{SITE}/labels/none", None),
    ("PATCH", f"{SITE}/labels/new", {"new_name": "newer"}),
    ("DELETE", f"{SITE}/labels/old", None),
    ("GET", f"{SITE}/milestones", None),
    ("POST", f"{SITE}/milestones", {"title": "v2"}),
    ("GET", f"{SITE}/issues", None),
    ("POST", f"{SITE}/issues", {"title": "And", "body": "so", "labels": ["bug"], "assignees": ["ben"]}),
    ("GET", f"{SITE}/issues/1", None),
    ("GET", f"{SITE}/issues/2", None),
    ("GET", f"{SITE}/issues/99", None),
    ("PATCH", f"{SITE}/issues/1", {"title": "It broke", "state": "closed", "state_reason": "not_planned"}),
    ("POST", f"{SITE}/issues/1/assignees", {"assignees": ["carl"]}),
    ("DELETE", f"{SITE}/issues/1/assignees", {"assignees": ["carl"]}),
    ("PUT", f"{SITE}/issues/1/lock", {"lock_reason": "resolved"}),
    ("DELETE", f"{SITE}/issues/1/lock", None),
    ("GET", f"{SITE}/issues/1/labels", None),
    ("POST", f"{SITE}/issues/1/labels", {"labels": ["newer"]}),
    ("PUT", f"{SITE}/issues/1/labels", {"labels": ["bug", "newer"]}),
    ("DELETE", f"{SITE}/issues/1/labels/newer", None),
    ("DELETE", f"{SITE}/issues/1/labels", None),
    ("POST", f"{SITE}/issues/1/reactions", {"content": "eyes"}),
    ("POST", f"{SITE}/issues/1/comments", {"body": "Hello."}),
    ("GET", f"{SITE}/issues/1/comments", None),
    ("GET", f"{SITE}/issues/comments", None),
    ("GET", f"{SITE}/issues/comments/{{comment}}", None),
    ("PATCH", f"{SITE}/issues/comments/{{comment}}", {"body": "Hello!"}),
    ("POST", f"{SITE}/issues/comments/{{comment}}/reactions", {"content": "+1"}),
    ("DELETE", f"{SITE}/issues/comments/{{comment}}", None),
    ("GET", f"{SITE}/pulls", None),
    ("PUT", f"{SITE}/contents/more.md", {"message": "More", "content": "aGVsbG8=", "branch": "other"}),
    ("POST", f"{SITE}/pulls", {"title": "More", "head": "other", "base": "main"}),
    ("GET", f"{SITE}/pulls/2", None),
    ("PATCH", f"{SITE}/pulls/2", {"title": "It is mended now"}),
    ("GET", f"{SITE}/pulls/2/files", None),
    ("POST", f"{SITE}/pulls/2/reviews", {"event": "COMMENT", "body": "Well."}),
    ("GET", f"{SITE}/pulls/2/reviews", None),
    ("POST", f"{SITE}/pulls/2/requested_reviewers", {"reviewers": ["ben"], "team_reviewers": ["docs"]}),
    ("GET", f"{SITE}/pulls/2/requested_reviewers", None),
    ("DELETE", f"{SITE}/pulls/2/requested_reviewers", {"reviewers": ["ben"]}),
    ("POST", f"{SITE}/check-runs", {"name": "spelling", "head_sha": "{head}", "status": "in_progress"}),
    ("GET", f"{SITE}/check-runs/{{check}}", None),
    ("PATCH", f"{SITE}/check-runs/{{check}}", {"status": "completed", "conclusion": "success"}),
    ("GET", f"{SITE}/commits/{{head}}/check-runs", None),
    ("PUT", f"{SITE}/pulls/2/merge", {"merge_method": "squash"}),
    ("GET", "/app/hook/config", None),
    ("GET", "/app/hook/deliveries", None),
    ("GET", "/app/hook/deliveries/{delivery}", None),
    ("POST", "/app/hook/deliveries/{delivery}/attempts", None),
    ("POST", "/app-manifests/{code}/conversions", None),  # last: the App is another one after it
)
_BY_THE_APP = ("/app", f"{SITE}/installation", "/orgs/acme/installation", "/users/acme/installation")
_FOUND: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "person": ("/users/maria", lambda answer: answer["id"]),
    "blob": ("/contents/docs/guide.md", lambda answer: answer["sha"]),
    "main": ("/git/ref/heads/main", lambda answer: answer["object"]["sha"]),
    "comment": ("/issues/1/comments", lambda answer: answer["id"] if isinstance(answer, dict) else answer[0]["id"]),
    "head": ("/pulls/2", lambda answer: answer["head"]["sha"]),
    "check": ("/check-runs", lambda answer: answer["id"] if "id" in answer else answer["check_runs"][0]["id"]),
    "delivery": ("/app/hook/deliveries", lambda answer: answer[0]["id"]),
}


MANIFEST = Manifest(name="Another App", url="https://bot.example.org")


def tour(raw: Raw) -> Iterator[Exchange]:
    """All of it, in order."""
    found: dict[str, Any] = {"code": raw.running.sandbox.registry.add(MANIFEST, "acme")}
    for method, path, body in TOUR:
        place = path.format_map(found)
        given = {key: each.format_map(found) if isinstance(each, str) else each for key, each in (body or {}).items()}
        ask = raw.as_app if place.startswith(_BY_THE_APP) else raw.rest
        answer = ask(method, place, given if body is not None else None)
        content = orjson.dumps(given) if body is not None else b""
        yield Exchange(method, place, "", content, answer.status_code, answer.content)
        for name, (ending, read) in _FOUND.items():
            if path.endswith(ending) and answer.is_success:
                found[name] = read(answer.json())
