"""Messages of other tools as texts of ours."""


def literal(text: str) -> str:
    """A text in which nothing is a value: in ours a brace is written twice."""
    return text.replace("{", "{{").replace("}", "}}").strip()
