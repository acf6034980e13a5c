"""Globs on changed paths, with minimatch's meaning (dot files match), compiled to linear-time expressions.

`*` stays within one folder, `**` crosses folders, `?` is one character, `[ab]` a class, `{a,b}` and `{1..9}` are
alternatives. In a list the last pattern that matches a path decides, and `!` excludes.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rules import oneway
from rules.braces import alternatives
from rules.pattern import PatternError, compile_expression, finder

MAX_GLOB = 500
MAX_WILD = 8
"""Wildcards of a glob that RE2 looks for as fast as for any other."""
_TRYING = 20_000
"""Microseconds in which a glob with more of them may look through the paths of a large pull request."""

_STAR = "[^/]*"
_DASHES = re.compile(r"(^\[(?:\^/)?)?--")  # a range from or to a dash, of which Python warns
_WILDCARD = re.compile(r"\*+|\?|\[")
_POSIX = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "ascii": r"\x00-\x7f", "blank": r"\t ", "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9", "graph": "!-~", "lower": "a-z", "print": " -~", "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ", "upper": "A-Z", "word": "0-9A-Za-z_", "xdigit": "0-9A-Fa-f",
}  # fmt: skip
_EXTENDED = re.compile(r"[?*+@!]\(")
_NAMED_CLASS = re.compile(r"\[:[a-z]+:\]")
_CLASS_MEMBER = re.compile(r"\[:[a-z]+:\]|\\.|.", re.DOTALL)
_SPECIAL = frozenset("\\.+*?()|[]{}^$")


@dataclass(frozen=True)
class Glob:
    """One glob; `excludes` tells whether it began with `!`."""

    source: str

    @cached_property
    def excludes(self) -> bool:
        """Whether a path that matches is taken out rather than in."""
        return self.source.startswith("!")

    @cached_property
    def expression(self) -> str:
        """The anchored RE2 expression for one path."""
        return translate(self.source.removeprefix("!"))

    @property
    def simple(self) -> bool:
        """Whether it can be looked for among many paths at once."""
        return self.quick and not {"[", "\n", "\\"}.intersection(self.source)

    @cached_property
    def quick(self) -> bool:
        """Whether it has so few wildcards that RE2 finds it quickly."""
        if len(_WILDCARD.findall(self.source)) <= MAX_WILD:
            return True
        return all(len(_WILDCARD.findall(each)) <= MAX_WILD for each in self._alternatives)

    @cached_property
    def _alternatives(self) -> list[str]:
        return alternatives(self.source.removeprefix("!"))

    @property
    def among_lines(self) -> str:
        """For a simple glob, the expression that finds it among paths written one a line."""
        body = self.expression.removeprefix("(?s)")
        return "(?m)" + body.replace("[^/", "[^/\\n").replace(".+", "[^\\n]+")

    @cached_property
    def _find(self) -> Callable[[bytes], Any]:
        """Kept from the first search on: most globs are only looked for by the index."""
        if self.quick:
            return finder(self.expression)
        search = re.compile("|".join(map(_one_way, self._alternatives)), re.DOTALL)
        return lambda path: search.match(path.decode())

    @cached_property
    def _between(self) -> tuple[bytes, bytes]:
        """The first and the last path, by their bytes, that can match: those of other folders need no search."""
        return compile_expression(self.expression).possiblematchrange(MAX_GLOB)  # type: ignore[no-any-return]  # untyped

    @cached_property
    def _find_among_lines(self) -> Callable[[str], Any]:
        return finder(self.among_lines)

    @cached_property
    def effort(self) -> int:
        """What it takes to read it: each alternative is written out, each brace and class looked for its end.

        Raises:
            PatternError: it uses what paths or this dialect do not have, or is too large.
        """
        steps = int(compile_expression(self.expression).programsize)
        parts = 1 + self.expression.count("|") + self.source.count("{") + self.source.count("[")
        return 40 * parts + len(self.source) + steps + (0 if self.quick else _TRYING)

    @cached_property
    def _folder(self) -> str:
        """For `docs/**` the folder, `docs/`: what is in it shows without a search. Empty for every other glob."""
        folder = self.source.removeprefix("!").removesuffix("**")
        return folder if self.expression == f"(?s)^{''.join(map(_literal, folder))}.+$" else ""

    def matches(self, path: str) -> bool:
        """Whether a path matches, whichever way it then counts."""
        if folder := self._folder:
            return path.startswith(folder) and path != folder
        first, last = self._between
        return first <= (raw := path.encode()) <= last and bool(self._find(raw))

    def among(self, paths: Iterable[str]) -> list[str]:
        """Those of many paths that match, whichever way they then count."""
        if folder := self._folder:
            return [path for path in paths if path.startswith(folder) and path != folder]
        (first, last), find = self._between, self._find
        return [path for path in paths if first <= (raw := path.encode()) <= last and find(raw)]

    def matches_any(self, lines: str) -> bool:
        """For a simple glob, whether any of many paths matches, written one a line."""
        return bool(self._find_among_lines(lines))


def glob(source: str) -> Glob:
    """The glob that a rule file's text stands for, checked.

    Raises:
        PatternError: it is empty, too long, or uses what paths or this dialect do not have.
    """
    if not source.removeprefix("!"):
        raise PatternError("an empty glob matches nothing")
    if len(source) > MAX_GLOB:
        raise PatternError(f"a glob has at most {MAX_GLOB} characters, this one has {len(source)}")
    made = Glob(source)
    _ = made.effort
    return made


def selected(path: str, globs: tuple[Glob, ...]) -> bool:
    """Whether a list of globs takes a path: the last one that matches decides.

    A list that begins with an exclusion takes everything else.
    """
    taken = bool(globs) and globs[0].excludes
    for each in globs:
        if taken == each.excludes and each.matches(path):
            taken = not each.excludes
    return taken


def taken(paths: Iterable[str], globs: tuple[Glob, ...]) -> list[str]:
    """The paths that a list of globs takes."""
    if len(globs) == 1 and not globs[0].excludes:
        return globs[0].among(paths)
    return [path for path in paths if selected(path, globs)]


def selects_any(paths: Sequence[str], globs: tuple[Glob, ...]) -> bool:
    """Whether a list of globs takes any of many paths; most lists take none, which shows at one look at all of them."""
    including = [each for each in globs if not each.excludes]
    if not globs[0].excludes and all(each.simple for each in globs):
        text = "\n".join(path.replace("\n", " ") for path in paths)
        if not any(each.matches_any(text) for each in including):
            return False
    return any(selected(path, globs) for path in paths)


def needed(globs: tuple[Glob, ...]) -> tuple[str, ...]:
    """The expressions of which a path must match one to be taken by a list; none where nothing can be said."""
    if not globs or globs[0].excludes or not all(glob.quick for glob in globs):
        return ()
    return tuple(glob.expression for glob in globs if not glob.excludes)


def translate(source: str) -> str:
    """Anchored RE2 expression for one glob without its `!`.

    Raises:
        PatternError: extended globs, `..` parts, too many alternatives.
    """
    if found := _EXTENDED.search(source):
        raise PatternError(f"extended globs such as {found[0]}…) are not supported: write several globs")
    bodies = [_path(alternative) for alternative in alternatives(source)]
    return f"(?s)^{bodies[0]}$" if len(bodies) == 1 else f"(?s)^(?:{'|'.join(bodies)})$"


def _parts(source: str) -> list[str]:
    """The components of a path that an alternative asks for; `a//b` is `a/b`, and one `**` does for two in a row."""
    first, *rest = source.split("/")
    parts = [first, *(part for part in rest[:-1] if part), *rest[-1:]]
    if ".." in parts:
        raise PatternError("a changed path has no `..` part")
    return [part for i, part in enumerate(parts) if part != "**" or parts[i + 1 : i + 2] != ["**"]]


def _path(source: str) -> str:
    """One alternative for RE2."""
    *above, last = _parts(source)
    out = ["(?:.+/)?" if part == "**" else f"{_part(part)}/" for part in above]
    return "".join([*out, ".+" if last == "**" else _part(last)])


def _part(source: str) -> str:
    """One component of a path; a lone star never matches an empty one."""
    whole = "".join(_pieces(source))
    return "[^/]+" if whole == _STAR else whole


def _one_way(source: str) -> str:
    """The same alternative for Python's `re`, as `rules.oneway` puts it."""
    *above, last = _parts(source)
    groups: list[list[str]] = [[]]
    for part in above:
        if part == "**":
            groups.append([])
        else:
            groups[-1].append(f"{_component(part)}/")
    groups[-1].append(r".+\Z" if last == "**" else rf"{_component(last)}\Z")
    return oneway.path(groups)


