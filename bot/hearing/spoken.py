"""The lines that a person said in a comment: what GitHub shows as quoted, as code or not at all is not said.

Markdown decides, as it does on the page: a line that runs on from a quotation belongs to it, and what stands in a list,
a table or a heading is told, not asked. So a reply by e-mail, which quotes the comment that it answers, repeats none
of its commands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST_COMMENT = 65_536  # what GitHub takes

_BLOCKS = ["blockquote", "code", "fence", "heading", "hr", "html_block", "lheading", "list", "reference", "table"]
_SPANS = ["backticks", "escape", "html_inline", "newline"]


def lines_said(comment: str) -> tuple[str, ...]:
    """The lines of a comment that its author says, in order, without markup and without spaces around them."""
    tokens = _reader().parse(comment[:LONGEST_COMMENT].replace("\0", " "))
    return tuple(
        line
        for opening, inline in pairwise(tokens)
        if opening.type == "paragraph_open" and opening.level == 0
        for line in _lines_of(inline.children or ())
    )


def lines_added(before: str, after: str) -> tuple[str, ...]:
    """The lines that an edited comment says and did not say before; one that only moved was said before."""
    known = Counter(lines_said(before))
    added = []
    for line in lines_said(after):
        if known[line]:
            known[line] -= 1
        else:
            added.append(line)
    return tuple(added)


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 1 MB, of no use before somebody asks something of the bot

    reader = MarkdownIt("zero", {"html": True, "maxNesting": 20}).enable([*_BLOCKS, *_SPANS])
    reader.core.ruler.disable("text_join")  # what was escaped stays a token of its own, so that it starts no command
    return reader


def _lines_of(paragraph: "Iterable[Token]") -> Iterator[str]:
    line: list[Token] = []
    for token in paragraph:
        if token.type in {"softbreak", "hardbreak"}:
            yield from _line_of(line)
            line = []
        else:
            line.append(token)
    yield from _line_of(line)


def _line_of(tokens: "list[Token]") -> Iterator[str]:
    """One line, unless it begins with what is no plain text."""
    shown = "".join(token.content for token in tokens if token.type != "html_inline").strip()
    if tokens and tokens[0].type == "text" and shown:
        yield shown
