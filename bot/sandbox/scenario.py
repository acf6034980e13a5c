"""The scenario file: who and what there is when a community begins."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

Role = Literal["pull", "triage", "push", "maintain", "admin"]
Level = Literal["read", "write", "admin"]
FULL_PERMISSIONS: dict[str, Level] = {
    "metadata": "read", "contents": "write", "issues": "write", "pull_requests": "write", "checks": "write",
    "statuses": "read", "discussions": "write", "organization_projects": "write", "members": "write",
}  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class UserPart(_Part):
    """A person."""

    login: str
    name: str | None = None
    bio: str | None = None
    company: str | None = None
    busy: bool = False
    created_at: datetime | None = None


class TeamPart(_Part):
    """A team; members are logins."""

    slug: str
    name: str | None = None
    description: str | None = None
    members: list[str] = []
    secret: bool = False


class FieldPart(_Part):
    """A field of a board; options make it a single-select one."""

    name: str
    type: Literal["single_select", "text", "number", "date"] = "single_select"
    options: list[str] = []


class ProjectPart(_Part):
    """A board; without fields it has Status with Todo, In Progress and Done. Its workflows are named: on or off."""

    title: str
    number: int | None = None
    public: bool = True
    description: str | None = None
    fields: list[FieldPart] = [FieldPart(name="Status", options=["Todo", "In Progress", "Done"])]
    workflows: dict[str, bool] = {}


class OrganizationPart(_Part):
    """An organisation; owners and members are logins."""

    login: str
    name: str | None = None
    description: str | None = None
    owners: list[str] = []
    members: list[str] = []
    teams: list[TeamPart] = []
    projects: list[ProjectPart] = []


class LabelPart(_Part):
    """A label."""

    name: str
    color: str = "ededed"
    description: str | None = None


class MilestonePart(_Part):
    """A milestone."""

    title: str
    description: str | None = None
    due_on: datetime | None = None


class CategoryPart(_Part):
    """A category of discussions."""

    name: str
    emoji: str = ":speech_balloon:"
    description: str | None = None
    answerable: bool = False


class ItemPart(_Part):
    """An issue, pull request or discussion that is there from the beginning; no webhook tells of it."""

    title: str
    author: str
    kind: Literal["issue", "pull_request", "discussion"] = "issue"
    body: str = ""
    labels: list[str] = []
    assignees: list[str] = []
    milestone: str | None = None
    draft: bool = False
    base: str | None = None
    head: str = "patch-1"
    files: list[str] | dict[str, Any] = []
    category: str = "General"
    closed: bool = False
    merged: bool = False
    at: datetime | None = None


class RepositoryPart(_Part):
    """A repository; `files` maps a path to its text, `collaborators` and `teams` a name to a role."""

    name: str = Field(pattern=r"^[^/\s]+/[^/\s]+$", description="owner/name")
    private: bool = False
    description: str | None = None
    default_branch: str = "main"
    files: dict[str, str] = {}
    collaborators: dict[str, Role] = {}
    teams: dict[str, Role] | None = None
    labels: list[LabelPart | str] = []
    milestones: list[MilestonePart | str] = []
    categories: list[CategoryPart | str] = ["General"]
    projects: list[int] = []
    items: list[ItemPart] = []


class InstallationPart(_Part):
    """Where the App is installed; without `repositories` on all of the account's, without `events` for all."""

    account: str
    id: int | None = None
    permissions: dict[str, Level] = FULL_PERMISSIONS
    repositories: list[str] | None = None
    events: list[str] = []
    suspended: bool = False


class Scenario(_Part):
    """A whole scenario. An account, team or repository may be named before it is defined."""

    clock: datetime | None = None
    users: list[UserPart | str] = []
    organizations: list[OrganizationPart] = []
    repositories: list[RepositoryPart] = []
    user_projects: dict[str, list[ProjectPart]] = {}
    installations: list[InstallationPart] = []


class BadScenario(ValueError):
    """A scenario that cannot be used; the text says where and why."""


def read_scenario(source: Path | Mapping[str, Any]) -> Scenario:
    """Read a scenario from a YAML file or from what such a file would hold."""
    where = str(source) if isinstance(source, Path) else "scenario"
    try:
        given = yaml.safe_load(source.read_text("utf-8")) if isinstance(source, Path) else source
        return Scenario.model_validate(given or {})
    except yaml.YAMLError as problem:
        raise BadScenario(f"{where}: this is not YAML: {problem}") from None
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadScenario(f"{where}: at {place or 'the top'}: {first['msg']}") from None
