"""A finding at the place that it is about, with the caret under all of it. Pure."""

from rules.diagnostics import Diagnostic, Severity
from rules.yamltree import Node


def point(node: Node, severity: Severity, code: str, message: str, advice: str = "") -> Diagnostic:
    """A finding about what stands at a node."""
    return Diagnostic(node.line + 1, node.column + 1, severity, code, message, advice, width(node))


def width(node: Node) -> int:
    """How many characters are underlined: one where it goes over several lines."""
    return max(1, node.end_column - node.column) if node.line == node.end_line else 1
