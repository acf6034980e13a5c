"""What a pull request adds to a community's work, and what is missing before others may share it. Pure.

Texts say their licence in a line of SPDX's or in their front matter; what cannot carry one has a file beside it, as the
REUSE specification has it, or an entry in `REUSE.toml`. A translation names whoever wrote the original.
"""

import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rules.diagnostics import RuleFileError
from rules.globs import MAX_GLOB, Glob, glob
from rules.home import Home
from rules.licences import hindrance
from rules.pattern import PatternError, compile_expression
from rules.tomltext import read_toml
from rules.yamltree import parse

BESIDE = ".license"
"""What the name of a file ends in that speaks for another one, which bears the rest of its name."""
REUSE = "REUSE.toml"
PICTURES = frozenset(
    {"png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "tif", "tiff", "svg", "mp3", "ogg", "wav", "mp4", "webm"}
)
MOST = 200
"""How many entries of it count, and paths of an entry."""
HEAD = 4_000
"""How much of a text is looked at, at its beginning and at its end."""

_SPDX = re.compile(r"SPDX-License-Identifier:[ \t]*([A-Za-z0-9 .+:()-]{1,200})")
_MAKER = re.compile(
    r"SPDX-(?:FileCopyrightText|FileContributor):[ \t]*\S|^[ \t#*/-]*(?:Source|Author):[ \t]*\S", re.MULTILINE
)
_FRONT = re.compile(r"\A---[ \t]*\n(.{0,4000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_HOLE = re.compile(r"\{([A-Za-z]\w{0,40})\}", re.ASCII)
_SCALAR = (str, int, float)
_NAMED = ("original_author", "original_authors", "author", "authors", "source_author", "attribution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A file that a pull request adds or changes.

    Attributes:
        text: as it would be; None where it is no text.
        before: as it is on the branch for which it is meant; None where it is no text there, or new.
        new: whether it is not there yet.
        beside: what the file beside it says of it, or the entry in `REUSE.toml`.
        original: the text of which it is a translation; None where it is none, or that is not there.
    """

    path: str
    text: str | None
    before: str | None = None
    new: bool = True
    beside: str = ""
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Works:
    """What a pull request adds and changes.

    Attributes:
        left_out: how many further files were not looked at.
    """

    seen: tuple[Work, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing of one file, and what to do about it; `stated` is the licence that it names."""

    path: str
    why: str
    help: str
    stated: str = ""


def lacks(works: Works, home: Home) -> Iterator[Lack]:
    """What is missing, file by file."""
    for work in works.seen:
        yield from _licensed(work, home)
        if picture(work.path) and work.new:
            yield from _sourced(work)
        if work.original is not None:
            yield from _attributed(work, home)


def original_of(path: str, home: Home) -> str:
    """The path of the text of which a file is a translation; empty where it is none."""
    for source, translated in home.originals:
        paths = _paths(translated) if len(translated) <= MAX_GLOB else None
        if paths and (found := paths.fullmatch(path)):
            names: dict[str, str] = found.groupdict()
            return "".join(names.get(part, "") if place % 2 else part for place, part in enumerate(_HOLE.split(source)))
    return ""


def picture(path: str) -> bool:
    """Whether a file carries its licence beside it rather than in it."""
    return posixpath.splitext(path)[1].removeprefix(".").lower() in PICTURES


def told_by_reuse(text: str, path: str) -> str:
    """What `REUSE.toml` says of a file, as a file beside it would say it."""
    return next((lines for globs, lines in _annotations(text) if any(each.matches(path) for each in globs)), "")


def short(text: str) -> str:
    """The parts of a text that are looked at."""
    return text if len(text) <= 2 * HEAD else f"{text[:HEAD]}\n{text[-HEAD:]}"


@lru_cache(maxsize=8)
def _annotations(text: str) -> tuple[tuple[tuple[Glob, ...], str], ...]:
    """The paths of each entry with what it says, the last one first, as it counts; nothing of a broken file."""
    try:
        entries = read_toml(text).get("annotations", [])
        return tuple(_read(entry) for entry in entries[: -MOST - 1 : -1])
    except (tomllib.TOMLDecodeError, PatternError, AttributeError, LookupError, TypeError, RecursionError):
        return ()  # the community's own mistake in it: the file counts as if nothing spoke for it


def _read(entry: Mapping[str, Any]) -> tuple[tuple[Glob, ...], str]:
    paths = entry["path"] if isinstance(entry["path"], list) else [entry["path"]]
    lines = "\n".join(f"{key}: {value}" for key, value in entry.items() if key.startswith("SPDX-"))
    return tuple(glob(str(each)) for each in paths[:MOST]), lines


def _licensed(work: Work, home: Home) -> Iterator[Lack]:
    """A licence that the file names itself must go together with the project's; one that it bore before stays."""
    stated = _stated(work.text or "") or _stated(work.beside)
    if stated and stated != _stated(work.before or "") and (why := hindrance(stated, home.license)):
        ours = f" or one that goes with {home.license}" if home.license else ""
        yield Lack(
            work.path, why, f"ask its author for {home.license or 'another licence'}{ours}, or leave it out", stated
        )


def _sourced(work: Work) -> Iterator[Lack]:
    """A picture comes from somewhere, and somebody says so."""
    told = f"{work.text or ''}\n{work.beside}"
    if not (_stated(told) and _MAKER.search(told)):
        lines = "SPDX-FileCopyrightText: (year, author, source) and SPDX-License-Identifier: (licence)"
        yield Lack(
            work.path, "nobody says who made it and under which licence", f"add {work.path}{BESIDE} with {lines}"
        )


def _attributed(work: Work, home: Home) -> Iterator[Lack]:
    """Whoever wrote the original is named in what is translated; one that never named them is not asked to now."""
    original = _front(work.original or "")
    authors = _names(original)
    if _names_them(work.text or "", authors) or (not work.new and not _names_them(work.before or "", authors)):
        return
    source = original_of(work.path, home)
    way = posixpath.relpath(source, posixpath.dirname(work.path))
    given = original.get("title")
    title = str(given) if given and isinstance(given, _SCALAR) else posixpath.basename(source)
    by = ", ".join(authors) or home.attribution or "the authors named there"
    ready = f"“{title[:80]}” ({way}) by {by[:80]}{f', {home.license}' if home.license else ''}; translated."
    yield Lack(work.path, "it does not name whoever wrote the original", f"write in it: {ready}")


def _names_them(text: str, authors: Sequence[str]) -> bool:
    if authors:
        return all(author.lower() in text.lower() for author in authors)
    return bool(_names(_front(text)))


def _names(front: Mapping[str, Any]) -> list[str]:
    """Who is named: a text, several, or each under `name`; written out, aliases make gigabytes of anything else."""
    found: Any = next((front[key] for key in _NAMED if front.get(key)), [])
    several = found if isinstance(found, list) else [found]
    people = (one.get("name") if isinstance(one, dict) else one for one in several)
    return [str(name).strip() for name in people if isinstance(name, _SCALAR)]


def _stated(text: str) -> str:
    found = _SPDX.search(text)
    if found:
        return found[1].strip(" -")
    front = _front(text)
    named = front.get("license") or front.get("licence")
    return named.strip() if isinstance(named, str) else ""


def _front(text: str) -> Mapping[str, Any]:
    """The front matter of a text; empty where there is none that can be read."""
    found = _FRONT.match(text.replace("\r\n", "\n"))
    try:
        data = parse(found[1])[0] if found else {}
    except RuleFileError:
        return {}
    return data if isinstance(data, dict) else {}


@lru_cache(maxsize=256)
def _paths(template: str) -> Any:
    """The paths that `translations/{lang}/{name}.md` stands for; a name that comes twice stands for anything then.

    None for one that is too much for RE2.
    """
    named, found = set[str](), list[str]()
    for place, part in enumerate(_HOLE.split(template)):
        hole = "[^/]+" if part in named else f"(?P<{part}>[^/]+)"
        found.append(hole if place % 2 else re.escape(part))
        named |= {part} if place % 2 else set()
    try:
        return compile_expression("".join(found))
    except PatternError:
        return None
