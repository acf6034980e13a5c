"""Several files are one below the other, and each line knows its file."""

from rules.sources import Sources
from rules.yamltree import parse


def test_what_is_put_below_stands_there_with_all_its_parts() -> None:
    _, ours = parse("a: 1\nb: 2\n")
    _, theirs = parse("c:\n  d: {e:\n    f}\n")
    sources = Sources(ours)
    sources.add("acme/base", theirs)
    below = theirs.children["c"].children["d"]
    assert (below.line, below.end_line) == (ours.end_line + 1 + 1, ours.end_line + 1 + 2)
    assert sources.place(below.line + 1) == ("acme/base", 2)
    assert sources.place(2) == ("", 2)
