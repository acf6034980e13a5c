"""Files as GitHub keeps them: what its answer says of one, and the rest of a long one."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import Gone, PermissionMissing
from bot.github.auth import AppTokens
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import RepoRef
from rules.facts import UNKNOWN, Maybe
from rules.yamltext import MAX_BYTES, too_large

BLOB = "... on Blob { oid text byteSize isTruncated isBinary }"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as GitHub has it; of one that is too large the text is not fetched."""

    oid: str
    text: str
    size: int

    def check_size(self) -> None:
        """See that the text was fetched.

        Raises:
            RuleFileError: the file is too large; says how large it may be.
        """
        if not self.whole:
            raise too_large(self.size)

    @property
    def whole(self) -> bool:
        """Whether the text was fetched."""
        return self.size <= MAX_BYTES


async def read_file(
    graphql: GraphQL, tokens: AppTokens, repo: RepoRef, path: str, deliveries: Sequence[str] = ()
) -> Blob | None:
    """A file of the default branch; None where there is none.

    Raises:
        Gone: there is no such repository any more, or not for us.
        PermissionMissing: the App may not read files.
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    text = f"node(id: $repo) {{ ... on Repository {{ object(expression: $expression) {{ {BLOB} }} }} }}"
    variables = {"repo": ("ID!", repo.repo_node), "expression": ("String!", f"HEAD:{path}")}
    answer = await graphql.read(repo.installation, [Part("file", text, variables)], deliveries)
    repository, fault = answer.found("file"), answer.fault_at("file")
    if fault is not None and fault.kind == "FORBIDDEN":
        raise PermissionMissing(f"the App may not read the files of {repo.repo}: it lacks Contents: read")
    if not isinstance(repository, dict):
        raise Gone(f"{repo.repo} does not exist any more, or not for this App")
    return await blob_of(tokens, repo, repository.get("object"))


async def blob_of(tokens: AppTokens, item: RepoRef, told: Any) -> Blob | None:
    """The file that an answer to `BLOB` tells of; what GraphQL leaves out of a long one is asked for over REST.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `AppTokens.rest`.
    """
    if not isinstance(told, dict) or "oid" not in told:
        return None
    whole = told["text"] is not None and not told["isTruncated"]
    if whole or told["byteSize"] > MAX_BYTES:
        return Blob(told["oid"], str(told["text"]) if whole else "", told["byteSize"])

    def fetch(hub: Any) -> str:
        blob = hub.get_repo(item.repo_id).get_git_blob(told["oid"])
        return base64.b64decode(blob.content).decode("utf-8", "replace")

    return Blob(told["oid"], await tokens.rest(item.installation, fetch), told["byteSize"])


async def text_of(tokens: AppTokens, item: RepoRef, entry: Mapping[str, Any] | None) -> Maybe[str]:
    """What a file of a commit holds, whose `object` was asked for as `BLOB`; empty where there is none.

    Unknown where it is no text, or longer than rules may be.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `AppTokens.rest`.
    """
    if entry is None:
        return ""
    told = entry.get("object") or {}
    blob = None if told.get("isBinary") else await blob_of(tokens, item, told)
    return blob.text if blob and blob.whole else UNKNOWN
