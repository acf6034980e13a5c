"""The events on which a policy task runs, as words for `on`."""

from bot.importers.document import Document, Path
from bot.importers.policy_questions import Asked
from rules.events import is_event

_PAYLOADS = {
    "issues": "issues",
    "issue_comment": "issue_comment",
    "pull_request": "pull_request",
    "pull_request_review": "pull_request_review",
    "pull_request_review_comment": "pull_request_review_comment",
    "pull_request_review_thread": "pull_request_review_thread",
    "discussion": "discussion",
    "discussion_comment": "discussion_comment",
    "push": "push",
}
_ACTIONS = {"updated": "edited", "merged": "closed"}


def events(source: Document, question: Asked, path: Path) -> list[str]:
    """The events; none, with a note, where there is no such event."""
    if question.commands:
        return [f"command.{name}" for name in question.commands]
    families = [_PAYLOADS[payload] for payload in question.payloads if payload in _PAYLOADS]
    for payload in question.payloads:
        if payload not in _PAYLOADS:
            source.note(path, f"no rule hears of `{payload[:60]}`: it is left out")
    families = families or ([] if question.payloads else ["issues", "pull_request"])
    if not question.actions:
        return families
    actions = [_ACTIONS.get(action, action) for action in question.actions]
    found = [f"{family}.{action}" for family in families for action in actions if is_event(f"{family}.{action}")]
    if families and not found:
        what = f"no event is called {families[0]}.{actions[0][:60]}: the task is left out"
        source.note(path, what, "see the events in docs/rules.md")
    return list(dict.fromkeys(found))
