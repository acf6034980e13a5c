"""Globs as minimatch reads them, one by one, in the words of our globs.

There a leading `!` turns a glob into its opposite and extended globs such as `@(a|b)` exist; ours use `!` to exclude
from a list and have braces.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rules.globs import glob
from rules.pattern import PatternError

_ONE_OF = re.compile(r"@\(([^()]*)\)")
_PERHAPS = re.compile(r"\?\(([^()]*)\)")
_NOT_ONE_OF = re.compile(r"!\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Fits:
    """What one glob asks of a path: a list of ours, or that nothing in the list fits.

    Attributes:
        globs: a glob, and what is excluded from it.
        opposite: whether a path fits when the list does not take it.
    """

    globs: tuple[str, ...]
    opposite: bool = False

    @property
    def plain(self) -> bool:
        """Whether one glob says it all."""
        return len(self.globs) == 1 and not self.opposite

    def only(self) -> list[str]:
        """The list that takes the same paths."""
        if not self.opposite:
            return list(self.globs)
        first, *excluded = self.globs
        return [f"!{first}", *(each.removeprefix("!") for each in excluded)]


def fits(source: str) -> Fits:
    """What a glob asks of a path.

    Raises:
        PatternError: it asks for what no path of a repository has, or for what our globs cannot say.
    """
    body = source.lstrip("!")
    if body.startswith("#"):
        raise PatternError("it begins with #, which makes it a comment: it has never matched")
    if body.startswith("/"):
        raise PatternError("no path begins with a slash: it has never matched")
    body = _ONE_OF.sub(lambda found: _braces(found[1]), body)
    body = _PERHAPS.sub(lambda found: _braces(f"|{found[1]}"), body)
    excluded = _NOT_ONE_OF.findall(body)
    if len(excluded) > 1:
        raise PatternError("it holds several `!(…)`")
    whole = _NOT_ONE_OF.sub("*", body)
    globs = (whole, *(f"!{_NOT_ONE_OF.sub(lambda found: _braces(found[1]), body)}" for _ in excluded))
    for each in globs:
        glob(each)
    return Fits(globs, opposite=(len(source) - len(source.lstrip("!"))) % 2 == 1)


def _braces(alternatives: str) -> str:
    options = alternatives.split("|")
    return options[0] if len(options) == 1 else f"{{{','.join(options)}}}"


def meeting(globs: Sequence[str]) -> str | None:
    """One glob for the paths that fit all of some plain globs; None where no glob says that.

    `docs/**` and `**/*.md` meet in `docs/**/*.md`.
    """
    folded = [_folded(each) for each in globs]
    found = folded[0]
    for each in folded[1:]:
        if each in {"**", found}:
            continue
        both = each if found == "**" else _met(found, each) or _met(each, found)
        if both is None:
            return None
        found = both
    return found


def _folded(source: str) -> str:
    """`docs/**/*` in its shorter form."""
    return source.removesuffix("/*") if source.endswith("**/*") else source


def _met(folder: str, name: str) -> str | None:
    inside = folder.removesuffix("/**")
    if inside == folder or not name.startswith("**/"):
        return None
    return f"{inside}/{name}" if not re.search(r"\*\*|[{}]", inside) else None
