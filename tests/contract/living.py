"""A day in the simulated GitHub on which everything happens that can happen there."""

from collections.abc import Mapping
from typing import Any

import orjson

from bot.sandbox.testing import Raw

COMMUNITY: Mapping[str, Any] = {
    "users": ["maria", "ben", "carl"],
    "organizations": [
        {
            "login": "acme",
            "owners": ["olga"],
            "members": ["ben"],
            "teams": [{"slug": "docs", "members": ["ben"]}],
            "projects": [{"title": "Board"}],
        }
    ],
    "repositories": [
        {
            "name": "acme/site",
            "labels": ["bug"],
            "milestones": ["v1"],
            "collaborators": {"carl": "push"},
            "items": [
                {"title": "It breaks", "author": "maria", "body": "Always."},
                {"title": "It is mended", "author": "carl", "kind": "pull_request", "files": ["a.md"], "draft": True},
                {"title": "How?", "author": "maria", "kind": "discussion", "category": "Questions"},
                {"title": "To be moved", "author": "maria"},
                {"title": "To be deleted", "author": "maria"},
            ],
            "categories": [{"name": "Questions", "answerable": True}],
        },
        {"name": "acme/other"},
    ],
    "installations": [{"account": "acme", "id": 77}],
}
ISSUE, PULL, TALK, MOVED, DELETED = (f"acme/site#{number}" for number in range(1, 6))
MORE = {"metadata": "read", "issues": "write", "checks": "write"}

Act = tuple[str, str, dict[str, Any]]


def _talk(item: str) -> tuple[Act, ...]:
    """What people do with any item."""
    return (
        ("carl", "edit", {"item": item, "title": "Another title"}),
        ("carl", "label", {"item": item, "labels": ["bug"]}),
        ("carl", "unlabel", {"item": item, "labels": ["bug"]}),
        ("maria", "comment", {"item": item, "body": "Hello."}),
        ("maria", "edit_comment", {"comment": "comment", "body": "Hello!"}),
        ("maria", "react", {"comment": "comment", "content": "HEART"}),
        ("maria", "delete_comment", {"comment": "comment"}),
        ("carl", "close", {"item": item}),
        ("carl", "reopen", {"item": item}),
        ("carl", "lock", {"item": item}),
        ("carl", "unlock", {"item": item}),
    )


def _work(item: str) -> tuple[Act, ...]:
    """What people do with an issue or a pull request."""
    return (
        ("carl", "assign", {"item": item, "assignees": ["ben"]}),
        ("carl", "unassign", {"item": item, "assignees": ["ben"]}),
        ("carl", "milestone", {"item": item, "title": "v1"}),
        ("carl", "milestone", {"item": item, "title": None}),
        ("carl", "add_card", {"item": item}),
        ("carl", "move_card", {"item": item, "option": "Todo"}),
        ("carl", "move_card", {"item": item, "option": "Done"}),
        ("carl", "move_card", {"item": item, "option": None}),
        ("carl", "archive_card", {"item": item}),
        ("carl", "archive_card", {"item": item, "archived": False}),
        ("carl", "remove_card", {"item": item}),
    )


# Who does what. Where a comment or a review is meant, it is the last one.
DAY: tuple[Act, ...] = (
    ("maria", "open_issue", {"repo": "acme/site", "title": "And", "labels": ["bug"]}),
    ("carl", "open_pull_request", {"repo": "acme/site", "title": "So", "files": ["b.md"], "branches": {"head": "so"}}),
    ("maria", "open_discussion", {"repo": "acme/site", "title": "Why?", "category": "Questions"}),
    *_talk(ISSUE),
    *_talk(PULL),
    *_talk(TALK),
    ("ben", "comment", {"item": TALK, "body": "So."}),
    ("maria", "answer", {"comment": "comment"}),
    ("maria", "answer", {"comment": "comment", "chosen": False}),
    *_work(ISSUE),
    *_work(PULL),
    ("carl", "add_option", {"organization": "acme", "option": "Later"}),
    ("carl", "delete_option", {"organization": "acme", "option": "Later"}),
    ("carl", "rename_field", {"organization": "acme", "name": "State"}),
    ("carl", "rename_field", {"organization": "acme", "name": "Status", "field": "State"}),
    ("carl", "ready", {"item": PULL}),
    ("carl", "request_review", {"item": PULL, "reviewers": ["ben", "@acme/docs"]}),
    ("carl", "remove_request", {"item": PULL, "reviewers": ["@acme/docs"]}),
    ("ben", "review", {"item": PULL, "state": "request_changes", "lines": [{"path": "a.md", "line": 1, "body": "?"}]}),
    ("carl", "dismiss_review", {"review": "review"}),
    ("carl", "push", {"item": PULL, "files": {"a.md": "Better."}}),
    ("ben", "review", {"item": PULL, "state": "approve"}),
    ("carl", "draft", {"item": PULL}),
    ("carl", "ready", {"item": PULL}),
    ("carl", "merge", {"item": PULL}),
    ("olga", "transfer", {"item": MOVED, "to": "acme/other"}),
    ("olga", "delete_item", {"item": DELETED}),
    ("carl", "create_label", {"repo": "acme/site", "name": "new"}),
    ("carl", "edit_label", {"repo": "acme/site", "label": "new", "name": "newer", "color": "ff0000"}),
    ("carl", "delete_label", {"repo": "acme/site", "label": "newer"}),
    ("carl", "create_milestone", {"repo": "acme/site", "title": "v2"}),
    ("carl", "push_files", {"repo": "acme/site", "files": {"docs/guide.md": "Read me."}}),
    ("carl", "check", {"repo": "acme/site", "sha": "0" * 40, "name": "spelling"}),
    ("carl", "rerun", {"repo": "acme/site", "sha": "0" * 40, "name": "spelling"}),
    ("carl", "status", {"repo": "acme/site", "sha": "0" * 40, "name": "build"}),
    ("maria", "fork", {"repo": "acme/site"}),
    ("olga", "rename_repository", {"repo": "acme/other", "name": "elsewhere"}),
    ("olga", "set_collaborator", {"repo": "acme/site", "login": "maria"}),
    ("olga", "set_member", {"organization": "acme", "login": "maria"}),
    ("olga", "set_team_member", {"team": "acme/docs", "login": "maria"}),
    ("olga", "set_team_member", {"team": "acme/docs", "login": "maria", "member": False}),
    ("olga", "set_member", {"organization": "acme", "login": "maria", "member": False}),
    ("olga", "rename_option", {"organization": "acme", "option": "Todo", "name": "To do"}),
    ("maria", "set_status", {"login": "maria", "busy": True}),
    ("olga", "set_permissions", {"account": "acme", "permissions": MORE}),
    ("olga", "suspend", {"account": "acme"}),
    ("olga", "suspend", {"account": "acme", "suspended": False}),
    ("olga", "uninstall", {"account": "acme"}),
    ("olga", "install", {"account": "acme"}),
)


def live(raw: Raw) -> list[tuple[str, dict[str, Any]]]:
    """Live the day; the events that GitHub told of, with their payloads, in order."""
    last: dict[str, int] = {}
    for login, verb, what in DAY:
        given = {key: last[key] if key in {"comment", "review"} else value for key, value in what.items()}
        last[verb] = raw.act(login, verb, **given).get("id", 0)
    log = raw.running.sandbox.log
    return [(each.event, orjson.loads(log.payload(each))) for each in log.by_id.values()]
