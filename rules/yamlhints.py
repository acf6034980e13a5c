"""What a YAML syntax error most often was: a value that wanted quotes. What the parser says is put in plain words."""

import re
from collections.abc import Mapping

_ENDED = "did not find expected key"
_NO_COLON = "mapping values are not allowed in this context"
_WORDS: Mapping[str, str] = {
    "found character that cannot start any token": "no value can begin like this",
    _ENDED: "the value ends before this",
    _NO_COLON: "no `: ` may stand here",
    "mapping keys are not allowed in this context": "no value can begin like this",
    "did not find expected alphabetic or numeric character": "no value can begin like this",
    "did not find expected whitespace or line break": "no value can begin like this",
    "did not find expected comment or line break": "no value can begin like this",
    "did not find expected '-' indicator": "this line is not indented like those above it",
    "did not find expected ',' or '}'": "a comma or } is missing before this",
    "did not find expected ',' or ']'": "a comma or ] is missing before this",
    "could not find expected ':'": "a key ends with a colon, and this line has none",
    "found invalid Unicode character escape code": "there is no such character",
    "found unknown escape character": 'in "…" a backslash is followed by one of a few letters',
    "found a tab character that violates indentation": "this line is indented with a tab",
    "found a tab character where an indentation space is expected": "this line is indented with a tab",
    "did not find expected node content": "a list or mapping is not closed before this",
    "block sequence entries are not allowed in this context": "a list or mapping is not closed before this",
    "did not find expected <document start>": "this line does not belong to what stands above it",
}
"""What libyaml says, and what that means."""

_AFTER_PROBLEM: Mapping[str, str] = {
    "found invalid Unicode character escape code": "write the character itself",
    "found unknown escape character": r"write the text in '…', where a backslash is one, or write it twice: \\",
    "did not find expected '-' indicator": "begin it in the same column as the keys that it belongs to",
    "could not find expected ':'": "write `key: value`; a text of several lines begins with |, indented below its key",
    "did not find expected <document start>": "begin it in the same column as the lines above it",
}
_IN_QUOTES: Mapping[str, str] = {
    '"': 'inside "…" write \\" for a quote, or put the whole text in \'…\'',
    "'": "inside '…' write '' for an apostrophe, or put the whole text in \"…\"",
}
_BRACES = "a text that holds { } [ ] or a comma must be quoted inside { } or [ ]"
_COLUMN = "begin it in the same column as the keys that it belongs to"
_COLON = 'a text that holds ": " must be quoted'
_NO_SPACE = re.compile(r"^\s*?[\u00a0\u2000-\u200b\u202f\u3000]|[:-][\u00a0\u2000-\u200b\u202f\u3000]")
_COMMENTED = re.compile(r":\s+(#[^\s,}\]]+)[^#]*[}\]]\s*$")
_READ = 1_000
_IN_FLOW = re.compile(r"[{,]\s*[\w-]+:\s+([^,{}\[\]\"]*)")
_IN_BLOCK = re.compile(r"\s*(?:-\s+)*[\w-]+:\s+([^\"{\[]*)$")
_QUOTED = re.compile(r"(?:[:\-?]\s|[\[{,])\s*((?P<quote>[\"']).*)$")


def plainly(problem: str) -> str:
    """What the parser says, in plain words."""
    return _WORDS.get(problem, problem)


def hint(lines: list[str], line: int, column: int, problem: str = "") -> str:
    """A sentence that says what to write instead, or nothing where the mistake is not a known one."""
    text = lines[line]
    if "\t" in text[: len(text) - len(text.lstrip())] or text[column : column + 1] == "\t":
        return "YAML indents with spaces, not tabs"
    if any(map(_NO_SPACE.search, lines[max(0, line - 1) : line + 1])):
        return "this line or the one above holds a space that is none to YAML: write it anew with plain ones"
    return (
        _begun_wrongly(text, column)
        or _AFTER_PROBLEM.get(problem)
        or _out_of_line(lines, line, column, problem)
        or _ended_early(text, column, problem)
    )


