"""What a YAML syntax error most often was: a value that wanted quotes."""

import re


def hint(lines: list[str], line: int, column: int) -> str:
    """A sentence that says what to write instead, or nothing where the mistake is not a known one."""
    text = lines[line]
    if "\t" in text[: len(text) - len(text.lstrip())]:
        return "YAML indents with spaces, not tabs"
    if value := _begun_before(column, text):
        return f'a value that begins with {value[0]} must be quoted: "{value}"'
    if re.search(r"[:\-\[,]\s*[>|]\S", text):
        return "a value that begins with > or | must be quoted"
    if re.search(r"[:-]\s+\{[\w.]+\}\s*\S", text):
        return 'a text that begins with { must be quoted: "{author} …"'
    if text[column : column + 1] == ":" or re.search(r":\s.*:(\s|$)", text):
        return 'a text that holds ": " must be quoted'
    return ""


def _begun_before(column: int, text: str) -> str:
    """The word with a character that may not begin a value, where such a word was being read."""
    words = re.finditer(r"(?:^|[:\-?]\s|[\[{,])\s*((?:[@`%*!]|&(?!\w))[^\s,\]}]*)(\s+[^\s#,\]}])?", text)
    word = next((word for word in reversed(list(words)) if word.start(1) <= column), None)
    if word is None:
        return ""
    return f"{word[1]} …" if word[2] else word[1]
