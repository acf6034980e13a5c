"""`fingerpost import`: rules from the file of another tool, and what could not be carried over."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.terminal import FINDING, fail, name_of, read
from bot.importers.registry import KINDS, reader
from rules.diagnostics import did_you_mean

_MOST_BYTES = 8 * 1024 * 1024
_SHOWN = 60

Kind = Annotated[str, typer.Argument(metavar="KIND", help=f"What wrote it: {', '.join(KINDS)}.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The file of the other tool; `-` reads standard input.")]


Sync = Annotated[
    bool, typer.Option("--sync-labels", help="For labeler: the workflow says `sync-labels: true`, labels go again.")
]


def import_rules(kind: Kind, file: File, sync_labels: Sync = False) -> None:
    """Write rules that do what another tool's file says.

    The rules go to standard output. What could not be carried over goes to
    standard error: one line for each thing, with the line of FILE that it is
    about and what to do instead. Look at it before you switch the other tool off.

    Examples:
      fingerpost import labeler .github/labeler.yml > .github/pathways.yml
      fingerpost import stale .github/workflows/stale.yml
      fingerpost import codeowners .github/CODEOWNERS

    Exit codes:
      0  the rules are written
      1  FILE is not what KIND says, or is broken
      2  there is no such kind, or FILE cannot be read
    """
    if kind not in KINDS:
        fail(f"there is no kind {kind[:_SHOWN]!r} of file; {did_you_mean(kind[:_SHOWN], KINDS)}")
    if sync_labels and kind != "labeler":
        fail("--sync-labels is for labeler files")

    from bot.commandline.findings import show  # noqa: PLC0415 - so that `--help` answers at once
    from bot.explaining.visible import one_line  # noqa: PLC0415 - as above
    from rules.language import RuleFileError  # noqa: PLC0415 - as above

    source, name = read(file, _MOST_BYTES), name_of(file)
    try:
        imported = reader(kind)(source, name, **({"sync": True} if sync_labels else {}))
    except RuleFileError as error:
        show(name, source, error.diagnostics, err=True)
        raise typer.Exit(FINDING) from None
    typer.echo(imported.rules_text, nl=False)
    for note in imported.notes:
        typer.echo(f"{name}:{note.line}: {one_line(str(note), 500)}", err=True)
