"""Asks what a pull request makes of files that the whole community keeps, and who agrees to that."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.github.auth import AppTokens
from bot.github.blobs import BLOB, text_of
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import ItemRef
from rules.shared import Account, SharedFile

_WHO = "author { login ... on User { databaseId } }"


async def read_shared(
    graphql: GraphQL,
    tokens: AppTokens,
    item: ItemRef,
    paths: Sequence[str],
    deliveries: Sequence[str] = (),
    *,
    kept: Collection[str] = (),
) -> dict[str, SharedFile]:
    """Each of these files that the pull request changes, by its path; none where it is meant for another branch.

    Args:
        graphql: whom to ask.
        tokens: asks for the rest of a long file.
        item: the pull request.
        paths: of the files.
        deliveries: on whose account.
        kept: those of them that are told, where there are any, although they stay as they are.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    answer = await graphql.read(item.installation, [shared_part(item, paths)], deliveries)
    told: Any = answer.found("shared")
    base = ((told or {}).get("repository") or {}).get("defaultBranchRef")
    commits = [one["commit"] for one in told["commits"]["nodes"] if one] if base else []
    if not base or base["name"] != told["baseRefName"] or not commits:
        return {}
    head = commits[-1]
    approved = tuple(_approving(told["latestOpinionatedReviews"]["nodes"], head["oid"]))
    found = {}
    for n, path in enumerate(paths):
        entries = [commit.get(f"f{n}") for commit in (base["target"], head)]
        before, after = map(_version, entries)
        if before != after or (path in kept and after):
            was, becomes = [await text_of(tokens, item, entry) for entry in entries]
            author = _account(told["author"])
            found[path] = SharedFile(before=was, after=becomes, commit=head["oid"], author=author, approved=approved)
    return found


def shared_part(item: ItemRef, paths: Sequence[str]) -> Part:
    """What to ask."""
    files = " ".join(f"f{n}: file(path: $path{n}) {{ object {{ {BLOB} }} }}" for n in range(len(paths)))
    commit = f"oid {files}"
    held = (
        f"baseRefName {_WHO} commits(last: 1) {{ nodes {{ commit {{ {commit} }} }} }} "
        f"latestOpinionatedReviews(last: 100) {{ nodes {{ state {_WHO} commit {{ oid }} }} }} "
        f"repository {{ defaultBranchRef {{ name target {{ ... on Commit {{ {commit} }} }} }} }}"
    )
    given: dict[str, tuple[str, Any]] = {f"path{n}": ("String!", path) for n, path in enumerate(paths)}
    return Part(
        "shared", f"node(id: $item) {{ ... on PullRequest {{ {held} }} }}", {"item": ("ID!", item.node), **given}
    )


def _approving(nodes: Sequence[Any], commit: str) -> list[Account]:
    """Who approves this very commit: what was pushed later nobody has seen."""
    theirs = [one for one in nodes if one and one["state"] == "APPROVED" and (one["commit"] or {}).get("oid") == commit]
    return [account for one in theirs if (account := _account(one["author"]))]


def _account(author: Mapping[str, Any] | None) -> Account | None:
    return Account(login=author["login"], id=author.get("databaseId")) if author else None


def _version(entry: Mapping[str, Any] | None) -> str | None:
    """What tells a file's versions apart, however long they are; None where there is none."""
    return None if entry is None else (entry.get("object") or {}).get("oid", "no file")
