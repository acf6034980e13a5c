"""Several files as if they stood one below the other: one line number tells the file and the line in it.

A rule file and its bases become one tree. Whatever finds a mistake in it tells a line, and need not know of bases.
"""

from bisect import bisect_right

from rules.yamltree import Node


class Sources:
    """Where each file begins."""

    def __init__(self, first: Node) -> None:
        """The file that stands first, under no name.

        Args:
            first: its tree.
        """
        self._starts, self._names = [0], [""]
        self._end = first.end_line + 1

    def add(self, name: str, tree: Node) -> None:
        """Put another file below; the lines of its tree are those of the whole from then on."""
        start = self._end
        self._starts.append(start)
        self._names.append(name)
        self._end += tree.end_line + 1
        waiting, seen = [tree], {id(tree)}  # what aliases share is moved once
        while waiting:
            node = waiting.pop()
            node.line, node.end_line = node.line + start, node.end_line + start
            for below in (*node.keys.values(), *node.children.values()):
                if id(below) not in seen:
                    seen.add(id(below))
                    waiting.append(below)

    def place(self, line: int) -> tuple[str, int]:
        """The file of a line, and the line there; both lines count from 1."""
        at = bisect_right(self._starts, line - 1) - 1
        return self._names[at], line - self._starts[at]
