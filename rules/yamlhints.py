"""What a YAML syntax error most often was: a value that wanted quotes."""

import re


def hint(lines: list[str], line: int, column: int) -> str:
    """A sentence that says what to write instead, or nothing where the mistake is not a known one."""
    if line >= len(lines):
        return ""
    rest, head = lines[line][column:].lstrip(), lines[line][:column].rstrip()
    whole = lines[line].strip()
    if "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
        return "YAML indents with spaces, not tabs"
    if rest[:1] in {"@", "`", "%"}:
        return f'a value that begins with {rest[0]} must be quoted: "{_word(rest)}"'
    if rest[:1] == "*" or re.search(r"[:\-\[,]\s*\*", whole):
        star = rest if rest[:1] == "*" else whole[whole.index("*") :]
        return f'a value that begins with * must be quoted: "{_word(star)}"'
    if re.search(r"[:\-\[,]\s*[>|]\S", whole):
        return "a value that begins with > or | must be quoted"
    if re.search(r":\s+\{[\w.]+\}\s*\S", whole) or re.search(r"-\s+\{[\w.]+\}\s*\S", whole):
        return 'a text that begins with { must be quoted: "{author} …"'
    if rest[:1] == ":" or head.endswith(":") or re.search(r":\s.*:\s", whole):
        return 'a text that holds ": " must be quoted'
    return ""


def _word(text: str) -> str:
    return re.split(r"[\s,\]}]", text, maxsplit=1)[0]
