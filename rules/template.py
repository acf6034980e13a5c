"""Texts with values in them, such as `Welcome, {author}! Your next step is {next_step}`.

Only substitution: no loops, calls or conditions, so nothing in a rule file can run or grow without bound. Names and
filters are checked when the file is loaded. `{{` is a brace. A sentence that holds an empty value is left out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from rules import escape
from rules.diagnostics import did_you_mean

MAX_VALUES = 100

NAMES: Mapping[str, str] = {
    "author": "who opened the item",
    "actor": "who caused the event",
    "title": "the item's title",
    "number": "the item's number",
    "repo": "the repository, as owner/name",
    "assignee": "the people assigned, after this rule has acted",
    "reviewers": "the people asked for a review",
    "labels": "the item's labels",
    "stage": "the item's stage on the board",
    "milestone": "the item's milestone",
    "base": "the branch that a pull request is meant for",
    "head": "a pull request's own branch",
    "url": "the item's address",
    "project": "the project's name",
    "date": "the day of the look, as 2026-03-01, where the community lives",
    "month": "its month, as 2026-03",
    "next_step": "what comes next on the person's pathway",
    "language": "the item's language",
    "country": "the item's country",
    "region": "the item's region",
    "pathway": "the item's pathway",
    "needs": "in a rule on the whole repository: the seats, regions and wishes that wait for somebody, as a list",
    "meeting_times": "there too: two times that are fair to the time zones of the people file, as a list",
    "adaptations": "there too: the public forks that changed something, as a list",
}
LISTS = frozenset({"needs", "meeting_times", "adaptations"})
"""Values that are made of the bot's own words: they are Markdown already."""
PEOPLE = frozenset({"author", "actor", "assignee", "reviewers"})
FIELD = re.compile(r"field\.(?P<label>[^{}|]{1,80})")
FILTERS: Mapping[str, Callable[[str], str]] = {
    "text": escape.text,
    "code": escape.code,
    "quote": escape.quote,
    "mention": escape.mention,
}

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]{0,120})\}|[{}]")
_LINE_END = re.compile(r"(\n(?:[ \t]*\n)*)")
_MARKER = re.compile(r"[ \t]*(?:(?:[-*+>]|#{1,6}|\d{1,3}[.)]|\[[ xX]\])[ \t]+)*")
_CLOSING = r"[\"')\]*_\u2019\u201d\u00bb\u300d\u300f\uff09]*"
_SENTENCE_END = re.compile(
    rf"(?<![.!?\u2026])[.!?\u2026]+{_CLOSING}[ \t]+|[\u3002\uff01\uff1f]+{_CLOSING}[ \t]*"  # Japanese sets no space
)


