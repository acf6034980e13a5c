"""A label as actions/labeler takes it since version 5: `changed-files`, `base-branch`, `head-branch`, `any`, `all`."""

from collections.abc import Callable
from typing import Any

from bot.importers import changed_files
from bot.importers.document import Document, Path, listed, shape
from bot.importers.when import When, all_of, any_of
from rules.diagnostics import did_you_mean

_GLOBS: dict[str, Callable[[Document, Any, Path], When | None]] = {
    "any-glob-to-any-file": changed_files.any_glob_any_file,
    "any-glob-to-all-files": changed_files.any_glob_all_files,
    "all-globs-to-any-file": changed_files.all_globs_any_file,
    "all-globs-to-all-files": changed_files.all_globs_all_files,
}
_OPTIONS = ("changed-files", "head-branch", "base-branch")
_WORDS = (*_OPTIONS, "any", "all")


def when(source: Document, value: Any, path: Path) -> When | None:
    """What a label asks for: each of its groups; options outside of a group are a group of which any holds."""
    groups: list[tuple[str, list[When | None]]] = []
    for i, entry in enumerate(listed(value)):
        where = (*path, i) if isinstance(value, list) else path
        if entry is not None and not isinstance(entry, dict):
            source.note(where, f"{shape(entry)} is no condition, and is left out")
            continue
        for key, asked in (entry or {}).items():
            if key in {"any", "all"}:
                groups.append((key, _configs(source, asked, (*where, key))))
            elif key in _OPTIONS:
                loose = next((found for word, found in groups if word == "any"), None)
                if loose is None:
                    groups.append(("any", loose := []))
                loose += _option(source, key, asked, (*where, key))
            else:
                _unknown(source, key, (*where, key))
    parts = [_combined(word, found) for word, found in groups]
    held = [part for part in parts if part is not None]
    return all_of(held) if held and len(held) == len(parts) else None


def _combined(word: str, found: list[When | None]) -> When | None:
    known = [each for each in found if each is not None]
    if word == "any":
        return any_of(known) if known else None
    return all_of(known) if known and len(known) == len(found) else None


def _configs(source: Document, value: Any, path: Path) -> list[When | None]:
    found: list[When | None] = []
    for i, config in enumerate(listed(value)):
        where = (*path, i) if isinstance(value, list) else path
        for key, asked in source.mapping(config or {}, where, f"each part of `{path[-1]}`").items():
            if key in _OPTIONS:
                found += _option(source, key, asked, (*where, key))
            else:
                _unknown(source, key, (*where, key))
    return found


def _option(source: Document, key: str, value: Any, path: Path) -> list[When | None]:
    if key != "changed-files":
        return changed_files.branch(source, key, value, path)
    if isinstance(value, dict):
        source.note(path, "`changed-files` is no list here, so that the labeler has ignored it; the rule does not")
    found: list[When | None] = []
    for i, config in enumerate(listed(value)):
        where = (*path, i) if isinstance(value, list) else path
        for kind, globs in source.mapping(config, where, "each part of `changed-files`", _EXAMPLE).items():
            if kind in _GLOBS:
                found.append(_GLOBS[kind](source, globs, (*where, kind)))
            else:
                source.note((*where, kind), f"unknown option `{kind[:60]}`", did_you_mean(kind[:60], _GLOBS))
    return found


_EXAMPLE = "write `- any-glob-to-any-file: docs/**`"


def _unknown(source: Document, key: str, path: Path) -> None:
    source.note(path, f"the labeler ignores `{key[:60]}`, and so does the rule", did_you_mean(key[:60], _WORDS))
