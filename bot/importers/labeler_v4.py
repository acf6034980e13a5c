"""A label as actions/labeler took it up to version 4: globs, and mappings of `any` and `all` to globs."""

from typing import Any

from bot.importers import changed_files
from bot.importers.document import Document, Path, listed, shape
from bot.importers.when import When, all_of, any_of

_DOTS = "version 4 passed over names that begin with a dot, unless `dot: true` was given; rules do not"


def is_form_of(value: Any) -> bool:
    """Whether a label is written in this form."""
    return any(
        isinstance(entry, str) or (isinstance(entry, dict) and any(map(_of_globs, entry.items())))
        for entry in listed(value)
    )


def _of_globs(item: tuple[str, Any]) -> bool:
    key, value = item
    return key in {"any", "all"} and any(isinstance(each, str) for each in listed(value))


def when(source: Document, value: Any, path: Path) -> When | None:
    """What a label asks for: one of its entries, where `any` and `all` want each of their globs."""
    source.notes.add(1, _DOTS, 'exclude them where that matters: "!**/.*"')
    parts: list[When | None] = []
    for i, entry in enumerate(listed(value)):
        where = (*path, i) if isinstance(value, list) else path
        if isinstance(entry, str):
            parts.append(changed_files.any_glob_any_file(source, entry, where))
        elif isinstance(entry, dict):
            parts.append(_entry(source, entry, where))
        elif entry is not None:
            source.note(where, f"{shape(entry)} is no condition, and is left out")
    known = [part for part in parts if part is not None]
    return any_of(known) if known else None


def _entry(source: Document, entry: dict[str, Any], path: Path) -> When | None:
    parts: list[When | None] = []
    for key, globs in entry.items():
        if key == "any":
            parts.append(changed_files.all_globs_any_file(source, globs, (*path, key)))
        elif key == "all":
            parts.append(changed_files.all_globs_all_files(source, globs, (*path, key)))
        else:
            source.note((*path, key), f"the labeler ignores `{key[:60]}`, and so does the rule")
    known = [part for part in parts if part is not None]
    return all_of(known) if known and len(known) == len(parts) else None
