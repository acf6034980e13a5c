"""`fingerpost doctor`: what is wrong with the App, its webhook and its repositories, and how to mend it."""

import re
from typing import Annotated

import typer

from bot.commandline.terminal import fail

_REPO = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")

Repo = Annotated[
    str | None, typer.Argument(metavar="OWNER/REPO", help="Only this repository; else the first twenty of all.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def doctor(repo: Repo = None, as_json: AsJson = False) -> None:
    """Look at everything that has to be right, and say what is not.

    Permissions and events of the App and what was given where it is installed,
    the webhook's address and how its last deliveries went, this machine's clock,
    the store; of each repository the rule file held against what GitHub has
    (labels, teams, people, board, forms), other automation that does the same
    things, and what the boards do by themselves. Each finding comes with its
    fix. Nothing is written anywhere.

    Examples:
      fingerpost doctor
      fingerpost doctor acme/handbook --json

    Exit codes:
      0  nothing needs anybody's hand
      1  something does, or GitHub could not be asked
      2  a setting is wrong
    """
    if repo is not None and not _REPO.fullmatch(repo):
        fail(f"{repo[:100]!r} is no repository; write OWNER/REPO, such as acme/handbook")
    from bot.commandline.run_doctor import run  # noqa: PLC0415 - so that `--help` answers at once

    run(repo, as_json=as_json)
