"""What the rule file says of the community that some conditions depend on: its time zone, its languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from types import MappingProxyType
from typing import Any

from rules.globs import MAX_GLOB, Glob
from rules.sections import Project

MOST_TRANSLATED = 100
"""Of so many kinds of paths it is told whether a file is a translation: each is tried on each file that changes."""


@dataclass(frozen=True, slots=True)
class Way:
    """A pathway, as far as it tells which items are on it and what is counted.

    Attributes:
        forms: by which an issue comes onto it.
        files: the paths by which a pull request does.
        counts: the event that is counted; empty where items are, once they come to a good end.
        credit: what the author of an item on it is credited with; empty where nothing is said.
    """

    name: str
    forms: tuple[str, ...] = ()
    files: tuple[Glob, ...] = ()
    counts: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a community is at home.

    Attributes:
        languages: those that the rule file names, the project's own first; `pt-BR` as it is spelled there.
        translations: the paths of translated files, with `{lang}` where the language stands.
        originals: the path of the original for each of those, with the path of the translation.
        license: the project's, by SPDX; attribution: how its authors are named.
        people: whether there is a people file.
        regions: the countries of each region, in the order of the file.
        voting: the facts that tell who may vote in any of its decisions.
        pathways: the ways to contribute, in the order of the file.
    """

    zone: tzinfo = UTC
    languages: tuple[str, ...] = ("en",)
    translations: tuple[str, ...] = ()
    people: bool = False
    regions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    voting: frozenset[str] = frozenset()
    originals: tuple[tuple[str, str], ...] = ()
    license: str = ""
    attribution: str = ""
    pathways: tuple[Way, ...] = ()


HOME = Home()


def home_of(
    project: Project,
    translations: Mapping[str, Any] | None,
    regions: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Home:
    """The home that a rule file's sections describe."""
    told = translations or {}
    named, files = told.get("languages"), told.get("files")
    # What is no text is passed over: written out, what aliases stand for would have no bounds.
    languages = [one for one in (named if isinstance(named, list) else ()) if isinstance(one, str)]
    pairs = [(one, other) for one, other in (files if isinstance(files, dict) else {}).items() if _is_path(other)]
    return Home(
        zone=project.timezone or UTC,
        languages=tuple(dict.fromkeys([project.language, *languages])),
        translations=tuple(other for _, other in pairs[:MOST_TRANSLATED]),
        originals=tuple(pairs[:MOST_TRANSLATED]),
        license=project.license or "",
        attribution=project.attribution or "",
        people=project.people is not None,
        regions=tuple(regions.items()),
    )


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_GLOB
