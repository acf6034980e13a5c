"""Messages of other tools as texts of ours."""

import re


def literal(text: str) -> str:
    """A text in which nothing is a value: in ours a brace is written twice."""
    tidy = re.sub(r"(?m)(?<=\S) $", "", text.replace("\r\n", "\n"))  # two spaces at an end mean something, one does not
    return tidy.replace("{", "{{").replace("}", "}}").strip()