def unclosed(lines: list[str]) -> str:
    """The same for the lines of a list or mapping that is not closed: what follows ` #` is not read."""
    hidden = next(filter(None, (re.search(r":\s+(#[^\s,}\]]+)", text) for text in lines)), None)
    if hidden:
        return f'a value that begins with # must be quoted: "{hidden[1]}"'
    return "close it; in a list or mapping, see that no comma is missing"


def commented_out(lines: list[str], line: int, problem: str) -> tuple[int, int, str] | None:
    """Where ` #` hides the end of a list or mapping in the line before one that came too early, and what to write."""
    if not problem.startswith(("did not find expected node", "block sequence entries")):
        return None
    above = next((n for n in range(min(line, len(lines)) - 1, -1, -1) if lines[n].strip()), 0)
    hidden = _COMMENTED.search(lines[above]) if len(lines[above]) <= _READ else None
    if hidden is None:
        return None
    return above, hidden.start(1), f'a value that begins with # must be quoted: "{hidden[1]}"'


def _begun_wrongly(text: str, column: int) -> str:
    """A value whose first character means something to YAML."""
    if value := _begun_before(column, text):
        return f'a value that begins with {value[0]} must be quoted: "{value}"'
    if folded := re.search(r"[:\-\[,]\s*([>|] ?[^\s,}\]][^,}\]]*)", text):
        return f'a value that begins with {folded[1][0]} must be quoted: "{folded[1].strip()}"'
    if opened := re.search(
        r"[:-]\s+((?:\{[\w.]+\}|\[[^\]\[]*\])\s*[^\s,\]}#][^#]*)|^\s*(?:-\s+)*[\w-]+:\s+(\{[\w.]+\},.*)", text
    ):
        meant = (opened[1] or opened[2]).strip()
        return f'a text that begins with {meant[0]} must be quoted: "{meant}"'
    return ""


def _out_of_line(lines: list[str], line: int, column: int, problem: str) -> str:
    """A key that begins its line and does not go with the line above."""
    begun = lines[line][:column]
    if problem == _ENDED and not begun.strip():
        return _COLUMN
    if problem != _NO_COLON or not re.fullmatch(r"\s*(?:-\s+)*[\w-]+", begun):
        return ""
    above = next((text for text in reversed(lines[:line]) if text.strip()), "")
    glued = re.fullmatch(r"\s*(?:-\s+)*([\w-]+):(\S.*?)\s*", above)
    return f"write a space after the colon: `{glued[1]}: {glued[2]}`" if glued else _COLUMN


def _ended_early(text: str, column: int, problem: str) -> str:
    """A value that went on after YAML took it for complete."""
    if problem == _ENDED and (found := _QUOTED.search(text[: column + 1])):
        return _IN_QUOTES[found["quote"]]
    if text[column : column + 1] in {"{", "["}:
        return _BRACES
    value = next((found for found in _IN_FLOW.finditer(text) if found.start(1) <= column <= found.end(1)), None)
    if (value := value or _IN_BLOCK.match(text)) and re.search(r":(\s|$)", value[1]):
        return f'{_COLON}: "{value[1].strip()}"'
    return _IN_QUOTES.get(text[:column].rstrip()[-1:], "")


def _begun_before(column: int, text: str) -> str:
    """The word with a character that may not begin a value, where such a word was being read."""
    words = re.finditer(r"(?:^|[:\-?]\s|[\[{,])\s*((?:[@`%*!]|&(?!\w)|\?\s)[^\s,\]}]*)(\s+[^\s#,\]}])?", text)
    word = next((word for word in reversed(list(words)) if word.start(1) <= column), None)
    if word is None:
        return ""
    return f"{word[1].strip()} …" if word[2] or word[1].endswith(" ") else word[1]
