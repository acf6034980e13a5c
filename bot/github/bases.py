"""The rule files of other repositories: found, asked whether they let us build on them, and read level by level.

A base that is private, or that nobody can see, is told of in one and the same way until it accepts us: whoever may
write an `extends` must not learn from our answer what exists.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.errors import Gone, PermissionMissing
from bot.github.auth import AppTokens
from bot.github.blobs import BLOB, Blob, blob_of
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.github.wordings import LISTED, Listed, listed, read_folder, read_texts
from bot.item import RepoRef
from rules.bases import FILE, Base, repositories
from rules.consent import names
from rules.gathering import MOST_BASES, MOST_DEEP
from rules.sayings import FOLDER

ORGANISATIONS = ".github"
HIDDEN = "a private repository"
_REPOSITORY = "id databaseId nameWithOwner isPrivate"


@dataclass(frozen=True, slots=True)
class Seen:
    """Another repository with its rule file.

    Attributes:
        file: the version that is meant; None where there is none.
        newest: that of the default branch, which says who may build on it.
    """

    repo: RepoRef
    private: bool
    file: Blob | None
    newest: Blob | None


@dataclass(frozen=True, slots=True)
class Home:
    """A repository's own rule file, and what acts where it has none.

    Attributes:
        private: whether the repository is hidden from the public.
        file: None where it has none.
        owners: the name of its owner's repository for all others.
        organisation: that repository, where it is another one and there is one.
        messages: the repository's own message files.
    """

    private: bool
    file: Blob | None
    owners: str
    organisation: Seen | None
    messages: Mapping[str, Listed] = field(default_factory=dict)


@dataclass(slots=True)
class Found:
    """The bases of one rule file.

    Attributes:
        bases: by name, as the files name them.
        repos: those that were found, by that name.
        oids: what tells their versions apart.
    """

    bases: dict[str, Base] = field(default_factory=dict)
    repos: dict[str, RepoRef] = field(default_factory=dict)
    oids: dict[str, str] = field(default_factory=dict)

    @property
    def numbers(self) -> dict[str, int | None]:
        """The repositories by name, with GitHub's numbers of those that were found."""
        return {name.partition("@")[0]: self.repos[name].repo_id if name in self.repos else None for name in self.bases}

    def version(self, own: str) -> str:
        """What tells a rule file together with its bases apart.

        Args:
            own: Git's id of the file itself.
        """
        if not self.oids:
            return own
        parts = [own, *(f"{name} {oid}" for name, oid in sorted(self.oids.items()))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who asks: the repository in which the rules are to act.

    Attributes:
        private: whether it is hidden from the public.
    """

    repo: RepoRef
    private: bool

    def accepted(self, seen: Seen, by: str) -> bool:
        """Whether a base lets us build on it.

        Args:
            seen: the base.
            by: the repository whose file names it.
        """
        text = seen.newest.text if seen.newest else ""
        ours, theirs = self.repo.repo.lower(), seen.repo.repo.lower()
        open_to_us = self.private or not seen.private
        if theirs == f"{ours.partition('/')[0]}/{ORGANISATIONS}":
            return open_to_us or bool(names(text, "applies_to", ours) or names(text, "accepts_from", ours))
        if theirs == ours or names(text, "accepts_from", ours):
            return True
        return open_to_us and bool(names(text, "accepts_from", by))

    def judge(self, name: str, seen: Seen | None, by: str) -> Base:
        """A base as our rules may use it."""
        ours, ref = self.repo.repo, name.partition("@")[2]
        if seen is None or (seen.private and not self.accepted(seen, by)):
            return Base(
                problem=f"cannot be had: there is no such repository for this App, or it does not accept {ours}",
                help=f"see that the App is installed there, and that `accepts_from` in its {FILE} names {ours}",
                secret=True,
            )
        if seen.file is None:
            where = f"at {ref}" if ref else "on its default branch"
            return Base(problem=f"has no {FILE} {where}", help="see that its name is right", secret=seen.private)
        if not seen.file.whole or (seen.newest and not seen.newest.whole):
            return Base(problem=f"is too large: {seen.file.size:,} bytes", help="make it smaller", secret=seen.private)
        readable = names(seen.newest.text if seen.newest else "", "accepts_from", ours) is not None
        if readable and not self.accepted(seen, by):
            advice = f"its maintainers allow it by `accepts_from: {ours}` under `project`"
            return Base(problem=f"does not accept {ours}", help=advice)
        return Base(seen.file.text, secret=seen.private)


class BaseFiles:
    """Reads the bases of rule files."""

    def __init__(self, graphql: GraphQL, tokens: AppTokens) -> None:
        self._graphql, self._tokens = graphql, tokens

    async def of(self, repo: RepoRef, home: Home, text: str, deliveries: Sequence[str] = ()) -> Found:
        """The bases of a rule file, and theirs.

        Args:
            repo: where the rules are to act.
            home: what was seen of it.
            text: the rule file.
            deliveries: on whose account.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        reader, found = _Reader(repo, home.private), Found()
        level = dict.fromkeys(repositories(text), (repo.repo, True))
        for _ in range(MOST_DEEP):
            wanted = [name for name in level if name not in found.bases][: MOST_BASES - len(found.bases)]
            seen = await self._see(repo, home, wanted, deliveries)
            further: dict[str, tuple[str, bool]] = {}
            for name in wanted:
                by, told = level[name]
                base = reader.judge(name, seen[name], by)
                found.bases[name] = base if told else _untold(base)
                _note(found, name, seen[name])
                for below in () if base.problem else repositories(base.text):
                    told_before = further.get(below, ("", False))[1]
                    further[below] = (name.partition("@")[0], (told and not base.secret) or told_before)
            level = further
        return found

    async def texts(self, repo: RepoRef, home: Home, deliveries: Sequence[str] = ()) -> dict[str, str | None]:
        """What a repository's own message files hold, by path; None for one that is too large.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        return await read_texts(self._graphql, repo, home.messages, deliveries)

    async def proposed_texts(self, repo: RepoRef, commit: str) -> dict[str, str | None]:
        """What a pull request's commit makes of a repository's own message files, as for `texts`.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        return await read_folder(self._graphql, repo, commit)

    async def home(self, repo: RepoRef, deliveries: Sequence[str] = ()) -> Home:
        """A repository's own rule file and, with the same request, that of its owner.

        Raises:
            Gone: there is no such repository any more, or not for us.
            PermissionMissing: the App may not read files.
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        owners = f"{repo.repo.partition('/')[0]}/{ORGANISATIONS}"
        words = f"words: object(expression: $words) {{ {LISTED} }}"
        selection = f"{_REPOSITORY} file: object(expression: $newest) {{ {BLOB} }} {words}"
        given = {"repo": ("ID!", repo.repo_node), "newest": ("String!", f"HEAD:{FILE}")}
        given["words"] = ("String!", f"HEAD:{FOLDER}")
        own = Part("own", f"node(id: $repo) {{ ... on Repository {{ {selection} }} }}", given)
        answer = await self._graphql.read(repo.installation, [own, _part(0, owners)], deliveries)
        told = answer.found("own")
        if (fault := answer.fault_at("own")) is not None and fault.kind == "FORBIDDEN":
            raise PermissionMissing(f"the App may not read the files of {repo.repo}: it lacks Contents: read")
        if not isinstance(told, dict):
            raise Gone(f"{repo.repo} does not exist any more, or not for this App")
        seen = await self._seen(repo.installation, answer.found("b0"))
        elsewhere = seen if seen and seen.repo.repo_id != repo.repo_id else None
        file = await blob_of(self._tokens, repo, told["file"])
        return Home(told["isPrivate"], file, owners, elsewhere, listed(told["words"]))

    async def _see(
        self, repo: RepoRef, home: Home, wanted: Sequence[str], deliveries: Sequence[str]
    ) -> dict[str, Seen | None]:
        known = {name: home.organisation for name in wanted if name.lower() == home.owners.lower()}
        asked = [name for name in wanted if name not in known]
        seen = {**known, **(await self._ask(repo.installation, asked, deliveries) if asked else {})}
        for name in asked:
            owner, _, rest = name.partition("@")[0].partition("/")
            installation = None if seen[name] else await self._tokens.installation_of(owner, rest)
            if installation is not None and installation != repo.installation:
                seen |= await self._ask(installation, [name], deliveries)
        return seen

    async def _ask(self, installation: int, wanted: Sequence[str], deliveries: Sequence[str]) -> dict[str, Seen | None]:
        parts = [_part(n, name) for n, name in enumerate(wanted)]
        answer = await self._graphql.read(installation, parts, deliveries)
        return {name: await self._seen(installation, answer.found(f"b{n}")) for n, name in enumerate(wanted)}

    async def _seen(self, installation: int, told: Any) -> Seen | None:
        if not isinstance(told, dict):
            return None
        repo = RepoRef(installation, told["databaseId"], told["id"], told["nameWithOwner"])
        newest = await blob_of(self._tokens, repo, told.get("newest"))
        file = await blob_of(self._tokens, repo, told["file"]) if "file" in told else newest
        return Seen(repo, told["isPrivate"], file, newest)


def _part(n: int, name: str) -> Part:
    path, _, ref = name.partition("@")
    owner, _, rest = path.partition("/")
    given = {f"o{n}": ("String!", owner), f"n{n}": ("String!", rest), "newest": ("String!", f"HEAD:{FILE}")}
    asked = f"newest: object(expression: $newest) {{ {BLOB} }}"
    if ref:
        given[f"at{n}"] = ("String!", f"{ref}:{FILE}")
        asked += f" file: object(expression: $at{n}) {{ {BLOB} }}"
    return Part(f"b{n}", f"repository(owner: $o{n}, name: $n{n}) {{ {_REPOSITORY} {asked} }}", given)


def _untold(base: Base) -> Base:
    """A base whose name stands only in a private file."""
    return Base(base.text, base.problem, base.help, HIDDEN, secret=True)


def _note(found: Found, name: str, seen: Seen | None) -> None:
    blobs: Iterable[Blob | None] = (seen.file, seen.newest) if seen else ()
    found.oids[name] = " ".join(blob.oid if blob else "-" for blob in blobs)
    if seen:
        found.repos[name] = seen.repo
