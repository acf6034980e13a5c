"""From what people wrote to how they voted.

People write "+1", "/support" and "lgtm" for the same thing. Each counts on a line of its own, as Markdown shows it:
never in a quotation, never in the middle of a sentence ("I can't give +1"). How each voice was read is told to
everybody, so that a wrong reading can be put right. The newest word of a person counts; comments that were edited
count as they stand.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from bot.hearing.spoken import lines_said
from rules.votes import Remark

Says = Literal["support", "object", "abstain"]

LONGEST_REASON = 500

_SUPPORT = r"\+1|👍|/support|/lgtm|/approve|lgtm|i support(?: (?:this|it|that|@[\w-]+))?"
_OBJECT = r"[-\N{MINUS SIGN}]1|👎|/object|i object"
_ABSTAIN = r"[+±-]?0|/abstain|i abstain"


def _on_its_line(spellings: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{spellings})(?P<why>\W.*)?", re.IGNORECASE)


_SAID: Mapping[Says, re.Pattern[str]] = MappingProxyType(
    {"support": _on_its_line(_SUPPORT), "object": _on_its_line(_OBJECT), "abstain": _on_its_line(_ABSTAIN)}
)
_BETWEEN = " \t:;,.!-\N{EN DASH}\N{EM DASH}"


@dataclass(frozen=True, slots=True)
class Voice:
    """How one person voted.

    Attributes:
        login: as GitHub spells it.
        reason: what stands behind the vote on its line, else what else the comment says.
        line: as it was written.
    """

    login: str
    says: Says
    reason: str
    line: str
    at: datetime


def voices_in(remarks: Iterable[Remark]) -> tuple[Voice, ...]:
    """How each person voted, by the last vote that each of them wrote; in the order in which those were written."""
    latest: dict[str, Voice] = {}
    for remark in sorted(remarks, key=lambda remark: remark.at):
        lines = lines_said(remark.text)
        votes = [(line, said) for line in lines if (said := _read(line))]
        rest = " ".join(line for line in lines if not _read(line))[:LONGEST_REASON]
        for line, (says, reason) in votes[-1:]:
            latest.pop(remark.login.lower(), None)
            latest[remark.login.lower()] = Voice(remark.login, says, reason or rest, line, remark.at)
    return tuple(latest.values())


def _read(line: str) -> tuple[Says, str] | None:
    for says, form in _SAID.items():
        if found := form.fullmatch(line):
            return says, (found["why"] or "").strip(_BETWEEN)[:LONGEST_REASON]
    return None
