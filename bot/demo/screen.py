"""Everything that the demo prints: lines for people, in 80 columns, with colours where the terminal wants them."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text

from bot.explaining.visible import one_line

_WIDEST = 100
_PIPE = 80
_LEFT, _GAP, _RIGHT = 10, 2, 14
_QUOTED = 400
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>:~-])")


class Screen:
    """The terminal, or whatever stands in its place."""

    def __init__(self, acts: int) -> None:
        """A screen for so many acts."""
        terminal = sys.stdout.isatty()
        console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
        width = min(console.width, _WIDEST) if terminal else _PIPE
        plain = console.no_color or not terminal
        self._console = Console(
            file=sys.stdout, highlight=False, markup=False, emoji=False, width=width,
            color_system=None if plain else "auto",
        )  # fmt: skip
        self._progress = Progress(
            TextColumn(" " * (_LEFT - 2)), BarColumn(bar_width=24), TextColumn("{task.completed} of {task.total}"),
            TextColumn("{task.description}"), console=self._console, transient=True, disable=not terminal,
        )  # fmt: skip
        self._task = self._progress.add_task("", total=acts)

    @contextmanager
    def progress(self) -> Iterator[None]:
        """Show how far the story is while the block lasts."""
        with self._progress:
            yield

    def at(self, acts: int, doing: str) -> None:
        """So many acts are done; what goes on now."""
        self._progress.update(self._task, completed=acts, description=doing)

    def header(self, page: str, home: str, went: str) -> None:
        """What this is, where it is shown and kept."""
        self.line("Fingerpost demo", "bold")
        self.line(f"{went} A simulated GitHub sends")
        self.line("signed webhooks to the bot, which answers by the rules that the community wrote.")
        self.line("Nothing leaves this machine.\n")
        self._row("page", page, "bold cyan")
        self._row("kept in", home, "dim")

    def day(self, heading: str) -> None:
        """A new day, or another heading."""
        self.line(f"\n{heading}", "bold")

    def step(self, at: str, says: str) -> None:
        """Something happens."""
        self._row(at, says)

    def did(self, lines: Sequence[str], requests: int) -> None:
        """What the bot did about it."""
        cost = f"{requests} request{'' if requests == 1 else 's'}"
        for place, line in enumerate(lines or ("nothing",)):
            self._row("fingerpost", line, "green" if lines else "dim", cost if place == 0 else "")

    def left(self, line: str) -> None:
        """What it left alone or could not do."""
        self._row("", _plain(line), "yellow")

    def quote(self, text: str) -> None:
        """What it wrote."""
        shown = _plain(one_line(text))
        self._row("", f"“{shown[:_QUOTED]}{'…' if len(shown) > _QUOTED else ''}”", "italic")

    def trouble(self, line: str) -> None:
        """Something about the programs themselves."""
        self._row("!", line, "bold yellow")

    def fact(self, name: str, value: str) -> None:
        """A line of the summary."""
        self._row(name, value)

    def line(self, text: str, style: str = "") -> None:
        """A line of its own."""
        self._console.print(Text(text, style))

    def _row(self, left: str, text: str, style: str = "", right: str = "") -> None:
        width = self._console.width - _LEFT - _GAP - (_RIGHT if right else 0)
        for place, line in enumerate(Text(text, style).wrap(self._console, width)):
            line.rstrip()
            row = Text.assemble((f"{'' if place else left:>{_LEFT}}{' ' * _GAP}", "dim"), line)
            if right and place == 0:
                row.append(f"{right:>{self._console.width - row.cell_len}}", "dim")
            self._console.print(row, soft_wrap=True)


def _plain(text: str) -> str:
    """A text without the signs that only Markdown needs."""
    return _ESCAPED.sub(r"\1", text)
