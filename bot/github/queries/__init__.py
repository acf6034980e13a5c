"""The fragments of GraphQL that reads are put together from, by kind of item."""

import re
from functools import cache
from importlib import resources

KINDS = ("issue", "pull_request", "discussion")
TYPES = {"issue": "Issue", "pull_request": "PullRequest", "discussion": "Discussion"}

_FRAGMENT = re.compile(r"^fragment (\w+) on \w+ \{.*?^\}", re.MULTILINE | re.DOTALL)


@cache
def fragments(kind: str) -> dict[str, str]:
    """The fragments of a kind of item, by name."""
    text = resources.files(__name__).joinpath(f"{kind}.graphql").read_text(encoding="utf-8")
    return {found[1]: found[0] for found in _FRAGMENT.finditer(text)}
