"""Files as GitHub keeps them: what its answer says of one, and the rest of a long one."""

import base64
from dataclasses import dataclass
from typing import Any

from bot.github.auth import AppTokens
from bot.item import ItemRef
from rules.yamltext import MAX_BYTES, refusal

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
            raise refusal("too-large", f"the file has {self.size:,} bytes, the limit is {MAX_BYTES:,}", 0, 0)

    @property
    def whole(self) -> bool:
        """Whether the text was fetched."""
        return self.size <= MAX_BYTES


async def blob_of(tokens: AppTokens, item: ItemRef, told: Any) -> Blob | None:
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
