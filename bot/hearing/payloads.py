"""The few fields of GitHub's webhook payloads that are read. The rest is passed over, what is missing is borne.

Only what identifies a thing is required: payloads differ between GitHub's versions, and a strict model of all of one
would refuse good deliveries. Source of the shapes: GitHub's "Webhook events and payloads" page.
"""

from typing import Annotated, Any, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, model_validator

T = TypeVar("T")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _told(value: Any) -> Any:
    return [each for each in value if each is not None] if isinstance(value, list) else value


Prose = Annotated[str, BeforeValidator(_text)]
Several = Annotated[tuple[T, ...], BeforeValidator(_told)]


class Part(BaseModel):
    """The base of all parts of a payload."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, value: Any) -> Any:
        return {key: each for key, each in value.items() if each is not None} if isinstance(value, dict) else value


class Account(Part):
    """A user, a bot or an organisation."""

    login: str
    type: str = "User"
    id: Annotated[int | None, BeforeValidator(_number)] = None

    @property
    def bot(self) -> bool:
        """Whether this is a program."""
        return self.type == "Bot" or self.login.endswith("[bot]")


GHOST = Account(login="ghost")


class Repository(Part):
    """Where an event happened."""

    id: int
    node_id: str
    full_name: str
    private: bool = True
    default_branch: str = "main"


class Installation(Part):
    """The App's installation that the delivery is meant for."""

    id: int
    suspended_at: AwareDatetime | None = None


class Named(Part):
    """A label, or anything else that is known by its name."""

    name: str


class Titled(Part):
    """A milestone."""

    title: str


class TeamSlug(Part):
    """A team, within the organisation that the payload is about."""

    slug: str


class Branch(Part):
    """One end of a pull request."""

    ref: str = ""


class Reactions(Part):
    """How many reactions there are."""

    total_count: int | None = None


class Item(Part):
    """An issue, a pull request or a discussion."""

    number: int
    node_id: str
    title: Prose = ""
    body: Prose = ""
    html_url: str = ""
    state: str = "open"
    draft: bool | None = None
    merged: bool | None = None
    user: Account | None = None
    author_association: str | None = None
    labels: Several[Named] | None = None
    assignees: Several[Account] = ()
    requested_reviewers: Several[Account | TeamSlug] = ()
    requested_teams: Several[TeamSlug] = ()
    milestone: Titled | None = None
    head: Branch | None = None
    base: Branch | None = None
    additions: int | None = None
    deletions: int | None = None
    comments: int | None = None
    locked: bool | None = None
    reactions: Reactions | None = None
    pull_request: dict[str, Any] | None = None
    created_at: AwareDatetime | None = None
    updated_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    state_reason: str | None = None


class Comment(Part):
    """A comment, or a review: something that somebody said."""

    id: int | None = None
    node_id: str = ""
    user: Account | None = None
    author_association: str | None = None
    body: Prose = ""
    created_at: AwareDatetime | None = None
    updated_at: AwareDatetime | None = None
    submitted_at: AwareDatetime | None = None


class Card(Part):
    """A board's item; `content_node_id` is the issue or pull request on it."""

    node_id: str
    content_node_id: str | None = None
    content_type: str = ""
    project_node_id: str = ""
    updated_at: AwareDatetime | None = None


class Payload(Part):
    """What is read of any payload."""

    action: str | None = None
    installation: Installation | None = None
    repository: Repository | None = None
    organization: Account | None = None
    sender: Account | None = None
    issue: Item | None = None
    pull_request: Item | None = None
    discussion: Item | None = None
    comment: Comment | None = None
    review: Comment | None = None
    projects_v2_item: Card | None = None
    label: Named | None = None
    changes: dict[str, Any] | None = None
    ref: str | None = None
