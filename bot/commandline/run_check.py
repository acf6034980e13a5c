"""The work of `fingerpost check`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typer

from bot.commandline.findings import counted, plural, show
from bot.commandline.messages_beside import as_bases, sayings_beside
from bot.commandline.people_beside import PeopleFile, people_beside
from bot.commandline.terminal import FINDING, name_of, print_json, read
from bot.looking.ruleset import Unread, load
from rules.bases import Base, repositories
from rules.book import Rulebook
from rules.diagnostics import Diagnostic
from rules.outside import named_in, unlooked
from rules.sayings import Sayings

MOST_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule file that was looked at.

    Attributes:
        bases: the other repositories' files that it extends.
        sayings: what its rules may say, its message files among it.
        book: its rules; None where it cannot be used.
        findings: all that is to be said of it.
        people: the people file that it names, where that lies beside it.
    """

    name: str
    source: bytes
    bases: Mapping[str, Base]
    sayings: Sayings
    book: Rulebook | None
    findings: tuple[Diagnostic, ...]
    people: PeopleFile | None = None

    @property
    def all_findings(self) -> tuple[Diagnostic, ...]:
        """Those of both files."""
        return (*self.findings, *(self.people.findings if self.people else ()))


def run(file: Path, files: Mapping[str, Path], *, strict: bool, as_json: bool) -> None:
    """Print what is wrong with a file; end with 1 where that is an error."""
    source = read(file, MOST_BYTES)
    bases = bases_of(source, files)
    sayings = sayings_beside(file)
    found = load(Unread(source, bases, sayings), lambda rules, tree: unlooked(named_in(rules, tree)))
    people = people_beside(file, found[0])
    report(Checked(name_of(file), source, bases, sayings, *found, people), strict=strict, as_json=as_json)


def report(checked: Checked, *, strict: bool, as_json: bool) -> None:
    """Print findings; end with 1 where one of them is an error, or with `strict` a warning."""
    if as_json:
        print_json(_document(checked))
    else:
        if checked.people:
            show(checked.people.name, checked.people.source, checked.people.findings)
        show(checked.name, checked.source, checked.findings, {**checked.bases, **as_bases(checked.sayings)})
        typer.echo(_summary(checked.name, checked.book, checked.all_findings))
    failing = {"error", "warning"} if strict else {"error"}
    if not failing.isdisjoint(each.severity for each in checked.all_findings):
        raise typer.Exit(FINDING)


def bases_of(source: bytes, files: Mapping[str, Path]) -> dict[str, Base]:
    """The bases of a file, and theirs, by the names that they are given there.

    Args:
        source: the file.
        files: where they are; one that is named without a version stands for every version.
    """
    held = {name: Base(read(path, MOST_BYTES).decode("utf-8-sig", "replace")) for name, path in files.items()}
    named = [*repositories(source), *(name for base in held.values() for name in repositories(base.text))]
    found = {name: held.get(name) or held.get(name.partition("@")[0]) for name in named}
    return {name: base for name, base in found.items() if base}


def _summary(name: str, book: Rulebook | None, findings: tuple[Diagnostic, ...]) -> str:
    counts = counted(findings)
    told = ", ".join(
        plural(counts[severity], severity) for severity in ("error", "warning", "note") if counts[severity]
    )
    if book is None or counts["warning"] or counts["error"]:
        return told
    return f"{name}: {plural(len(book.rules), 'rule')}, nothing wrong{f', {told}' if told else ''}"


def _document(checked: Checked) -> dict[str, Any]:
    counts, people = counted(checked.all_findings), checked.people
    found = [asdict(each) for each in checked.findings]
    theirs = [{**asdict(each), "file": people.name} for each in people.findings] if people else []
    return {
        "file": checked.name,
        "rules": None if checked.book is None else len(checked.book.rules),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "notes": counts["note"],
        "diagnostics": found + theirs,
    }
