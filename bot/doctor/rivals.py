"""Other automation in a repository that would do the same things as the rules, or undo them. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules.book import Rulebook


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
        goals: the goals that it gets in the way of; of a rule that asks how long nothing happened, each does.
        kind: of `fingerpost import`; empty where there is none. file: what that reads; empty for the one found.
        waits: whether it acts on what lies still.
    """

    name: str
    goals: frozenset[str]
    sign: str = ""
    paths: str = r"\.github/workflows/.+\.ya?ml"
    kind: str = ""
    file: str = ""
    waits: bool = False


_LABELS = frozenset({"label", "unlabel"})
_WORK = frozenset({"assign", "request_review"})
_CLOSES = frozenset({"close"})
_LYING_STILL = frozenset({"human_at", "updated_at"})
_KNOWN = (
    _Known("actions/labeler", _LABELS, r"uses:\s*['\"]?actions/labeler@", kind="labeler", file=".github/labeler.yml"),
    _Known("actions/stale", _CLOSES, r"uses:\s*['\"]?actions/stale@", kind="stale", waits=True),
    _Known("Probot Stale", _CLOSES, paths=r"\.github/stale\.yml", kind="stale", waits=True),
    _Known("actions/first-interaction", frozenset({"comment"}), r"uses:\s*['\"]?actions/first-interaction@"),
    _Known("actions/add-to-project", frozenset({"stage", "add_to"}), r"uses:\s*['\"]?actions/add-to-project@"),
    _Known(
        "auto-assign",
        _WORK,
        r"uses:\s*['\"]?kentaro-m/auto-assign-action@",
        kind="auto-assign",
        file=".github/auto_assign.yml",
    ),
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
    for path, text in files.items():
        for known in _KNOWN:
            there = re.fullmatch(known.paths, path) and (not known.sign or re.search(known.sign, text))
            if there and (both := sorted(_met(book, known))):
                does = f"{known.name} acts there too, and so do rules with {', '.join(f'`{goal}`' for goal in both)}"
                yield Rival(path, does, f"let one of the two do it{_import(known, path)}")
    if owners and any(goal.word == "request_review" for rule in book.rules for _, goal in rule.all_goals):
        does = "GitHub asks the owners in CODEOWNERS for a review by itself, and rules ask for reviews besides"
        fix = "let one of the two ask: take `request_review` out of the rules, or those paths out of CODEOWNERS"
        yield Rival("CODEOWNERS", does, fix)


def _met(book: Rulebook, known: _Known) -> frozenset[str]:
    """The goals of the rules that it gets in the way of."""
    return frozenset(
        goal.word
        for rule in book.rules
        for _, goal in rule.all_goals
        if goal.word in known.goals or (known.waits and rule.when.needs & _LYING_STILL)
    )


def _import(known: _Known, path: str) -> str:
    return f"; `fingerpost import {known.kind} {known.file or path}` turns it into rules" if known.kind else ""
