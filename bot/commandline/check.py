"""`fingerpost check`: what is wrong with a rule file, where, and what to write instead."""

import re
from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.bases import Bases, files_of
from bot.commandline.terminal import fail

_SHOWN = 60
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9._-]{1,100}")

File = Annotated[Path | None, typer.Argument(metavar="FILE", help="The rule file; `-` reads standard input.")]
Live = Annotated[
    str | None,
    typer.Option("--live", metavar="OWNER/REPO", help="Ask GitHub, as the App, about all that the file names there."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the findings as one JSON object.")]


def check(
    file: File = None, live: Live = None, base: Bases = None, strict: Strict = False, as_json: AsJson = False
) -> None:
    """Say what is wrong with a rule file.

    Each finding names its line and column and says what to write instead. Words
    that parse and are not acted on yet are notes: they never fail.

    Nothing is asked of GitHub. Where the file extends other repositories, say where
    theirs are with --base; what is not given is noted, and what it may hold is not
    an error.

    With --live GitHub is asked, with the settings that `serve` uses: whether the
    labels, people, teams, forms, milestones and the board that the file names are
    there, and whether the App may do what the rules want. Without FILE it is the
    file of the repository's default branch. Nothing is written.

    Examples:
      fingerpost check .github/pathways.yml
      fingerpost check pathways.yml --base acme/rules=../rules
      fingerpost check --live acme/site pathways.yml

    Exit codes:
      0  nothing is wrong
      1  there are errors (with --strict: or warnings), or GitHub cannot be asked
      2  the file cannot be read, or a setting is missing
    """
    if live is not None:
        _check_live(live, base)
        from bot.commandline.check_live import run_live  # noqa: PLC0415 - so that `--help` answers at once

        run_live(live, file, strict=strict, as_json=as_json)
    elif file is not None:
        from bot.commandline.run_check import run  # noqa: PLC0415 - as above

        run(file, files_of(base), strict=strict, as_json=as_json)
    else:
        fail("say which FILE, or the repository whose file is meant: --live OWNER/REPO")


def _check_live(live: str, base: list[str] | None) -> None:
    """Refuse what does not go with `--live`."""
    if not _REPOSITORY.fullmatch(live):
        fail(f"--live takes a repository as OWNER/REPO, not {live[:_SHOWN]!r}")
    if base:
        fail("--live reads the files that are extended from GitHub: leave --base out")
