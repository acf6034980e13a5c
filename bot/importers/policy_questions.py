"""What each condition of a policy task asks, in our words: under `when`, as events, or as an expression."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args

from bot.importers.branches import globs_of
from bot.importers.document import listed
from bot.importers.gitignore import glob_of
from bot.importers.staleness import duration
from bot.importers.when import PULL_REQUEST, When, all_of, none_of
from rules.pattern import PatternError, pattern
from rules.people import Association

_COMMAND = re.compile(r"\^?\\?/([A-Za-z][A-Za-z0-9-]{1,30})(\\b|\$)?\Z")
_WRITERS = ["owner", "member", "collaborator"]


@dataclass(slots=True)
class Asked:
    """What is asked.

    Attributes:
        payloads: the kinds of event, in lower case; actions: what happened, in lower case.
        commands: comments that are commands.
        pulls: whether pull requests are meant, or issues; None for both.
        expressions: what must be true where no condition asks for it, in CEL.
    """

    when: When = field(default_factory=dict)
    payloads: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    pulls: bool | None = None
    expressions: list[str] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether it names events."""
        return bool(self.payloads or self.actions or self.commands)

    def narrowed(self, other: "Asked") -> "Asked":
        """Both together."""
        return Asked(
            all_of([self.when, other.when]),
            [*self.payloads, *other.payloads],
            [*self.actions, *other.actions],
            [*self.commands, *other.commands],
            self.pulls if other.pulls is None else other.pulls,
            [*self.expressions, *other.expressions],
        )

    def kind(self, on: list[str]) -> list[When]:
        """The question for the kind of item, where the events do not answer it."""
        if self.pulls is None or all(event.partition(".")[0] in {"issues", "pull_request"} for event in on):
            return []
        return [PULL_REQUEST] if self.pulls else [none_of([PULL_REQUEST])]


def all_true(expressions: list[str]) -> str:
    """One expression for several of which each must be true."""
    if len(expressions) < 2:  # noqa: PLR2004 - one, or none
        return "".join(expressions)
    return " && ".join(f"({each})" if " || " in each else each for each in expressions)


def _comment(options: dict[str, Any]) -> Asked:
    """A comment that is a command, or one in which something is found."""
    text = str(options.get("pattern", ""))
    if found := _COMMAND.match(text):
        return Asked(commands=[found[1].lower()])
    pattern(_searched(options))
    verb = "matches" if _is_true(options, "isRegex") else "contains"
    return Asked(expressions=[f"event.comment.{verb}({json.dumps(text, ensure_ascii=False)})"])


def _sender(options: dict[str, Any]) -> Asked:
    if _is_true(options, "issueAuthor"):
        return Asked(expressions=["actor.login == author.login"])
    return Asked({"actor": _words(options, "user")})


def _is_true(options: dict[str, Any], key: str) -> bool:
    return str(options.get(key, "")).lower() == "true"


def _searched(options: dict[str, Any]) -> str:
    """What a text is searched for; expressions are .NET's, of which those that RE2 takes are carried over."""
    source = str(options.get("pattern", ""))
    return f"/{source}/" if _is_true(options, "isRegex") else source


def _words(options: dict[str, Any], key: str) -> list[str]:
    return [part.strip() for each in listed(options.get(key)) for part in str(each).split(",") if part.strip()]


def _labels(options: dict[str, Any]) -> list[str]:
    return [str(each) for key in ("label", "labels") for each in listed(options.get(key))]


def _text(word: str) -> Callable[[dict[str, Any]], When]:
    def ask(options: dict[str, Any]) -> When:
        wanted = _searched(options)
        pattern(wanted)
        return {word: [wanted]}

    return ask


def _permission(options: dict[str, Any]) -> When:
    """GitHub tells how somebody is bound to the repository rather than what they may do."""
    writes = not {"read", "none", "triage"} & {word.lower() for word in _words(options, "permission")}
    inside: When = {"actor": {"association": _WRITERS}}
    return inside if writes else none_of([inside])


def _association(options: dict[str, Any]) -> When:
    found = [word.lower() for word in _words(options, "association")]
    if not found or not set(found) <= set(get_args(Association)):
        raise PatternError("there is no such association")
    return {"actor": {"association": found}}


