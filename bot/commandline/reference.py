"""`fingerpost reference`: the manual page of the rule language."""

from typing import Annotated

import typer

Word = Annotated[
    str | None,
    typer.Option("--word", metavar="WORD", help="Only this condition, verb, section or event: files, label …"),
]


def reference(word: Word = None) -> None:
    """Print the manual page of the rule language, as Markdown.

    Examples:
      fingerpost reference | less
      fingerpost reference --word files

    Exit codes:
      0  printed
      2  there is no such word
    """
    from bot.commandline.terminal import fail  # noqa: PLC0415 - so that `--help` answers at once
    from rules.diagnostics import did_you_mean  # noqa: PLC0415 - as above
    from rules.reference import reference as whole  # noqa: PLC0415 - as above
    from rules.reference import reference_of, words  # noqa: PLC0415 - as above

    if word is None:
        typer.echo(whole())
    elif parts := reference_of(word):
        typer.echo("\n".join(parts), nl=False)
    else:
        fail(f"the language has no word {word[:60]!r}; {did_you_mean(word[:60], words())}")
