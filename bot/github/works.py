"""What a pull request adds and changes: each file as it would be and as it is, and what speaks for its licence."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import ItemRef
from rules.condition import known
from rules.facts import UNKNOWN, Facts, Maybe, Unknown
from rules.home import Home
from rules.works import BESIDE, REUSE, Work, Works, original_of, picture, short, told_by_reuse

MOST = 200
AT_ONCE = 50
KEPT = 50
_BLOB = "... on Blob { text isBinary }"


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
        if any(isinstance(fact, Unknown) for fact in (facts.files, facts.commit, facts.base)):
            return UNKNOWN
        key = (item.node, f"{known(facts.commit)} {known(facts.base)} {home.originals}")
        if key not in self._kept:
            works = await self._read(item, facts, home, deliveries)
            if isinstance(works, Unknown):
                return works
            self._kept[key] = works
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    async def _read(self, item: ItemRef, facts: Facts, home: Home, deliveries: Sequence[str]) -> Maybe[Works]:
        paths = [path for path in known(facts.files) if not path.endswith(BESIDE)]
        head, base = known(facts.commit), f"refs/heads/{known(facts.base)}"
        seen: list[Work] = []
        for first in range(0, min(len(paths), MOST), AT_ONCE):
            some = paths[first : min(first + AT_ONCE, MOST)]
            wanted = {name: ask for n, path in enumerate(some) for name, ask in _asked(n, path, head, base, home)}
            part = _part(item, {**wanted, "reuse": f"{head}:{REUSE}"})
            told = (await self._graphql.read(item.installation, [part], deliveries)).found("works")
            if not isinstance(told, Mapping):
                return UNKNOWN
            seen += [work for n, path in enumerate(some) if (work := _work(n, path, told))]
        return Works(tuple(seen), max(0, len(paths) - MOST))


def _asked(n: int, path: str, head: str, base: str, home: Home) -> Iterator[tuple[str, str]]:
    yield f"now{n}", f"{head}:{path}"
    yield f"old{n}", f"{base}:{path}"
    if picture(path):
        yield f"beside{n}", f"{head}:{path}{BESIDE}"
    if original := original_of(path, home):
        yield f"source{n}", f"{base}:{original}"


def _part(item: ItemRef, wanted: Mapping[str, str]) -> Part:
    objects = " ".join(f"{name}: object(expression: ${name}) {{ {_BLOB} }}" for name in wanted)
    variables = {name: ("String!", expression) for name, expression in wanted.items()}
    text = f"node(id: $repo) {{ ... on Repository {{ {objects} }} }}"
    return Part("works", text, {"repo": ("ID!", item.repo_node), **variables})


def _work(n: int, path: str, told: Mapping[str, Any]) -> Work | None:
    """A file, unless it is taken away."""
    now, old, source = told.get(f"now{n}"), told.get(f"old{n}"), told.get(f"source{n}")
    if not isinstance(now, Mapping):
        return None
    beside = _text(told.get(f"beside{n}")) or told_by_reuse(_text(told.get("reuse")) or "", path)
    return Work(
        path=path,
        text=_text(now),
        before=_text(old),
        new=old is None,
        beside=beside,
        original=_text(source) if source else None,
    )


def _text(blob: Any) -> str | None:
    told = blob.get("text") if isinstance(blob, Mapping) else None
    return None if told is None else short(str(told))
