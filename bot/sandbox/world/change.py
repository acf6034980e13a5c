"""One change of the world: who makes it, when and why, and who is to be told.

The verbs in this package take a `Change` first. They check, replace records, write the timeline, tell the hooks and
leave a line in the audit. What would change nothing leaves a line that says so and tells nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.sandbox.world.grant import Grant
from bot.sandbox.world.items import Discussion, Item, PullRequest, TimelineEvent
from bot.sandbox.world.records import Account, Bot, Number, Record, Repository
from bot.sandbox.world.world import World

I = TypeVar("I", bound=Item)  # noqa: E741 - an item


@dataclass(frozen=True, slots=True)
class News:
    """Something that a webhook tells: GitHub's event and action, what it is about, and the rest of the payload."""

    event: str
    action: str | None
    repo: Repository | None
    owner: Number
    subject: Record
    sender: Account
    extra: dict[str, Any]
    at: str


def _nobody(_news: News) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Change:
    """The doing of one request or of one person.

    Attributes:
        actor: Who does it.
        now: When, in GitHub's form.
        via: `rest`, `graphql` or `person`.
        request: The id of the API request, empty for a person.
        deliveries: The webhook deliveries in answer to which the bot says it does this.
        grant: What the caller's token may do; None for a person, who is trusted.
        told: What the hooks are to send.
        audit: What was done, one entry per effect.
    """

    world: World
    actor: Account
    now: str
    via: str = "person"
    request: str = ""
    deliveries: tuple[str, ...] = ()
    grant: Grant | None = None
    tell: Callable[[News], None] = _nobody
    audit: list[dict[str, Any]] = field(default_factory=list)

    @property
    def by_app(self) -> bool:
        """Whether the App does it."""
        return isinstance(self.actor, Bot)

    def may(self, repo: Repository, level: str, *permissions: str) -> None:
        """Refuse what the caller's token does not allow in a repository."""
        if self.grant:
            self.grant.require_on(repo, level, *permissions)

    def may_write(self, item: Item) -> Repository:
        """Refuse a write to an item that the token does not allow; give back its repository."""
        repo = self.world.repo_of(item)
        self.may(repo, "write", *permissions_of(item))
        return repo

    def note(self, kind: str, item: I, **data: Any) -> I:
        """Write a line into the item's timeline; give back the item as it then is."""
        world = self.world
        line = TimelineEvent(
            id=world.number(), kind=kind, item=item.id, actor=self.actor.id, created_at=self.now, data=data
        )
        world.add(line)
        current = world.one(type(item), item.id)
        return world.update(current, timeline=(*current.timeline, line.id), updated_at=self.now)

    def send(self, event: str, action: str | None, repo: Repository, subject: Record, **extra: Any) -> None:
        """Tell the hooks what happened in a repository."""
        self.tell(News(event, action, repo, repo.owner, subject, self.actor, extra, self.now))

    def send_org(self, event: str, action: str, owner: Number, subject: Record, **extra: Any) -> None:
        """Tell the hooks what happened to an organisation's thing that is in no repository."""
        self.tell(News(event, action, None, owner, subject, self.actor, extra, self.now))

    def did(self, what: str, on: Record, *, noop: bool = False, **detail: Any) -> None:
        """Leave a line in the audit."""
        entry = {
            "at": self.now,
            "who": self.actor.login,
            "via": self.via,
            "did": what,
            "on": self.name_of(on),
            "noop": noop,
            "request": self.request,
            "deliveries": list(self.deliveries),
        }
        self.audit.append(entry | ({"detail": detail} if detail else {}))

    def name_of(self, record: Record) -> str:
        """How a person would name a record: `o/r#7`, `o/r`, a login."""
        world = self.world
        if isinstance(record, Item):
            return f"{world.full_name(world.repo_of(record))}#{record.number}"
        if isinstance(record, Repository):
            return world.full_name(record)
        if isinstance(record, Account):
            return record.login
        item = getattr(record, "item", None) or getattr(record, "content", None)
        held = world.find(Item, item)
        return self.name_of(held) if held else world.node_id(record)


def permissions_of(item: Item) -> tuple[str, ...]:
    """The permissions of which one is needed to write to an item."""
    if isinstance(item, Discussion):
        return ("discussions",)
    return ("issues", "pull_requests") if isinstance(item, PullRequest) else ("issues",)


def event_of(item: Item) -> str:
    """The webhook event that tells of an item."""
    if isinstance(item, Discussion):
        return "discussion"
    return "pull_request" if isinstance(item, PullRequest) else "issues"
