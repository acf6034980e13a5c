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
from typing import Literal, get_args

from bot.hearing.spoken import lines_said
from rules.votes import Remark

Says = Literal["support", "object", "abstain"]

LONGEST_REASON = 500

OTHER_WORDS: Mapping[Says, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "support": {
            "": ("second",), "es": ("apoyo",), "fr": ("soutenir",), "de": ("dafür",), "pt": ("apoio",), "ja": ("賛成",),
        },
        "object": {"es": ("objeto",), "fr": ("contre",), "de": ("dagegen",), "pt": ("contra",), "ja": ("反対",)},
        "abstain": {
            "es": ("abstención",), "fr": ("abstention",), "de": ("enthaltung",), "pt": ("abstenção",), "ja": ("棄権",),
        },
    }
)  # fmt: skip
"""Further names of the commands, by language."""

_PLAIN: Mapping[Says, str] = MappingProxyType(
    {
        "support": r"\+1|👍|/lgtm|/approve|lgtm|i support(?: (?:this|it|that|@[\w-]+))?",
        "object": r"[-\N{MINUS SIGN}]1|👎|i object",
        "abstain": r"[+±-]?0|i abstain",
    }
)
_TO_SOMEBODY = re.compile(r"@[\w-]+(?:\[bot\])?[:,]?\s+/?")


def _form(says: Says) -> re.Pattern[str]:
    names = (says, *(word for words in OTHER_WORDS[says].values() for word in words))
    commands = "|".join(f"/{name}" for name in names)
    return re.compile(rf"(?:{_PLAIN[says]}|{commands})(?P<why>\W.*)?", re.IGNORECASE)


_SAID: Mapping[Says, re.Pattern[str]] = MappingProxyType({says: _form(says) for says in get_args(Says)})
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
    asked = _TO_SOMEBODY.sub("/", line, count=1) if _TO_SOMEBODY.match(line) else line
    for says, form in _SAID.items():
        if found := form.fullmatch(line) or form.fullmatch(asked):
            return says, (found["why"] or "").strip(_BETWEEN)[:LONGEST_REASON]
    return None