def _component(source: str) -> str:
    texts = [""]
    for piece in _pieces(source):
        if piece == _STAR:
            texts.append("")
        else:
            plain = _NAMED_CLASS.sub(lambda named: _POSIX[named[0][2:-2]], piece)
            texts[-1] += _DASHES.sub(lambda found: rf"{found[1]}\--" if found[1] else r"-\-", plain)
    return oneway.component(texts)


def _pieces(source: str) -> list[str]:
    """What one component is made of: stars, each of them once in a row, and expressions for one character."""
    out: list[str] = []
    i = 0
    while i < len(source):
        char = source[i]
        if char == "\\" and i + 1 < len(source):
            out.append(_literal(source[i + 1]))
            i += 1
        elif char == "*":
            if not out or out[-1] != _STAR:
                out.append(_STAR)
        elif char == "?":
            out.append("[^/]")
        elif char == "[" and (end := _class_end(source, i)):
            out.append(_class(source[i + 1 : end]))
            i = end
        else:
            out.append(_literal(char))
        i += 1
    return out


def _literal(char: str) -> str:
    return f"\\{char}" if char in _SPECIAL else char


def _class_end(source: str, start: int) -> int | None:
    i = start + 1
    if source[i : i + 1] in {"!", "^"}:
        i += 1
    first = i
    while i < len(source):
        if source[i] == "]" and i > first:
            return i
        named = _NAMED_CLASS.match(source, i)
        i = named.end() if named else i + (2 if source[i] == "\\" else 1)
    return None


def _class(body: str) -> str:
    negated = body[:1] in {"!", "^"}
    members = _CLASS_MEMBER.findall(body[1:] if negated else body)
    return f"[{'^/' if negated else ''}{''.join(map(_class_member, members))}]"


def _class_member(member: str) -> str:
    """One member of a class: `[:alpha:]`, an escaped character, a range's dash, a character."""
    if len(member) > 2 or member == "-":  # noqa: PLR2004 - longer than a backslash and a character
        return member
    char = member[-1]
    return char if char.isalnum() or not char.isascii() else f"\\{char}"
