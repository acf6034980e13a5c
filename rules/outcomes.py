"""How a check ended, in three words: GitHub has nearly twenty."""

from typing import Literal, get_args

Outcome = Literal["success", "failure", "pending"]

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

_SUCCESS = frozenset({"success", "neutral", "skipped"})
_FAILURE = frozenset({"failure", "error", "timed_out", "cancelled", "action_required", "startup_failure", "stale"})


def outcome(word: str) -> Outcome:
    """The outcome for GitHub's conclusion of a check run, state of a status or state of a rollup, in any case.

    A check that does not stand in the way is a success, one that was broken off is a failure; whatever has not
    ended is pending.
    """
    said = word.lower()
    return "success" if said in _SUCCESS else "failure" if said in _FAILURE else "pending"
