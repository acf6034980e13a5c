"""Remarks of a check run at places of files, and how many of them GitHub has by now. Pure.

GitHub takes fifty with one request, and adds those of a later one to them. So each report says by its own mark which
remarks it belongs to and how many of them are there: whoever was cut short reads it and goes on with the next.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rules.facts import OwnCheck

MOST_AT_ONCE = 50
MOST = 200
"""Of one check run: four requests, and more than anybody mends at once."""
_BETWEEN = ":"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark at a place of a file; `level` is GitHub's FAILURE, WARNING or NOTICE, the end column lies behind it."""

    path: str
    line: int
    column: int
    end: int
    level: str
    message: str

    @property
    def input(self) -> dict[str, Any]:
        """It as GitHub takes it."""
        place = {"startLine": self.line, "endLine": self.line, "startColumn": self.column, "endColumn": self.end}
        return {"path": self.path, "location": place, "annotationLevel": self.level, "message": self.message}


def marked(report: str, remarks: Sequence[Annotation], sent: int) -> str:
    """The mark of a report of which so many remarks are sent."""
    return _BETWEEN.join((report, _digest(remarks), str(sent))) if remarks else report


def begun(there: OwnCheck | None, remarks: Sequence[Annotation]) -> tuple[str | None, int]:
    """The check run that can be gone on with, and how many of these remarks it has.

    One that has other remarks would keep them: in its place comes a new one, which hides it.
    """
    if there is None:
        return None, 0
    _, noted, rest = there.digest.partition(_BETWEEN)
    digest, _, sent = rest.partition(_BETWEEN)
    if not noted:
        return there.id, 0
    return (there.id, int(sent)) if digest == _digest(remarks) and sent.isdecimal() else (None, 0)


def _digest(remarks: Sequence[Annotation]) -> str:
    return hashlib.sha256("\n".join(map(repr, remarks)).encode()).hexdigest()[:12]
