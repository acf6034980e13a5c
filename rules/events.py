"""The events that a rule may name under `on`: GitHub's `event.action`, and families of our own."""

from collections.abc import Mapping


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ITEM_EVENTS: Mapping[str, tuple[str, ...]] = {
    "issues": _words(
        "opened edited closed reopened labeled unlabeled assigned unassigned milestoned demilestoned locked unlocked "
        "pinned unpinned transferred deleted typed untyped"
    ),
    "issue_comment": ("created", "edited", "deleted"),
    "pull_request": _words(
        "opened edited closed reopened synchronize ready_for_review converted_to_draft labeled unlabeled assigned "
        "unassigned review_requested review_request_removed milestoned demilestoned locked unlocked "
        "auto_merge_enabled auto_merge_disabled enqueued dequeued"
    ),
    "pull_request_review": ("submitted", "edited", "dismissed"),
    "pull_request_review_comment": ("created", "edited", "deleted"),
    "pull_request_review_thread": ("resolved", "unresolved"),
    "discussion": _words(
        "created edited deleted labeled unlabeled answered unanswered category_changed closed reopened locked unlocked "
        "pinned unpinned transferred"
    ),
    "discussion_comment": ("created", "edited", "deleted"),
    "projects_v2_item": ("created", "edited", "archived", "restored", "converted", "deleted", "reordered"),
    "check_run": ("created", "completed", "rerequested", "requested_action"),
    "check_suite": ("completed", "requested", "rerequested"),
    "status": (),
}
REPOSITORY_EVENTS: Mapping[str, tuple[str, ...]] = {
    "push": (),
    "fork": (),
    "label": ("created", "edited", "deleted"),
    "milestone": ("created", "edited", "closed", "opened", "deleted"),
    "repository": ("renamed", "transferred", "archived", "unarchived", "publicized", "privatized"),
}
OWN_EVENTS: Mapping[str, tuple[str, ...]] = {
    "command": (),
    "stage": ("entered",),
    "decision": ("passed", "failed"),
    "schedule": ("daily", "weekly", "monthly"),
    "translation": ("behind",),
    "relay": ("answered",),
}
GITHUB_EVENTS: Mapping[str, tuple[str, ...]] = {**ITEM_EVENTS, **REPOSITORY_EVENTS}


def known_events() -> tuple[str, ...]:
    """Every word that may stand under `on`; commands are named after their own list."""
    names: list[str] = []
    for table in (GITHUB_EVENTS, OWN_EVENTS):
        for event, actions in table.items():
            names += [event] if table is GITHUB_EVENTS else []
            names += [f"{event}.{action}" for action in actions]
    return tuple(names)


EVENTS = frozenset(known_events())
A_WORD = "write GitHub's event and action: issues.opened"


def is_event(word: str) -> bool:
    """Whether a word may stand under `on`."""
    return word in EVENTS or (word.startswith("command.") and len(word) > len("command."))


def meant_by(word: str) -> str:
    """What to write for a word that other tools have, or that looks like ours; nothing for any other."""
    family, _, action = word.partition(".")
    if family.startswith("pull_request") and action == "merged":
        return "write pull_request.closed, and under `when`: {state: merged}"
    if family == "stage":
        return "write stage.entered, and under `when`: {stage: NAME}"
    return "name the command: command.assign" if family == "command" else ""


def kind_of(word: str) -> frozenset[str]:
    """The kinds of item that an event can be about; all of them where it does not tell."""
    family = word.partition(".")[0]
    if family == "issues":
        return frozenset({"issue"})
    if family.startswith(("pull_request", "check_")) or family == "status":
        return frozenset({"pull_request"})
    if family.startswith("discussion"):
        return frozenset({"discussion"})
    return frozenset({"issue", "pull_request", "discussion"})


def hears(on: frozenset[str], event: str) -> bool:
    """Whether a rule with these words under `on` listens to an event."""
    return event in on or event.partition(".")[0] in on
