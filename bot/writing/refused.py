"""What GitHub's refusal of one write means, in a sentence for maintainers. Pure."""

from collections.abc import Mapping

from bot.action import Write
from bot.actions import VERBS
from bot.github.answer import NOT_INTEGRATED
from bot.github.document import Fault
from bot.writing.permissions import ISSUES

LACKING = "the App lacks a permission"
REFUSED = "GitHub refused"
PERMISSIONS: Mapping[str, str] = {"createLabel": ISSUES} | {
    mutation: permission for verb in VERBS.values() for mutation, permission in verb.permissions.items()
}


def explained(fault: Fault | None, write: Write) -> str:
    """What went wrong with one write."""
    if fault is None:
        return "GitHub gave no answer for it"
    if fault.kind == "FORBIDDEN" or NOT_INTEGRATED in fault.message:
        return f"{LACKING}: {PERMISSIONS.get(write.mutation, 'see docs/installing.md')}"
    return f"{REFUSED}: {fault.message}"
