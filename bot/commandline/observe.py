"""`fingerpost observe`: what rules that only observe would have done, and how they are switched on."""

import re
from typing import Annotated

import typer

from bot.commandline.terminal import fail

_REPO = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")

Repo = Annotated[str, typer.Argument(metavar="OWNER/REPO", help="The repository that is observed.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def observe(repo: Repo, as_json: AsJson = False) -> None:
    """Show what would have been done where the bot only observes.

    For each rule that observes, by itself, by its file or by FINGERPOST_MODE: on
    how many items it would have done what, whom it would have called, on how many
    of them people did the same themselves or did otherwise, and the lines of the
    rule file that switch it on. Counted is what is kept (FINGERPOST_RETENTION), a
    thing once for each item. GitHub is not asked.

    Examples:
      fingerpost observe acme/handbook
      fingerpost observe acme/handbook --json

    Exit codes:
      0  shown
      1  no rules of this repository are known, or the database cannot be used
      2  the name or a setting is wrong
    """
    if not _REPO.fullmatch(repo):
        fail(f"{repo[:100]!r} is no repository; write OWNER/REPO, such as acme/handbook")
    from bot.commandline.run_observe import run  # noqa: PLC0415 - so that `--help` answers at once

    run(repo, as_json=as_json)
