"""The work of `fingerpost check`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from bot.commandline.findings import counted, plural, show
from bot.commandline.terminal import FINDING, name_of, print_json, read
from rules.book import Rulebook
from rules.diagnostics import Diagnostic
from rules.language import RuleFileError
from rules.language import load as load_rules

MOST_BYTES = 8 * 1024 * 1024


def run(file: Path, *, strict: bool, as_json: bool) -> None:
    """Print what is wrong with a file; end with 1 where that is an error."""
    source = read(file, MOST_BYTES)
    book, findings = load(source)
    if as_json:
        print_json(_document(name_of(file), book, findings))
    else:
        show(name_of(file), source, findings)
        typer.echo(_summary(name_of(file), book, findings))
    failing = {"error", "warning"} if strict else {"error"}
    if not failing.isdisjoint(each.severity for each in findings):
        raise typer.Exit(FINDING)


def load(source: bytes) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    """The rules of a file, None where it cannot be used, and all that is to be said of it."""
    try:
        book = load_rules(source)
    except RuleFileError as error:
        return None, error.diagnostics
    return book, book.diagnostics


def _summary(name: str, book: Rulebook | None, findings: tuple[Diagnostic, ...]) -> str:
    counts = counted(findings)
    told = ", ".join(
        plural(counts[severity], severity) for severity in ("error", "warning", "note") if counts[severity]
    )
    if book is None or counts["warning"]:
        return told
    return f"{name}: {plural(len(book.rules), 'rule')}, nothing wrong{f', {told}' if told else ''}"


def _document(name: str, book: Rulebook | None, findings: tuple[Diagnostic, ...]) -> dict[str, Any]:
    counts = counted(findings)
    return {
        "file": name,
        "rules": None if book is None else len(book.rules),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "notes": counts["note"],
        "diagnostics": [asdict(each) for each in findings],
    }