def _pattern_of_files(options: dict[str, Any]) -> When:
    if options.get("excludeFiles"):
        raise PatternError("files are excluded from a regular expression")
    globs = [glob for each in listed(options.get("pattern")) for glob in globs_of(str(each))]
    return {"files": globs} if str(options.get("matchAny", "true")).lower() == "true" else {"files": {"only": globs}}


def _files(options: dict[str, Any]) -> When:
    named = [*_words(options, "file"), *_words(options, "files")]
    excluded = [f"!{name}" for name in _words(options, "excludeFiles")]
    if not named:
        raise PatternError("no file is named")
    return {"files": [*(glob_of(f"/{name.lstrip('/')}") for name in named), *excluded]}


def _created(options: dict[str, Any]) -> When:
    if options.get("after"):
        raise PatternError("only a number of days before now can be asked for")
    return {"age": _days(options.get("before"))}


def _days(options: Any) -> str:
    days = options.get("days") if isinstance(options, dict) else None
    if not isinstance(days, int) or isinstance(days, bool):
        raise PatternError("only a number of days before now can be asked for")
    return duration(days)


_REVIEWS = {"changes_requested": "changes_requested", "approved": "approved"}


def _review(options: dict[str, Any]) -> When:
    state = str(options.get("reviewState", "")).lower()
    if state not in _REVIEWS:
        raise PatternError("rules ask for reviews that approve, or that request changes")
    return {"reviews": {_REVIEWS[state]: ">= 1"}}


EVENTS: dict[str, Callable[[dict[str, Any]], Asked]] = {
    "payloadType": lambda options: Asked(payloads=[word.lower() for word in _words(options, "payloadType")]),
    "isAction": lambda options: Asked(actions=[word.lower() for word in _words(options, "action")]),
    "labelAdded": lambda options: Asked({"label": _labels(options)}, actions=["labeled"]),
    "labelRemoved": lambda options: Asked(none_of([{"label": _labels(options)}]), actions=["unlabeled"]),
}
OTHERS: dict[str, Callable[[dict[str, Any]], Asked]] = {"commentContains": _comment, "isActivitySender": _sender}
DIFFERENT = {
    "activitySenderHasPermission": "permissions are asked as associations: owners, members and collaborators may write"
}
KINDS = {"isPullRequest": True, "isIssue": False}
CONDITIONS: dict[str, Callable[[dict[str, Any]], When]] = {
    "hasLabel": lambda options: {"label": _labels(options)},
    "hasLabelSet": lambda options: {"label": {"all": _labels(options)}},
    "isNotLabeledWith": lambda options: none_of([{"label": _labels(options)}]),
    "notLabeledWith": lambda options: none_of([{"label": _labels(options)}]),
    "isOpen": lambda _: {"state": ["open"]},
    "isClosed": lambda _: {"state": ["closed", "merged"]},
    "isLocked": lambda _: {"locked": True},
    "isUnlocked": lambda _: {"locked": False},
    "isDraftPullRequest": lambda _: {"draft": True},
    "isNotDraftPullRequest": lambda _: {"draft": False},
    "isAuthoredBy": lambda options: {"author": _words(options, "user")},
    "activitySenderHasPermission": _permission,
    "activitySenderHasAssociation": _association,
    "titleContains": _text("title"),
    "bodyContains": _text("body"),
    "issueBodyContains": _text("body"),
    "pullRequestBodyContains": _text("body"),
    "targetsBranch": lambda options: {"base": _words(options, "branch")},
    "filesMatchPattern": _pattern_of_files,
    "includesModifiedFile": _files,
    "includesModifiedFiles": _files,
    "isAssignedToUser": lambda options: {"assignees": _words(options, "user")},
    "assignedTo": lambda options: {"assignees": _words(options, "user")},
    "isAssignedToSomeone": lambda _: none_of([{"assignees": ["none"]}]),
    "notAssigned": lambda _: {"assignees": ["none"]},
    "isInMilestone": lambda options: {"milestone": [str(options.get("milestone", ""))]},
    "isPartOfMilestone": lambda options: {"milestone": [str(options.get("milestone", ""))]},
    "isPartOfAnyMilestone": lambda _: none_of([{"milestone": ["none"]}]),
    "notInAnyMilestone": lambda _: {"milestone": ["none"]},
    "noActivitySince": lambda options: {"idle": {"for": _days(options), "since": "update"}},
    "created": _created,
    "isReviewState": _review,
}
