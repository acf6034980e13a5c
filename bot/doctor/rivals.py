"""Other automation in a repository that would do the same things as the rules, or undo them. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules.book import Rulebook

_IMPORT = "`fingerpost import` turns its file into rules"


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody else who does it.

    Attributes:
        place: its file.
        does: what both do, in a sentence.
    """

    place: str
    does: str
    fix: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A program of which people use the same.

    Attributes:
        name: as people know it.
        sign: what its files hold, as a regular expression; empty where the path alone says it.
        paths: where such files lie, as a regular expression.
        goals: the goals that it gets in the way of.
        kind: of `fingerpost import`; empty where there is none.
    """

    name: str
    goals: frozenset[str]
    sign: str = ""
    paths: str = r"\.github/workflows/.+\.ya?ml"
    kind: str = ""


_LABELS = frozenset({"label", "unlabel"})
_WORK = frozenset({"assign", "request_review"})
_KNOWN = (
    _Known("actions/labeler", _LABELS, r"uses:\s*['\"]?actions/labeler@", kind="labeler"),
    _Known("actions/stale", frozenset({"close", "label", "comment"}), r"uses:\s*['\"]?actions/stale@", kind="stale"),
    _Known("Probot Stale", frozenset({"close", "label", "comment"}), paths=r"\.github/stale\.yml", kind="stale"),
    _Known("actions/first-interaction", frozenset({"comment"}), r"uses:\s*['\"]?actions/first-interaction@"),
    _Known("actions/add-to-project", frozenset({"stage", "add_to"}), r"uses:\s*['\"]?actions/add-to-project@"),
    _Known("auto-assign", _WORK, r"uses:\s*['\"]?kentaro-m/auto-assign-action@", kind="auto-assign"),
    _Known("auto-assign", _WORK, paths=r"\.github/auto_assign\.yml", kind="auto-assign"),
    _Known("triagebot", _LABELS | _WORK, paths=r"triagebot\.toml", kind="triagebot"),
    _Known("the policy service", _LABELS | _WORK, paths=r"\.github/policies/.+\.ya?ml", kind="policy-service"),
    _Known("Mergify", _LABELS | _WORK | {"comment", "close"}, paths=r"\.mergify\.yml|\.github/mergify\.yml"),
)
FILES = (".github/stale.yml", ".github/auto_assign.yml", "triagebot.toml", ".mergify.yml", ".github/mergify.yml")
FOLDERS = (".github/workflows", ".github/policies")


def rivals_of(book: Rulebook, files: Mapping[str, str], *, owners: bool) -> Iterator[Rival]:
    """Who gets in the way of a repository's rules.

    Args:
        book: the rules.
        files: what other programs read, by path.
        owners: whether there is a CODEOWNERS file, by which GitHub itself asks for reviews.
    """
    goals = frozenset(goal.word for rule in book.rules for _, goal in rule.all_goals)
    for path, text in files.items():
        for known in _KNOWN:
            both = sorted(known.goals & goals)
            there = re.fullmatch(known.paths, path) and (not known.sign or re.search(known.sign, text))
            if both and there:
                does = f"{known.name} acts there too, and so do rules with {', '.join(f'`{goal}`' for goal in both)}"
                advice = f"; {_IMPORT} ({known.kind})" if known.kind else ""
                yield Rival(path, does, f"let one of the two do it{advice}")
    if owners and "request_review" in goals:
        does = "GitHub asks the owners in CODEOWNERS for a review by itself, and rules ask others besides"
        yield Rival("CODEOWNERS", does, "keep what you mean: `owners: true` chooses a few of them, with `count`")
