"""The people file that a rule file names, where it lies beside it on disk: looked at with the rules, offline."""

from dataclasses import dataclass
from pathlib import Path

from bot.commandline.terminal import name_of, read
from bot.people.agreement import examine_with
from rules.book import Rulebook
from rules.diagnostics import Diagnostic

MOST_BYTES = 8 * 1024 * 1024
GITHUB = ".github"


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A people file that was looked at."""

    name: str
    source: bytes
    findings: tuple[Diagnostic, ...]


def people_beside(file: Path, book: Rulebook | None) -> PeopleFile | None:
    """The people file of a rule file on disk; None where it names none, a base does, or there is no such file.

    Its path begins at the root of the repository: above `.github`, else where the rule file lies.
    """
    if book is None or book.project.people is None or book.people_from:
        return None
    folder = file.resolve().parent
    path = (folder.parent if folder.name == GITHUB else folder) / book.project.people
    if not path.is_file():
        return None
    source = read(path, MOST_BYTES)
    return PeopleFile(name_of(path), source, examine_with(source.decode("utf-8-sig", "replace"), book))
