"""What the two forms of a labeler file ask of changed files, and of branches, in our words.

Every function gives None, with a note, where our words cannot say what is asked.
"""

from typing import Any

from bot.importers.branches import globs_of
from bot.importers.document import Document, Path, listed
from bot.importers.minimatch import Fits, fits, meeting
from bot.importers.when import When, all_of, any_of
from rules.pattern import PatternError


def understood(source: Document, value: Any, path: Path) -> list[Fits | None]:
    """The globs of a list, None for each that our globs cannot say."""
    globs = listed(value)
    found: list[Fits | None] = []
    for i, each in enumerate(globs):
        where = (*path, i) if isinstance(value, list) else path
        try:
            found.append(fits(str(each)) if isinstance(each, (str, int, float)) else None)
            if found[-1] is None:
                source.note(where, "this is no glob, and is left out")
        except PatternError as error:
            found.append(None)
            source.note(where, f"the glob {str(each)[:80]} is not carried over: {error}")
    return found


def any_glob_any_file(source: Document, value: Any, path: Path) -> When | None:
    """A path fits one of the globs."""
    globs = [each for each in understood(source, value, path) if each]
    parts: list[When] = [{"files": each.only()} for each in globs]
    if len(globs) > 1 and any(each.opposite for each in globs):
        what = "a glob with ! among these is met by any file elsewhere, not only by those of the other globs"
        source.note(path, what, "to exclude files, put the globs with ! after the others in `files`")
    return any_of(parts) if parts else None


def any_glob_all_files(source: Document, value: Any, path: Path) -> When | None:
    """One of the globs takes every path."""
    parts: list[When] = [{"files": {"only": each.only()}} for each in understood(source, value, path) if each]
    return any_of(parts) if parts else None


def all_globs_all_files(source: Document, value: Any, path: Path) -> When | None:
    """Each of the globs takes every path."""
    globs = understood(source, value, path)
    if not globs or None in globs:
        return None
    plain = [each for each in globs if each and not each.opposite]
    excluded = [f"!{each.globs[0]}" for each in globs if each and each.opposite and len(each.globs) == 1]
    others: list[When] = [
        {"files": {"only": each.only()}} for each in globs if each and each.opposite and len(each.globs) > 1
    ]
    lists = [each.only() for each in plain] or ([[]] if excluded else [])
    lists[-1:] = [[*each, *excluded] for each in lists[-1:]]
    return all_of([*({"files": {"only": each}} for each in lists), *others])


def all_globs_any_file(source: Document, value: Any, path: Path) -> When | None:
    """A path fits all of the globs at once."""
    globs = understood(source, value, path)
    if not globs or None in globs:
        return None
    wanted = [each.globs[0] for each in globs if each and not each.opposite]
    excluded = [bad for each in globs if each and not each.opposite for bad in each.globs[1:]]
    excluded += [f"!{each.globs[0]}" for each in globs if each and each.opposite and len(each.globs) == 1]
    both = wanted[0] if len(wanted) == 1 else meeting(wanted) if wanted else ""
    if both is None or any(each and each.opposite and len(each.globs) > 1 for each in globs):
        source.note(path, "no rule can ask for a path that fits several globs at once", "write the one glob it means")
        return None
    return {"files": [both, *excluded] if both else excluded}


def branch(source: Document, key: str, value: Any, path: Path) -> list[When | None]:
    """A question about a branch for each regular expression."""
    word = key.removesuffix("-branch")
    found: list[When | None] = []
    for i, each in enumerate(listed(value)):
        try:
            found.append({word: globs_of(str(each))})
        except PatternError as error:
            found.append(None)
            where = (*path, i) if isinstance(value, list) else path
            advice = f"write globs under `{word}`, or a rule with `if: {word}.matches(…)`"
            source.note(where, f"{key} {str(each)[:80]} is not carried over: {error}", advice)
    return found
