"""The text of a rule file before it is read as YAML: its size, its encoding, characters that hide or mislead."""

import re

from rules.diagnostics import Diagnostic, RuleFileError, lines_of

MAX_BYTES = 1024 * 1024

_REFUSED = (
    (
        re.compile(r"(?:\A|(?<=[\r\n]))%"),
        "directive",
        "YAML directives (%) are not supported",
        "quote a value that begins with %",
    ),
    # libyaml counts these as line ends, editors do not: every later line number would be wrong.
    (
        re.compile("[\x85\u2028\u2029]"),
        "character",
        "a line separator that editors do not show",
        r'delete it, or write it in quotes as "\u2028"',
    ),
    (
        re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"),
        "character",
        "a character that YAML does not allow",
        "delete it; most editors do not show it",
    ),
)


def decode(source: bytes | str) -> str:
    """The text of a rule file, without a byte order mark.

    Raises:
        RuleFileError: it is too large, not UTF-8, or holds what YAML 1.2 or this loader does not allow.
    """
    raw = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        raise too_large(len(raw))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = error.object[: error.start].decode()  # without the byte order mark, as the codec counts
        place = _place(good, len(good))
        raise refusal("encoding", "this is not UTF-8 text", *place, "save the file as UTF-8") from None
    for pattern, code, message, advice in _REFUSED:
        if found := pattern.search(text):
            raise refusal(code, message, *_place(text, found.start()), advice)
    return text


def too_large(size: int) -> RuleFileError:
    """The error for a file of more bytes than are read."""
    advice = "make it smaller: lists and messages say once what rules repeat, `extends` takes rules from another file"
    return refusal("too-large", f"the file has {size:,} bytes, the limit is {MAX_BYTES:,}", 0, 0, advice)


def refusal(code: str, message: str, line: int, column: int, advice: str = "") -> RuleFileError:
    """The error for a text that cannot be read on from a place; line and column count from 0."""
    return RuleFileError([Diagnostic(line + 1, column + 1, "error", code, message, advice)])


def _place(text: str, offset: int) -> tuple[int, int]:
    lines = lines_of(text[:offset])
    return len(lines) - 1, len(lines[-1])
