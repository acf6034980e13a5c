"""Manifests of Apps: what GitHub refuses in one, and the code that it gives for one."""

import secrets
from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from bot.sandbox.scenario import Level

_LONGEST_NAME = 34
HEARD_BY = {
    "check_run": "checks", "check_suite": "checks", "discussion": "discussions", "discussion_comment": "discussions",
    "fork": "contents", "issue_comment": "issues", "issues": "issues", "label": "metadata", "member": "members",
    "membership": "members", "milestone": "issues", "organization": "members",
    "projects_v2_item": "organization_projects", "pull_request": "pull_requests",
    "pull_request_review": "pull_requests", "pull_request_review_comment": "pull_requests",
    "pull_request_review_thread": "pull_requests", "push": "contents", "repository": "metadata", "status": "statuses",
    "team": "members",
}  # fmt: skip
_KNOWN = frozenset(HEARD_BY.values())


class Refused(ValueError):
    """A manifest that GitHub does not take; the text is what it says."""


class Hook(BaseModel):
    """Where webhooks go; without an address GitHub takes none of it, even when they are off."""

    url: str
    active: bool = True


class Manifest(BaseModel):
    """What an App is to be."""

    name: str = Field(min_length=1, max_length=_LONGEST_NAME)
    url: str
    description: str = ""
    hook_attributes: Hook | None = None
    redirect_url: str = ""
    setup_url: str = ""
    callback_urls: list[str] = Field(default=[], max_length=10)
    public: bool = False
    default_permissions: dict[str, Level] = {}
    default_events: list[str] = []


@dataclass(frozen=True, slots=True)
class Registered:
    """An App that was made of a manifest, for an organisation or, where that is empty, for somebody."""

    manifest: Manifest
    organization: str


class Registry:
    """The Apps that were made, until their codes are used."""

    def __init__(self) -> None:
        self._waiting: dict[str, Registered] = {}

    def add(self, manifest: Manifest, organization: str) -> str:
        """Make an App; gives the code by which its credentials are had, once."""
        code = secrets.token_hex(20)
        self._waiting[code] = Registered(manifest, organization)
        return code

    def take(self, code: str) -> Registered | None:
        """What a code stands for; it is used up by that."""
        return self._waiting.pop(code, None)


def read_manifest(text: str, name: str = "") -> Manifest:
    """A manifest, as GitHub takes it.

    Args:
        text: as the form brings it.
        name: another one, which the person wrote on GitHub's page.

    Raises:
        Refused: GitHub would not take it.
    """
    try:
        given: Any = TypeAdapter(dict[str, Any]).validate_python(orjson.loads(text))
        manifest = Manifest.model_validate(given | ({"name": name} if name else {}))
    except (orjson.JSONDecodeError, ValidationError) as problem:
        raise Refused(f"Invalid GitHub App configuration: {problem}") from None
    if unknown := sorted(manifest.default_permissions.keys() - _KNOWN):
        raise Refused(f"Default permission records resource is not included in the list: {', '.join(unknown)}")
    deaf = [each for each in manifest.default_events if HEARD_BY.get(each) not in manifest.default_permissions]
    if deaf:
        raise Refused(f"Default events are not supported by permissions: {', '.join(deaf)}")
    return manifest
