"""The lane in which a delivery waits, told from a few fields of its payload: the sender waits for the answer."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.item import Ignored, Routed, commit_lane, installation_lane, item_lane, node_lane, repository_lane

ABOUT_AN_ITEM = {
    "issues": "issue",
    "issue_comment": "issue",
    "pull_request": "pull_request",
    "pull_request_review": "pull_request",
    "pull_request_review_comment": "pull_request",
    "pull_request_review_thread": "pull_request",
    "discussion": "discussion",
    "discussion_comment": "discussion",
}
ABOUT_A_REPOSITORY = {
    "label": "the labels' ids are asked for again",
    "milestone": "the milestones' ids are asked for again",
    "push": "the rule file is read again",
    "repository": "what is known of the repository is read again",
}
ABOUT_AN_ACCOUNT = {
    "member": "who belongs where is asked for again",
    "membership": "who belongs where is asked for again",
    "organization": "who belongs where is asked for again",
    "team": "who belongs where is asked for again",
    "installation": "the installation's token and rules are read again",
    "installation_repositories": "the installation's token and rules are read again",
}
ABOUT_A_COMMIT = frozenset({"check_run", "check_suite", "status"})
LATER = {
    "fork": "no rule of this version acts on a fork",
}
USED = frozenset({*ABOUT_AN_ITEM, *ABOUT_A_REPOSITORY, *ABOUT_AN_ACCOUNT, *ABOUT_A_COMMIT, "projects_v2_item"})
LARGEST = 2**63 - 1  # what a database keeps as a number
_SHA = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def route(event: str, action: str | None, payload: Mapping[str, Any]) -> Routed | Ignored:
    """The lane in which a delivery waits, or why it waits in none. It must be quick: the sender waits."""
    name = f"{event}.{action}" if action else event
    if event not in USED:
        return Ignored(LATER.get(event, f"this bot does not use the event {event}"))
    installation = _number(payload, "installation", "id")
    if installation is None:
        return Ignored("it names no installation, so it was not sent to an App")
    if event in ABOUT_AN_ACCOUNT:
        return Routed(installation_lane(installation), installation, name)
    if event == "projects_v2_item":
        return _route_card(payload, installation, name)
    repo_id = _number(payload, "repository", "id")
    if repo_id is None:
        return Ignored("it names no repository")
    if event in ABOUT_A_REPOSITORY:
        return _route_repository(payload, event, Routed(repository_lane(repo_id), installation, name))
    if event in ABOUT_A_COMMIT:
        return _route_commit(payload, event, Routed(commit_lane(repo_id, ""), installation, name))
    number = _number(payload, ABOUT_AN_ITEM[event], "number")
    if number is None:
        return Ignored(f"it names no {ABOUT_AN_ITEM[event].replace('_', ' ')}")
    return Routed(item_lane(repo_id, number), installation, name)


def _route_card(payload: Mapping[str, Any], installation: int, name: str) -> Routed | Ignored:
    card = payload.get("projects_v2_item")
    node = card.get("content_node_id") if isinstance(card, dict) else None
    if not isinstance(node, str) or not node or len(node) > 200:  # noqa: PLR2004 - node ids are short
        return Ignored("the card names no issue or pull request")
    if isinstance(card, dict) and card.get("content_type") == "DraftIssue":
        return Ignored("a draft card is no issue yet")
    return Routed(node_lane(node), installation, name)


def _route_commit(payload: Mapping[str, Any], event: str, routed: Routed) -> Routed | Ignored:
    check = payload.get(event)
    sha = payload.get("sha") if event == "status" else check.get("head_sha") if isinstance(check, dict) else None
    if not isinstance(sha, str) or not _SHA.fullmatch(sha):
        return Ignored("it names no commit")
    return replace(routed, lane=f"{routed.lane}{sha}")


def _route_repository(payload: Mapping[str, Any], event: str, routed: Routed) -> Routed | Ignored:
    if event == "push":
        repository = payload.get("repository")
        branch = repository.get("default_branch") if isinstance(repository, dict) else None
        if not isinstance(branch, str) or payload.get("ref") != f"refs/heads/{branch}":
            return Ignored("it did not change the default branch, and rules come from nowhere else")
    return routed


def _number(payload: Mapping[str, Any], part: str, key: str) -> int | None:
    value = payload.get(part)
    number = value.get(key) if isinstance(value, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    return number if 0 < number <= LARGEST else None
