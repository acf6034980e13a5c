"""`fingerpost check`: what is wrong with a rule file, where, and what to write instead."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.bases import Bases, files_of

File = Annotated[Path, typer.Argument(metavar="FILE", help="The rule file; `-` reads standard input.")]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the findings as one JSON object.")]


def check(file: File, base: Bases = None, strict: Strict = False, as_json: AsJson = False) -> None:
    """Say what is wrong with a rule file.

    Each finding names its line and column and says what to write instead. Words
    that parse and are not acted on yet are notes: they never fail.

    Nothing is asked of GitHub. Where the file extends other repositories, say where
    theirs are with --base; what is not given is noted, and what it may hold is not
    an error.

    Examples:
      fingerpost check .github/pathways.yml
      fingerpost check pathways.yml --base acme/rules=../rules

    Exit codes:
      0  nothing is wrong
      1  there are errors (with --strict: or warnings)
      2  the file cannot be read
    """
    from bot.commandline.run_check import run  # noqa: PLC0415 - so that `--help` answers at once

    run(file, files_of(base), strict=strict, as_json=as_json)
