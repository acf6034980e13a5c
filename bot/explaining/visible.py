"""Text from outside as a terminal may show it: nothing in it moves the cursor, forges a line or turns letters round."""

import re

from rich.cells import cell_len, chop_cells

_TURNING = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_BREAKS = (0x2028, 0x2029)
_PICTURES = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys((*range(0x80, 0xA0), *_TURNING, *_BREAKS, *range(0xD800, 0xE000)), "\ufffd"),
}
_LINES = {code: picture for code, picture in _PICTURES.items() if chr(code) != "\n"}
_HIDDEN = re.compile(f"[\x7f-\x9f{''.join(map(chr, (*_TURNING, *_BREAKS)))}]")
_SPACE = re.compile(r"[\s\u2028\u2029]+")
_NARROWEST = 20


def harmless(text: str) -> str:
    """The text with its line breaks; each other control character is a picture of itself, one column wide."""
    return text.expandtabs(1).translate(_LINES)


def one_line(text: str, most: int = 200) -> str:
    """The text on one line, cut where it is long."""
    line = _SPACE.sub(" ", text[: most * 4]).strip().translate(_PICTURES)
    return line if len(line) <= most and len(text) <= most * 4 else f"{line[: most - 1]}…"


def in_json(text: str) -> str:
    """JSON that says the same, with escapes in place of the control characters that JSON allows."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """A text as lines that fit, wide characters counted as two columns.

    Args:
        text: its own line breaks count as spaces.
        width: of the whole, indentation included.
        first: what the first line begins with.
        rest: what the others begin with; as much space as `first` takes unless given.
    """
    after = " " * cell_len(first) if rest is None else rest
    room = max(_NARROWEST, width - cell_len(first))
    lines: list[str] = [""]
    for word in text.split():
        for piece in chop_cells(word, room):
            joined = f"{lines[-1]} {piece}" if lines[-1] else piece
            if cell_len(joined) <= room:
                lines[-1] = joined
            else:
                lines.append(piece)
    return [f"{after if number else first}{line}".rstrip() for number, line in enumerate(lines)]
