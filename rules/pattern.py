r"""Text patterns as a rule file writes them: plain text is contained, `/…/` and `/…/i` are regular expressions.

RE2 matches in linear time whatever the pattern. Its `\w` knows ASCII only, so it is widened to Unicode here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import re2

MAX_PATTERN = 500
MAX_PROGRAM = 1_000
MAX_WIDENED = 15_000

_TOO_LARGE = "this is too large to be searched for quickly: use fewer repetitions and alternatives"
_WORD = r"\pL\pM\pN_"
_OPENED_CLASS = re.compile(r"\[\^?\]?")  # a bracket that comes first is a character of the class
_UNICODE_CLASS = re.compile(r"\\[pP](?:\{\^?\w+\}|\w)")
_CLASS_OF_LETTERS = re.compile(r"\\[pPwW]")
_NAMED_CLASS = re.compile(r"\[:\^?\w+:\]")
_VARYING = re.compile(
    r"(?P<once>(?:\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\\[dDsSwWpP]|\.)(?:[?*+]|(?P<own>\{\d+(?:,\d*)?\}))?"
    r"|\((?:\?[imsU-]*:)?|[?*+])"
    r"|(?P<times>\{\d+(?:,\d*)?\})|\\.|\)[?*+]?",
    re.DOTALL,
)
_TIMES = re.compile(r"\d+")
MAX_VARYING = 10
"""In how many places what is found may vary, so that RE2 can keep in mind what may follow."""
_STEP = 200  # microseconds; in the longest of texts a step may take five times as long


class PatternError(ValueError):
    """A pattern that cannot be used; the text says why."""


@dataclass(frozen=True)
class Pattern:
    """One pattern and its compiled form."""

    source: str

    @cached_property
    def expression(self) -> str:
        """The RE2 expression that finds this pattern."""
        if parts := _regex_parts(self.source):
            body, flags = parts
            return f"(?i){_unicode(body)}" if flags else _unicode(body)
        return f"(?i){re2.escape(self.source)}"

    @property
    def is_regex(self) -> bool:
        """Whether it is written as a regular expression."""
        return _regex_parts(self.source) is not None

    @cached_property
    def effort(self) -> int:
        """What it takes to read it: steps of the program, or classes of letters that came to nothing in it.

        Where more may vary, RE2 goes through all of its steps at each letter of a text, which takes far longer.

        Raises:
            PatternError: RE2 refuses it, or it is too large.
        """
        parts = _regex_parts(self.source)
        if parts is None:  # RE2 takes every plain text, and no letter takes more than nine steps
            return 100 + 10 * len(self.source)
        steps = int(compile_expression(self.expression, _UNICODE_CLASS.sub(r"\\w", parts[0])).programsize)
        reading = 100 + len(self.source) + max(steps, 300 * len(_CLASS_OF_LETTERS.findall(self.source)))
        return reading + (_STEP * steps if self.dear else 0)

    @property
    def dear(self) -> bool:
        """Whether RE2 may take long for it in a long text."""
        parts = _regex_parts(self.source)
        return parts is not None and _varying(parts[0]) > MAX_VARYING

    @property
    def doubt(self) -> tuple[str, str] | None:
        """What is legal and hardly meant, with what to write instead."""
        found = _regex_parts(self.source) and re.search(r"\\b([^\W0-9_])|([^\W0-9_])\\b", self.source)
        letter = found and (found[1] or found[2])
        if not letter or letter.isascii():
            return None
        return f"`\\b` knows ASCII letters only: it sees no edge of a word at `{letter}`", r"write `(^|\W)` or `(\W|$)`"

    def found_in(self, text: str) -> bool:
        """Whether the text holds this pattern."""
        if self._letters and text.isascii():
            return self._letters in text.lower()
        return bool(self._find(text))

    @cached_property
    def _letters(self) -> str:
        """The plain text in lower case, where it is ASCII: in a text that is so too it is found without RE2."""
        return "" if self.is_regex or not self.source.isascii() else self.source.lower()

    @cached_property
    def _find(self) -> Callable[[str], Any]:
        """Kept from the first search on: most patterns are only looked for by the index."""
        return finder(self.expression)

    def __str__(self) -> str:
        return self.source if _regex_parts(self.source) else f"“{self.source}”"


def pattern(source: str) -> Pattern:
    """The pattern that a rule file's text stands for, checked.

    Raises:
        PatternError: it is empty, too long, or not an expression that RE2 takes.
    """
    if not source:
        raise PatternError("an empty text is in every text: leave the condition out")
    if len(source) > MAX_PATTERN:
        raise PatternError(f"a pattern has at most {MAX_PATTERN} characters, this one has {len(source)}")
    made = Pattern(source)
    _ = made.effort
    return made


def compile_expression(expression: str, written: str | None = None) -> Any:
    """An RE2 expression, compiled within our bounds.

    Args:
        expression: what is searched for.
        written: the same as its author wrote it, where it has been widened to Unicode. One class of letters takes
            more than a thousand steps of a program, of which a text visits a few, so the author's own are counted.

    Raises:
        PatternError: RE2 refuses it, or its program is larger than the bound.
    """
    if len(expression) > 8 * MAX_PROGRAM:  # no step takes more to write
        raise PatternError(_TOO_LARGE)
    own = _compiled(expression if written is None else written)  # first, for a mistake is told as it was written
    if own.programsize > MAX_PROGRAM:
        raise PatternError(_TOO_LARGE)
    compiled = own if written in {None, expression} else _compiled(expression)
    if compiled.programsize > MAX_WIDENED:
        raise PatternError(_TOO_LARGE)
    return compiled


def finder(expression: str) -> Callable[[Any], Any]:
    """What tells whether a text holds an expression that has been checked, in a fifth of the time of `search`.

    `search` also works out where, letter by letter.
    """
    alone = re2.Filter()
    alone.Add(expression, OPTIONS)
    alone.Compile()
    return alone.Match  # type: ignore[no-any-return]  # the library has no types


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = 1 << 20
    return options


OPTIONS = _options()


def _compiled(expression: str) -> Any:
    try:
        return re2.compile(expression, OPTIONS)
    except re2.error as error:
        raise PatternError(_why(error)) from None


def _varying(body: str) -> int:
    """In how many places what an expression finds may vary; what is repeated counts each time."""
    places, times = 0, 1
    for found in _VARYING.finditer(body):
        places += _most(found["own"]) if found["once"] else 0
        times *= _most(found["times"])
    return places * times


def _most(repeated: str | None) -> int:
    """How often at most, at `{2}`, `{2,}` or `{2,4}`; once where nothing is said."""
    return max(1, *map(int, _TIMES.findall(repeated))) if repeated else 1


def _regex_parts(source: str) -> tuple[str, str] | None:
    found = re.fullmatch(r"/(.+)/(i?)", source, re.DOTALL)
    return (found[1], found[2]) if found else None


def _unicode(body: str) -> str:
    r"""`\w` and `\W` for every script, inside and outside of brackets."""
    if r"\w" not in body and r"\W" not in body:
        return body
    out, bracket, i = [], False, 0
    while i < len(body):
        if bracket and (named := _NAMED_CLASS.match(body, i)):
            out.append(named[0])
            i = named.end()
            continue
        if not bracket and (opened := _OPENED_CLASS.match(body, i)):
            out.append(opened[0])
            bracket, i = True, opened.end()
            continue
        pair = body[i : i + 2]
        if pair in {r"\w", r"\W"}:
            inverted = "^" if pair == r"\W" else ""
            if bracket and inverted:
                raise PatternError(r"`\W` cannot stand inside […]: write the characters, or use [^\w…]")
            out.append(_WORD if bracket else f"[{inverted}{_WORD}]")
            i += 2
            continue
        if body[i] == "\\":
            out.append(pair)
            i += 2
            continue
        bracket = bracket and body[i] != "]"
        out.append(body[i])
        i += 1
    return "".join(out)


def _why(error: Exception) -> str:
    text = error.args[0].decode(errors="replace")
    if text.startswith("pattern too large"):
        return _TOO_LARGE
    if re.search(r"\(\?(<|=|!|>|P$)|sequence: \\[1-9k]", text):
        return f"{text}: look-around and back-references are not part of the linear-time syntax"
    return f"not a regular expression: {text}"