class TemplateError(ValueError):
    """A text that cannot be used.

    Attributes:
        help: what to write instead.
        at: where in the text.
    """

    def __init__(self, message: str, help_: str = "", at: int = 0) -> None:
        super().__init__(message)
        self.help, self.at = help_, at


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a value goes."""

    name: str
    filter: str


@dataclass(frozen=True, slots=True)
class Template:
    """A checked text; `parts` are literal texts and slots in order."""

    source: str
    parts: tuple[str | Slot, ...]

    @property
    def names(self) -> frozenset[str]:
        """The values that the text asks for."""
        return frozenset(part.name for part in self.parts if isinstance(part, Slot))

    def render(self, values: Mapping[str, str], limit: int = 60_000) -> str:
        """The text for a comment: values escaped, sentences with an empty value left out, whole lines up to a limit."""
        kept: list[tuple[str, str]] = []
        for line in _lines(self.parts):
            text = line.fill(values)
            if text is not None:
                kept.append((text, line.end))
            elif kept:  # what parted the paragraphs still does
                kept[-1] = (kept[-1][0], max(kept[-1][1], line.end, key=len))
        lines = [text + end for text, end in kept]
        fit = sum(length <= limit for length in accumulate(map(len, lines)))
        return "".join(lines[:fit]).strip()

    def plain(self, values: Mapping[str, str]) -> str | None:
        """The text as a name (a label, a login): values unmarked; None when one is empty."""
        if self.parts == (self.source,):
            return self.source
        out = []
        for part in self.parts:
            value = part if isinstance(part, str) else escape.label(values.get(part.name, ""))
            if not value:
                return None
            out.append(value)
        return "".join(out)


def literally(text: str) -> Template:
    """A text in which nothing is filled in, whatever it says."""
    return Template(text, (text,))


def template(source: str, *, ours: bool = False) -> Template:
    """The template that a text stands for, checked.

    Args:
        source: the text.
        ours: whether it is one of our own, in which any name may stand; else it is a rule file's.

    Raises:
        TemplateError: an unknown name or filter, a lone brace, too many values.
    """
    parts: list[str | Slot] = []
    last = 0
    for found in _TOKEN.finditer(source):
        parts.append(source[last : found.start()])
        last = found.end()
        if found[0] in {"{{", "}}"}:
            parts.append(found[0][0])
        elif found[1] is None:
            raise TemplateError(f"a lone `{found[0]}`", f"write `{found[0] * 2}` for a brace", found.start())
        else:
            parts.append(_slot(found[1], found.start(), ours=ours))
    parts.append(source[last:])
    if sum(isinstance(part, Slot) for part in parts) > MAX_VALUES:
        raise TemplateError(f"more than {MAX_VALUES} values in one text")
    return Template(source, tuple(part for part in parts if part != ""))


def _slot(inside: str, at: int, *, ours: bool) -> Slot:
    name, bar, chosen = (piece.strip() for piece in inside.partition("|"))
    if not ours and name not in NAMES and not FIELD.fullmatch(name):
        advice = did_you_mean(name, NAMES) if name else "write `{{` for a brace"
        raise TemplateError(f"unknown value `{{{name}}}`", advice, at)
    if bar and chosen not in FILTERS:
        raise TemplateError(f"unknown filter `{chosen}`", did_you_mean(chosen, FILTERS), at)
    if chosen == "mention" and not ours and name not in PEOPLE:
        advice = f"one of: {', '.join(sorted(PEOPLE))}"
        raise TemplateError(f"`{name}` is not a person whom a text may mention", advice, at)
    return Slot(name, chosen or "text")


@dataclass(slots=True)
class _Line:
    """One line of a text: the sign that begins it (`- `, `1. `, `> `), its sentences, the line ends that follow."""

    marker: str = ""
    sentences: list[list[str | Slot]] = field(default_factory=lambda: [[]])
    end: str = ""

    def read(self, text: str) -> None:
        """Take in a literal text; a value never ends a sentence."""
        start = 0
        if not self.marker and self.sentences == [[]]:
            self.marker = _MARKER.match(text)[0]  # type: ignore[index]  # it also matches nothing
            start = len(self.marker)
        for cut in _SENTENCE_END.finditer(text, start):
            self.sentences[-1].append(text[start : cut.end()])
            self.sentences.append([])
            start = cut.end()
        self.sentences[-1].append(text[start:])

    def fill(self, values: Mapping[str, str]) -> str | None:
        """The line without the sentences that hold an empty value; None where nothing is left."""
        filled = [_fill(sentence, values) for sentence in self.sentences]
        text = "".join(sentence for sentence in filled if sentence is not None)
        if None not in filled:
            return self.marker + text
        return self.marker + text.rstrip() if text.strip() else None


def _lines(parts: tuple[str | Slot, ...]) -> Iterator[_Line]:
    line = _Line()
    for part in parts:
        if isinstance(part, Slot):
            line.sentences[-1].append(part)
            continue
        text, *more = _LINE_END.split(part)
        line.read(text)
        for end, text in zip(more[::2], more[1::2], strict=True):
            line.end = end
            yield line
            line = _Line()
            line.read(text)
    yield line


def _fill(sentence: list[str | Slot], values: Mapping[str, str]) -> str | None:
    out = []
    for part in sentence:
        if isinstance(part, str):
            out.append(part)
            continue
        value = values.get(part.name, "")
        if not escape.label(value):  # nothing that can be seen
            return None
        out.append(value if part.name in LISTS else FILTERS[part.filter](value))
    return "".join(out)
