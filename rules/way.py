"""Which of the community's pathways an item is on.

A label `path/…` says it: what a person put there counts. Else the pathways tell themselves: an issue's form, the paths
that a pull request changes. The item is on the first that it fits, in the order of the file; the others are told.
"""

from functools import lru_cache

from rules.condition import known
from rules.facts import Facts
from rules.filled import filled_in
from rules.globs import selects_any
from rules.home import Home, Way

PREFIX = "path/"


def pathways_of(facts: Facts, home: Home) -> tuple[str, ...]:
    """The pathways that an item fits, as the rule file spells them, the one that it is on first."""
    carried = {label.lower() for label in known(facts.labels)} if home.pathways else frozenset[str]()
    labelled = [way.name for way in home.pathways if f"{PREFIX}{way.name}".lower() in carried]
    return tuple(dict.fromkeys((*labelled, *_fitting(facts, home.pathways))))


def pathway_of(facts: Facts, home: Home) -> str:
    """The pathway that an item is on; empty where it is on none."""
    return next(iter(pathways_of(facts, home)), "")


def needs_of_pathway(facts: Facts, home: Home) -> frozenset[str]:
    """The facts without which it cannot be told of this item."""
    needs = {"kind", "labels"} if home.pathways else set()
    if facts.kind == "issue" and any(way.forms for way in home.pathways):
        needs |= {"body", "forms", "title"} if "###" in str(facts.body) else {"body"}
    if facts.kind == "pull_request" and any(way.files for way in home.pathways):
        needs.add("files")
    return frozenset(needs)


def all_needs_of_pathway(home: Home) -> frozenset[str]:
    """The facts without which it cannot be told of some item or other."""
    needs = {"kind", "labels"} if home.pathways else set()
    needs |= {"body", "forms", "title"} if any(way.forms for way in home.pathways) else set()
    needs |= {"files"} if any(way.files for way in home.pathways) else set()
    return frozenset(needs)


def _fitting(facts: Facts, ways: tuple[Way, ...]) -> tuple[str, ...]:
    """The pathways that tell themselves that an item is on them."""
    if facts.kind == "pull_request" and any(way.files for way in ways):
        return _by_files(known(facts.files), ways)
    if facts.kind == "issue" and any(way.forms for way in ways) and "###" in known(facts.body):
        form = filled_in(facts)
        return tuple(way.name for way in ways if form and any(form.called(name) for name in way.forms))
    return ()


@lru_cache(maxsize=32)  # each rule that asks for the pathway looks at all files again
def _by_files(files: tuple[str, ...], ways: tuple[Way, ...]) -> tuple[str, ...]:
    return tuple(way.name for way in ways if way.files and selects_any(files, way.files))
