"""The kinds of file that can be imported. A kind's module is loaded when it is asked for."""

from collections.abc import Callable
from importlib import import_module

from bot.importers.imported import Imported

KINDS = {
    "labeler": ("labeler", "actions/labeler: .github/labeler.yml"),
    "stale": ("stale", "actions/stale: its workflow; Probot's .github/stale.yml"),
    "codeowners": ("codeowners", "CODEOWNERS"),
    "auto-assign": ("auto_assign", "auto-assign: .github/auto_assign.yml"),
    "triagebot": ("triagebot", "triagebot.toml"),
    "policy-service": ("policy_service", "Microsoft's .github/policies/*.yml"),
}


def reader(kind: str) -> Callable[..., Imported]:
    """The function that reads a kind of file: its text and name, for a labeler file also `sync`.

    Raises:
        KeyError: there is no such kind.
    """
    read: Callable[..., Imported] = import_module(f"bot.importers.{KINDS[kind][0]}").read
    return read
