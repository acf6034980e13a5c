"""What the GitHub App asks for when it is registered: permissions, each with what it is for, and events."""

from collections.abc import Container
from dataclasses import dataclass

READ, WRITE = "read", "write"
WEBHOOK_PATH = "/webhooks/github"


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission.

    Attributes:
        key: GitHub's name for it in its API; title: on its pages.
        optional: whether all else works without it.
    """

    key: str
    title: str
    level: str
    why: str
    optional: bool = False


PERMISSIONS = (
    Permission("metadata", "Metadata", READ, "every App has it"),
    Permission("contents", "Contents", READ, "the rule file and the people file, from the default branch only"),
    Permission(
        "issues",
        "Issues",
        WRITE,
        "labels, comments, assignees, missing labels, milestones, reactions; closing, reopening, locking, pinning",
    ),
    Permission("pull_requests", "Pull requests", WRITE, "the same on pull requests, and asking for reviews"),
    Permission(
        "checks",
        "Checks",
        WRITE,
        "the goal `check`; the checks on pull requests that change the rules or the people file",
    ),
    Permission(
        "organization_projects",
        "Organization: Projects",
        WRITE,
        "adding, archiving and removing cards, setting their column and other fields",
    ),
    Permission("members", "Organization: Members", READ, "teams as reviewers and in conditions"),
    Permission(
        "discussions",
        "Discussions",
        WRITE,
        "labels, comments, reactions and closing on discussions",
        optional=True,
    ),
    Permission(
        "contents",
        "Contents",
        WRITE,
        "`propose`: pull requests to the people file and other files; `draft`: GitHub wants it for that",
        optional=True,
    ),
    Permission("statuses", "Commit statuses", READ, "the condition `checks`, where a service reports statuses", True),
    Permission("members", "Organization: Members", WRITE, "inviting to the `team` of a role", optional=True),
)

EVENTS = (
    "issues",
    "issue_comment",
    "pull_request",
    "pull_request_review",
    "pull_request_review_comment",
    "pull_request_review_thread",
    "discussion",
    "discussion_comment",
    "label",
    "milestone",
    "push",
    "fork",
    "repository",
    "check_run",
    "check_suite",
    "status",
    "member",
    "membership",
    "team",
    "organization",
    "projects_v2_item",
)
_OF_OPTIONAL = {"discussion": "discussions", "discussion_comment": "discussions", "status": "statuses"}


def events_for(permissions: Container[str]) -> tuple[str, ...]:
    """The events that an App with these permissions can hear; GitHub refuses one that wants to hear others."""
    return tuple(event for event in EVENTS if _OF_OPTIONAL.get(event, "metadata") in permissions)
