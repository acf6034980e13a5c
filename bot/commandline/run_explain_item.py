"""The work of `fingerpost explain OWNER/REPO#7`."""

from typing import Any

from bot.commandline.run_explain import show_told
from bot.commandline.terminal import print_json
from bot.commandline.with_bot import with_bot
from bot.looking.explained import explain_item


def run(repo: str, number: int, *, look: bool, as_json: bool) -> None:
    """Print what the rules do about an item, and why; ends with 1 where that cannot be told."""
    document = with_bot(lambda bot, _given, _clock: explain_item(bot.hub, repo, number, look=look))
    print_json(document) if as_json else show_told(document, _heading(document))


def _heading(document: dict[str, Any]) -> str:
    events = ", ".join(document["events"])
    if "decided_at" not in document:
        return events
    old = "; other rules are in force by now, --look goes by them" if document["rules_changed"] else ""
    return f"{events}, decided {document['decided_at']}{old}"
