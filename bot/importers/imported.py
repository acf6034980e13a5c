"""What an importer gives back: the text of a rule file, and a note for each thing that it could not carry over."""

from dataclasses import dataclass, field

from rules.diagnostics import Diagnostic, RuleFileError


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """One thing that the rules do not say, or say differently.

    Attributes:
        line: of the file that was read, counted from 1.
        what: what is lost or different.
        instead: what to do about it; empty where there is nothing to do.
    """

    line: int
    what: str
    instead: str = ""

    def __str__(self) -> str:
        return f"{self.what}; {self.instead}" if self.instead else self.what


@dataclass(frozen=True, slots=True)
class Imported:
    """A rule file, and what is not in it."""

    rules_text: str
    notes: tuple[Note, ...]


@dataclass(slots=True)
class Notes:
    """The notes of one import, gathered while the file is read."""

    taken: list[Note] = field(default_factory=list)

    def add(self, line: int, what: str, instead: str = "") -> None:
        """Take a note, unless it has been taken."""
        note = Note(line, what, instead)
        if note not in self.taken:
            self.taken.append(note)

    def sorted(self) -> tuple[Note, ...]:
        """All notes in the order of the file."""
        return tuple(sorted(self.taken))


def refusal(line: int, column: int, message: str, advice: str = "") -> RuleFileError:
    """The error for a file that cannot be read as what it should be; line and column count from 1."""
    return RuleFileError([Diagnostic(line, column, "error", "not-importable", message, advice)])
