"""What a pull request adds and changes: each file as it would be and as it is, and what speaks for its licence."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import ItemRef
from rules.condition import known
from rules.facts import UNKNOWN, Facts, Maybe
from rules.home import Home
from rules.works import BESIDE, REUSE, Work, Works, original_of, picture, short, told_by_reuse

MOST = 200
"""How many files of a pull request are looked at; for the others a maintainer answers."""
LARGEST = 200_000
"""Longer texts are no words about licences."""
AT_ONCE = 4_000_000
KEPT = 50
_SIZE, _TEXT = "... on Blob { oid byteSize isBinary }", "... on Blob { text }"


class SeenWorks:
    """Reads them, and keeps those of the commits that were looked at last: a commit never changes."""

    def __init__(self, graphql: GraphQL) -> None:
        self._graphql, self._kept = graphql, OrderedDict[tuple[str, str], Works]()

    async def of(self, item: ItemRef, facts: Facts, home: Home, deliveries: Sequence[str] = ()) -> Maybe[Works]:
        """The files that a pull request changes; unknown where nobody knows which.

        The commits of forks are to be had from the repository that is asked to take them in.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        if any(fact is UNKNOWN for fact in (facts.files, facts.commit, facts.base)):
            return UNKNOWN
        key = (item.node, f"{known(facts.commit)} {known(facts.base)} {home.originals}")
        if key not in self._kept:
            works = await self._read(item, facts, home, deliveries)
            if works is UNKNOWN:
                return works
            self._kept[key] = works
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    async def _read(self, item: ItemRef, facts: Facts, home: Home, deliveries: Sequence[str]) -> Maybe[Works]:
        paths = [path for path in known(facts.files) if not path.endswith(BESIDE)]
        head, base = known(facts.commit), f"refs/heads/{known(facts.base)}"
        places = {
            name: expression
            for n, path in enumerate(paths[:MOST])
            for name, expression in _asked(n, path, head, base, home)
        }
        places["reuse"] = f"{head}:{REUSE}"
        blobs: dict[str, Mapping[str, Any]] = {}
        for some in _pieces(places, dict.fromkeys(places, AT_ONCE // MOST)):
            answer = await self._graphql.read(item.installation, [_part(item, some, _SIZE)], deliveries)
            told = answer.found("works")
            if not isinstance(told, Mapping):
                return UNKNOWN
            blobs |= {name: blob for name, blob in told.items() if isinstance(blob, Mapping) and "oid" in blob}
        sizes = {name: int(blob["byteSize"]) for name, blob in blobs.items() if not blob["isBinary"]}
        small = {name: places[name] for name, size in sizes.items() if size <= LARGEST}
        texts: dict[str, str] = {}
        for some in _pieces(small, sizes):
            answer = await self._graphql.read(item.installation, [_part(item, some, _TEXT)], deliveries)
            told = answer.found("works") or {}
            texts |= {name: str(blob["text"]) for name, blob in told.items() if blob and blob.get("text")}
        seen = (_work(n, path, blobs, texts) for n, path in enumerate(paths[:MOST]))
        return Works(tuple(work for work in seen if work), max(0, len(paths) - MOST))


def _asked(n: int, path: str, head: str, base: str, home: Home) -> Iterator[tuple[str, str]]:
    yield f"now{n}", f"{head}:{path}"
    yield f"old{n}", f"{base}:{path}"
    if picture(path):
        yield f"beside{n}", f"{head}:{path}{BESIDE}"
    if original := original_of(path, home):
        yield f"source{n}", f"{base}:{original}"


def _pieces(places: Mapping[str, str], sizes: Mapping[str, int]) -> Iterator[dict[str, str]]:
    """The places in pieces that are not too much for one answer."""
    piece: dict[str, str] = {}
    room = AT_ONCE
    for name, expression in places.items():
        if piece and (sizes[name] > room or len(piece) == MOST):
            yield piece
            piece, room = {}, AT_ONCE
        piece[name] = expression
        room -= sizes[name]
    if piece:
        yield piece


def _part(item: ItemRef, places: Mapping[str, str], wanted: str) -> Part:
    objects = " ".join(f"{name}: object(expression: ${name}) {{ {wanted} }}" for name in places)
    variables = {name: ("String!", expression) for name, expression in places.items()}
    text = f"node(id: $repo) {{ ... on Repository {{ {objects} }} }}"
    return Part("works", text, {"repo": ("ID!", item.repo_node), **variables})


def _work(n: int, path: str, blobs: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]) -> Work | None:
    """A file, unless it is taken away; one that only moved is not new."""
    now = blobs.get(f"now{n}")
    if now is None:
        return None
    before = next((name for name, blob in blobs.items() if name.startswith("old") and blob["oid"] == now["oid"]), "")
    before = f"old{n}" if f"old{n}" in blobs else before
    told = {name: short(texts[name]) for name in (f"now{n}", before, f"beside{n}", f"source{n}") if name in texts}
    return Work(
        path=path,
        text=told.get(f"now{n}"),
        before=told.get(before),
        new=not before,
        beside=told.get(f"beside{n}") or told_by_reuse(texts.get("reuse", ""), path),
        original=told.get(f"source{n}", "") if f"source{n}" in blobs else None,
    )
