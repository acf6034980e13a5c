"""Names that a rule file writes out, so that they are the same for every item: logins, labels. Pure."""

from collections.abc import Iterable

from rules.template import Template

LONGEST_LABEL = 50
"""GitHub's."""


def as_label(name: str) -> str:
    """A name as long as GitHub lets a label be."""
    return name[:LONGEST_LABEL].strip()


def outright(texts: Iterable[Template]) -> tuple[str, ...] | None:
    """The names that texts stand for; None where one of them hangs on the item."""
    names = tuple(text.plain({}) for text in texts)
    return None if None in names else tuple(filter(None, names))


def outright_labels(texts: Iterable[Template]) -> frozenset[str] | None:
    """The labels, in lower case; None where one of them hangs on the item."""
    names = outright(texts)
    return None if names is None else frozenset(as_label(name).lower() for name in names)
