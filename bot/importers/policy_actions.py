"""The actions of a policy task as goals."""

import re
from collections.abc import Callable
from typing import Any

from bot.importers.document import Document, Path, listed
from bot.importers.texts import literal

_VALUES = {
    "@${issueAuthor}": "{author|mention}",
    "${issueAuthor}": "{author}",
    "@${contextualAuthor}": "{author|mention}",
    "${contextualAuthor}": "{author}",
    "@${activitySender}": "{actor|mention}",
    "${activitySender}": "{actor}",
    "${assignees}": "{assignee|mention}",
    "@${assignees}": "{assignee|mention}",
}
_VALUE = re.compile(r"@?\$\{\{(\w+)\}\}")
_LOST = {
    "approvePullRequest": "rules do not approve",
    "cleanEmailReply": "rules do not change what people wrote",
    "addCodeFlowLink": "rules do not change what people wrote",
    "enableAutoMerge": "rules do not merge",
    "disableAutoMerge": "rules do not merge",
    "createPullRequest": "rules do not open pull requests",
    "labelSync": "labels are not copied between an issue and its pull request",
    "inPrLabel": "the issues that a pull request closes are not labelled by it",
    "assignIcmUsers": "rules know nothing of IcM",
    "assignToGitHubUserGroup": "rules know no such groups; name a team",
    "unlockIssue": "rules lock, and do not unlock",
}
Goals = list[dict[str, Any]]


def goals(source: Document, actions: list[Any], paths: list[Path]) -> Goals:
    """The goals that actions stand for; labels that are given or taken together are one goal."""
    found: Goals = []
    for action, path in zip(actions, paths, strict=True):
        name, options = next(iter(action.items())) if isinstance(action, dict) and len(action) == 1 else (action, {})
        where = (*path, name) if isinstance(action, dict) else path
        if name in _ACTIONS:
            given = options if isinstance(options, dict) else {"reply": options}
            found += [goal for goal in _ACTIONS[name](given) if _said(goal)]
            if any("${{" in str(goal.get("comment", "")) for goal in found[-1:]):
                source.note(where, "a value of this text is not known to rules, and stands there as it is")
        else:
            why = _LOST.get(name, "rules have no such verb") if isinstance(name, str) else "rules have no such verb"
            source.note(where, f"`{str(name)[:60]}` is not carried over: {why}")
    return _together(found)


def _said(goal: dict[str, Any]) -> bool:
    return all(value not in ("", [], {}) for value in goal.values())


def _together(found: Goals) -> Goals:
    merged: Goals = []
    for goal in found:
        verb, value = next(iter(goal.items()))
        known = next((each[verb] for each in merged if verb in each and isinstance(value, list)), None)
        if isinstance(known, list):
            known += [each for each in value if each not in known]
        elif goal not in merged:
            merged = [each for each in merged if verb != "milestone" or verb not in each]  # the last one stays
            merged.append(goal)
    return merged


def _texts(options: dict[str, Any], *keys: str) -> list[str]:
    return [str(each).strip().removeprefix("@") for key in keys for each in listed(options.get(key)) if each]


def _reply(text: Any, mentioned: list[str] | None = None) -> Goals:
    written = literal(str(text or "")).replace("${{mentionees}}", ", ".join(f"@{name}" for name in mentioned or []))
    return [{"comment": _VALUE.sub(_value, written)}]


def _value(found: re.Match[str]) -> str:
    mentioned = found[0].startswith("@")
    return _VALUES.get(f"{'@' if mentioned else ''}${{{found[1]}}}", found[0])


def _mention(options: dict[str, Any]) -> Goals:
    people = _texts(options, "mentionees")
    said = _reply(options.get("replyTemplate") or "cc ${mentionees}", people)
    assigned = str(options.get("assignMentionees", "")).lower() == "true"
    logins = [name for name in people if "/" not in name]
    return [*said, {"assign": logins}] if assigned else said


def _review(options: dict[str, Any]) -> Goals:
    people = _texts(options, "reviewer", "reviewers")
    teams = _texts(options, "teamReviewer", "teamReviewers")
    if not teams:
        return [{"request_review": people}]
    named = [team if "/" in team else f"OWNER/{team}" for team in teams]
    return [{"request_review": {"users": people, "team": named} if people else {"team": named}}]


def _assign(options: dict[str, Any]) -> Goals:
    author = any(str(options.get(key, "")).lower() == "true" for key in ("author", "prAuthor"))
    return [{"assign": [*_texts(options, "user", "users"), *(["{author}"] if author else [])]}]


_ACTIONS: dict[str, Callable[[dict[str, Any]], Goals]] = {
    "addLabel": lambda options: [{"label": _texts(options, "label")}],
    "removeLabel": lambda options: [{"unlabel": _texts(options, "label")}],
    "addReply": lambda options: _reply(options.get("reply")),
    "mentionUsers": _mention,
    "assignTo": _assign,
    "requestReview": _review,
    "closeIssue": lambda _: [{"close": "not_planned"}],
    "closePullRequest": lambda _: [{"close": "not_planned"}],
    "reopenIssue": lambda _: [{"reopen": True}],
    "lockIssue": lambda options: [{"lock": str(options["reason"]).lower() if options.get("reason") else True}],
    "addMilestone": lambda options: [{"milestone": str(options.get("milestone", ""))}],
    "removeMilestone": lambda _: [{"milestone": "none"}],
    "convertToDraft": lambda _: [{"draft": True}],
}
