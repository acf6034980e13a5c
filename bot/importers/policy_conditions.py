"""What a policy task asks: the events that it waits for, and conditions as they stand under `when`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args

from bot.importers.branches import globs_of
from bot.importers.document import Document, Path, listed
from bot.importers.staleness import duration
from bot.importers.when import PULL_REQUEST, When, all_of, any_of, none_of
from rules.diagnostics import did_you_mean
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
    """

    when: When = field(default_factory=dict)
    payloads: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    pulls: bool | None = None

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
        )

    def kind(self, on: list[str]) -> list[When]:
        """The question for the kind of item, where the events do not answer it."""
        if self.pulls is None or all(event.partition(".")[0] in {"issues", "pull_request"} for event in on):
            return []
        return [PULL_REQUEST] if self.pulls else [none_of([PULL_REQUEST])]


def asked(source: Document, value: Any, path: Path) -> Asked | None:
    """What a list of conditions asks together; None, with a note, where rules cannot ask it."""
    whole = Asked()
    for i, each in enumerate(listed(value)):
        part = _one(source, each, (*path, i) if isinstance(value, list) else path)
        if part is None:
            return None
        whole = whole.narrowed(part)
    return whole


def _one(source: Document, value: Any, path: Path) -> Asked | None:
    name, options = next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else (value, {})
    where = (*path, name) if isinstance(value, dict) else path
    if name == "and":
        return asked(source, options, where)
    if name == "or":
        return _either(source, options, where)
    if name == "not":
        return _denied(source, options, where)
    given = options if isinstance(options, dict) else {name: options}
    if name in _EVENTS:
        return _EVENTS[name](given)
    if name in _KINDS:
        return Asked(pulls=_KINDS[name])
    if name == "commentContains":
        return _comment(source, given, where)
    if name not in _CONDITIONS:
        known = [*_CONDITIONS, *_EVENTS, *_KINDS]
        source.note(where, f"no rule can ask `{str(name)[:60]}`: the task is left out", _near(str(name), known))
        return None
    try:
        return Asked(_CONDITIONS[name](given))
    except PatternError as error:
        source.note(where, f"`{name}` is not carried over, and its task is left out: {error}")
        return None


def _near(name: str, known: list[str]) -> str:
    advice = did_you_mean(name[:60], known)
    return advice if advice.startswith("did") else ""


def _either(source: Document, value: Any, path: Path) -> Asked | None:
    parts = [_one(source, each, (*path, i)) for i, each in enumerate(listed(value))]
    found = [part for part in parts if part is not None]
    if not found:
        return None
    whole = Asked()
    for part in found:
        whole = whole.narrowed(Asked({}, part.payloads, part.actions, part.commands, part.pulls))
    if len({part.waits for part in found}) > 1:
        source.note(path, "events and conditions stand beside each other under `or`: the task is left out")
        return None
    if len({part.pulls for part in found}) > 1:
        whole.pulls = None
    if all(part.when for part in found):
        whole.when = any_of([part.when for part in found])
    return whole


def _denied(source: Document, value: Any, path: Path) -> Asked | None:
    inner = asked(source, value, path)
    if inner is None:
        return None
    if inner.actions == ["closed"] and not inner.when:
        source.note(path, "“any action but closed” is asked as `state: open`")
        return Asked({"state": ["open"]})
    if inner.waits:
        source.note(path, "no rule can ask for any event but some: the task is left out", "list the events under `on`")
        return None
    if inner.pulls is not None:
        return Asked(pulls=not inner.pulls)
    return Asked(none_of([inner.when])) if inner.when else inner


def _comment(source: Document, options: dict[str, Any], path: Path) -> Asked | None:
    text = str(options.get("pattern", ""))
    if found := _COMMAND.match(text):
        return Asked(commands=[found[1].lower()])
    what = "no rule can ask for the text of a comment: the task is left out"
    source.note(path, what, "make it a command: `on: command.NAME` hears /NAME")
    return None


def _words(options: dict[str, Any], key: str) -> list[str]:
    return [part.strip() for each in listed(options.get(key)) for part in str(each).split(",") if part.strip()]


def _labels(options: dict[str, Any]) -> list[str]:
    return [str(each) for key in ("label", "labels") for each in listed(options.get(key))]


def _text(word: str) -> Callable[[dict[str, Any]], When]:
    """A question about a text; expressions are .NET's, of which those that RE2 takes are carried over."""

    def ask(options: dict[str, Any]) -> When:
        source = str(options.get("pattern", ""))
        wanted = f"/{source}/" if str(options.get("isRegex", "")).lower() == "true" else source
        pattern(wanted)
        return {word: [wanted]}

    return ask


def _sender(options: dict[str, Any]) -> When:
    if str(options.get("issueAuthor", "")).lower() == "true":
        raise PatternError("no condition asks whether the actor is the author")
    return {"actor": _words(options, "user")}


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
    return {"files": [*named, *excluded]}


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


_EVENTS: dict[str, Callable[[dict[str, Any]], Asked]] = {
    "payloadType": lambda options: Asked(payloads=[word.lower() for word in _words(options, "payloadType")]),
    "isAction": lambda options: Asked(actions=[word.lower() for word in _words(options, "action")]),
    "labelAdded": lambda options: Asked({"label": _labels(options)}, actions=["labeled"]),
    "labelRemoved": lambda options: Asked(none_of([{"label": _labels(options)}]), actions=["unlabeled"]),
}
_KINDS = {"isPullRequest": True, "isIssue": False}
_CONDITIONS: dict[str, Callable[[dict[str, Any]], When]] = {
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
    "isActivitySender": _sender,
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
