"""Findings about a file as lines: errors first, then warnings, and notes that cannot hide them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from rich.text import Text

from bot.commandline.terminal import console
from bot.explaining.visible import harmless, one_line
from rules.bases import Base
from rules.diagnostics import Diagnostic

_COLOURS = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_MOST_OF_A_KIND = 100
_MOST_PLACES = 8
_LONGEST = 500


def show(
    name: str,
    source: bytes,
    findings: Sequence[Diagnostic],
    bases: Mapping[str, Base] = MappingProxyType({}),
    *,
    err: bool = False,
) -> None:
    """Print findings: errors and warnings each with its line, and as one those notes that say the same.

    Args:
        name: of the file.
        source: what it holds.
        findings: in the order of the file.
        bases: the files that it extends; what stands in one is shown with its name and its own line.
        err: whether standard error is the place.
    """
    out = console(err=err)
    own = source.decode("utf-8-sig", "replace")
    texts = {"": own, **{base: held.text for base, held in bases.items()}}
    for severity in ("error", "warning"):
        found = [each for each in findings if each.severity == severity]
        for each in found[:_MOST_OF_A_KIND]:
            text = texts.get(each.base, "").replace("\r\n", "\n").replace("\r", "\n")
            out.print(_coloured(_plain(each).render(one_line(each.base) or name, harmless(text)), severity))
        if (rest := len(found) - _MOST_OF_A_KIND) > 0:
            out.print(f"… and {rest:,} more {severity}s")
    for group in _alike(each for each in findings if each.severity == "note"):
        out.print(_coloured(_note(name, group), "note"))


def counted(findings: Iterable[Diagnostic]) -> Counter[str]:
    """How many there are of each severity."""
    return Counter(each.severity for each in findings)


def plural(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _plain(finding: Diagnostic) -> Diagnostic:
    message, advice = one_line(finding.message, _LONGEST), one_line(finding.help, _LONGEST)
    return replace(finding, message=message, help=advice)


def _alike(notes: Iterable[Diagnostic]) -> list[list[Diagnostic]]:
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for note in notes:
        groups.setdefault((note.code, note.message), []).append(note)
    return list(groups.values())


def _note(name: str, group: Sequence[Diagnostic]) -> str:
    first = _plain(group[0])
    others = list(dict.fromkeys(str(note.line) for note in group if note.line != first.line))
    shown = ", ".join(others[:_MOST_PLACES]) + (" …" if others[_MOST_PLACES:] else "")
    also = f" (also on line{'s' if others[1:] else ''} {shown})" if others else ""
    return f"{name}:{first.line}:{first.column}: note[{first.code}]: {first.message}{also}"


def _coloured(rendered: str, severity: str) -> Text:
    text = Text(rendered)
    start = rendered.index(f": {severity}[") + 2
    text.stylize(_COLOURS[severity], start, start + len(severity))
    return text
