"""How commands are run: help as it is written, and an end in words for whatever goes wrong."""

import errno
import inspect
import os
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.commandline.terminal import FINDING, WRONG_USE
from bot.errors import FingerpostError, SettingsError

MISTAKE_OF_OURS = 70
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_EXPECTED = (typer.Exit, typer.Abort, typer.TyperException, KeyboardInterrupt)


class _AsWritten:
    """Shows the help text line by line, so that examples stay readable."""

    help: str | None

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the help text."""
        del ctx
        formatter.write_paragraph()
        for line in inspect.cleandoc(self.help or "").splitlines():
            formatter.write(f"  {line}".rstrip() + "\n")


class Command(_AsWritten, TyperCommand):
    """A command."""


class Group(_AsWritten, TyperGroup):
    """A command that holds others."""


class Program(Group):
    """The outermost group: what it cannot do it says in a sentence, never in a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except _EXPECTED:
            raise
        except FingerpostError as error:
            _say(str(error))
            raise typer.Exit(WRONG_USE if isinstance(error, SettingsError) else FINDING) from None
        except Exception as error:
            if isinstance(error, OSError) and error.filename is None and error.errno in _NO_ROOM:
                _close_output()
                _say(f"the output cannot be written: {error.strerror}")
                raise typer.Exit(FINDING) from None
            closed = isinstance(error, OSError) and error.errno == errno.EPIPE  # whoever read our output is gone
            if closed or ctx.params.get("debug"):
                raise
            _say(
                f"this should not have happened ({_brief(error)}). Please report it with the form for bugs, "
                "in the repository's Issues; FINGERPOST_DEBUG=1 before the command shows where it went wrong."
            )
            raise typer.Exit(MISTAKE_OF_OURS) from None


def _close_output() -> None:
    """Write nowhere from now on: what is left in the buffer would fail once more when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    for line in message.splitlines():
        typer.echo(f"fingerpost: {line}", err=True)


def _brief(error: Exception) -> str:
    from bot.explaining.visible import one_line  # noqa: PLC0415 - only needed here

    return one_line(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
