"""What the commands share: files in, text and JSON out, and the end of a command that cannot go on."""
# ruff: noqa: PLC0415 - rich is imported when something is printed with it, so that `--help` answers at once

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import typer

from rules.diagnostics import nearest

if TYPE_CHECKING:
    from rich.console import Console

FINDING = 1
WRONG_USE = 2
_MANY_FILES = 1_000
_PIPE_WIDTH = 160


def fail(message: str, code: int = WRONG_USE) -> NoReturn:
    """Say on standard error what is wrong, and end.

    Raises:
        typer.Exit: always.
    """
    typer.echo(f"fingerpost: {message}", err=True)
    raise typer.Exit(code)


def name_of(path: Path) -> str:
    """What a file is called in messages."""
    from bot.explaining.visible import one_line

    return "stdin" if str(path) == "-" else one_line(str(path))


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file to read from, `-` for standard input."""
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        if error.filename is None:
            raise  # something else went wrong while the file was open
        fail(_unreadable(path, error))


def read(path: Path, most: int) -> bytes:
    """What a file holds, `-` for standard input, up to a number of bytes."""
    with opened(path) as file:
        return file.read(most)


def _unreadable(path: Path, error: OSError) -> str:
    name = name_of(path)
    if not isinstance(error, FileNotFoundError):
        return f"{name} cannot be read: {error.strerror}"
    try:
        beside = [entry.name for entry, _ in zip(path.parent.iterdir(), range(_MANY_FILES), strict=False)]
    except OSError:
        beside = []
    near = nearest(path.name, beside)
    return f"there is no file {name}{f'; did you mean {name_of(path.parent / near)}?' if near else ''}"


def console(*, err: bool = False) -> "Console":
    """A place to print on: colours where a terminal wants them, and room for whole lines where there is none."""
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    make = partial(Console, file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
    made = make(width=None if stream.isatty() else _PIPE_WIDTH)
    return make(width=made.width, color_system=None) if made.no_color else made


def print_json(document: Any, *, indented: bool = True) -> None:
    """Print JSON as UTF-8, whatever the terminal's own encoding is."""
    import orjson

    from bot.explaining.visible import in_json

    text = orjson.dumps(document, option=orjson.OPT_INDENT_2 if indented else 0).decode()
    sys.stdout.buffer.write(f"{in_json(text)}\n".encode())
    sys.stdout.buffer.flush()
