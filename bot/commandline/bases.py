"""The other repositories that a rule file extends, as somebody who works offline has them on disk."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

Bases = Annotated[
    list[str] | None,
    typer.Option(
        "--base",
        metavar="OWNER/REPO=FILE",
        help="A rule file that is extended, or a checkout that holds it; may be given again.",
    ),
]
HELD_IN = Path(".github/pathways.yml")


def files_of(given: Sequence[str] | None) -> dict[str, Path]:
    """The files by the name under `extends`; ends where one is no name with a file."""
    from bot.commandline.terminal import fail  # noqa: PLC0415 - so that `--help` answers at once

    found: dict[str, Path] = {}
    for each in given or ():
        name, _, path = each.partition("=")
        if "/" not in name or not path:
            fail(f"--base takes OWNER/REPO=FILE, as in --base acme/rules=../rules, and not {each!r}")
        found[name] = Path(path) / HELD_IN if Path(path).is_dir() else Path(path)
    return found
