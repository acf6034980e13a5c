"""From a payload to an event: which item it is about, what it says of that item.

An event is a nudge to look at an item again; it never carries the decision. Only the first delivery about a new item
may stand in for a look, because nothing can have happened to the item before.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import ValidationError

from bot.hearing.causes import OPENED as FIRST
from bot.hearing.causes import cause_of
from bot.hearing.malformed import first_mistake
from bot.hearing.moved import Moved, told_by
from bot.hearing.payloads import GHOST, Item, Payload
from bot.hearing.routing import ABOUT_A_REPOSITORY, ABOUT_AN_ACCOUNT, ABOUT_AN_ITEM
from bot.hearing.said import actor_of, facts_of, lines_in, person_of, when
from bot.item import ItemRef
from bot.waking.again import LOOK, Asked, Due, LookAgain
from rules.facts import BLANK, UNKNOWN, Card, Facts, Person
from rules.people import newness


@dataclass(frozen=True, slots=True)
class Move:
    """A card that changed its column.

    Attributes:
        project: the board's number.
        field: the field that is the column.
        to: the column's name; None where the card left all of them.
    """

    project: int
    field: str
    to: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One delivery, decoded.

    Attributes:
        name: `issues.opened`, or the event alone where it has no action.
        at: GitHub's own time of what happened; None where the payload does not tell.
        facts: what the payload says of the item.
        first: whether nothing can have happened to the item before.
        cause: what the ledger knows it by; the delivery's id where nothing else tells it apart.
        since: from when on other events about the item may have been missed; None where none were.
        note: what is to be done about an event that is not about an item.
        account: the organisation that an event is about which names no repository.
        move: the card's move, where a board tells of one.
        card: the card that a board tells of, as far as it tells.
        project: the GraphQL id of the board that tells of it.
        said: the GraphQL id of the comment or review that the event brought.
        lines: what its actor says by it.
        moved: the issue's way from another repository, or to one.
        led_to: the stage to which a pull request leads the issue that it closes.
        schedule: the one that is due, where a look of ours is because of one; late: by how much, in words.
        due: the rule that goes on, where one has waited for this look.
        asked: what somebody asked for on a page, where that is the reason of this look.
    """

    delivery: str
    name: str
    installation: int
    actor: Person
    at: datetime | None = None
    repo_id: int | None = None
    repo: str = ""
    private: bool = True
    item: ItemRef | None = None
    facts: Facts = BLANK
    url: str = ""
    updated_at: datetime | None = None
    first: bool = False
    note: str = ""
    account: str = ""
    move: Move | None = None
    card: Card | None = None
    project: str = ""
    said: str = ""
    lines: tuple[str, ...] = ()
    moved: Moved | None = None
    cause: str = ""
    since: datetime | None = None
    led_to: str = ""
    schedule: str = ""
    late: str = ""
    due: Due | None = None
    asked: Asked | None = None


def decode(delivery: str, name: str, body: bytes) -> Event:
    """The event of a stored delivery, be it one of ours.

    Raises:
        ValueError: the payload lacks what identifies its subject; the text says what.
    """
    if name == LOOK:
        return _look(delivery, LookAgain.model_validate_json(body))
    try:
        payload = Payload.model_validate_json(body)
    except ValidationError as error:
        place, wrong = first_mistake(error)
        where = ".".join(map(str, place))
        raise ValueError(f"the payload cannot be read: {f'`{where}`: ' if where else ''}{wrong}") from None
    if payload.installation is None:
        raise ValueError("the payload names no installation")
    return _event(delivery, name, payload, payload.installation.id)


def _look(delivery: str, again: LookAgain) -> Event:
    """An event that is none: a reason of ours to look at an item."""
    bot = again.author.endswith("[bot]")
    new = None if bot else newness(again.association)
    author = Person(
        login=again.author,
        bot=bot,
        association=again.association or UNKNOWN,
        new=UNKNOWN if new is None else new,
    )
    said = {"kind": again.kind, "repo": again.repo, "number": again.number}
    facts = BLANK.but(**said, **({"author": author} if again.author else {}))
    return Event(
        delivery=delivery,
        name=LOOK,
        installation=again.installation,
        actor=person_of(GHOST),
        repo_id=again.repo_id,
        repo=again.repo,
        private=again.private,
        item=again.item,
        facts=facts.but(created_at=again.created_at) if again.created_at else facts,
        url=again.url,
        since=again.since,
        led_to=again.led_to,
        cause=again.cause,
        schedule=again.schedule,
        late=again.late,
        due=again.due,
        asked=again.asked,
    )


def _beside_items(delivery: str, name: str, payload: Payload, installation: int) -> Event:
    """An event about a repository, an account or a board."""
    about = {**ABOUT_A_REPOSITORY, **ABOUT_AN_ACCOUNT}.get(name.partition(".")[0], "")
    repository = payload.repository
    named = (repository.id, repository.full_name, repository.private) if repository else (None, "", True)
    repo_id, repo, private = named
    actor = person_of(payload.sender or GHOST)
    place = Event(delivery, name, installation, actor, repo_id=repo_id, repo=repo, private=private)
    account = payload.organization.login if payload.organization else ""
    told, since = payload.projects_v2_item, payload.installation.suspended_at if payload.installation else None
    card = Card(id=told.node_id, updated_at=told.updated_at) if told else None
    project = told.project_node_id if told else ""
    return replace(place, at=since, note=about, account=account, move=_move(payload), card=card, project=project)


def _event(delivery: str, name: str, payload: Payload, installation: int) -> Event:
    family = name.partition(".")[0]
    repository = payload.repository
    if family not in ABOUT_AN_ITEM:
        return _beside_items(delivery, name, payload, installation)
    if repository is None:
        raise ValueError("the payload names no repository")
    subject: Item | None = getattr(payload, ABOUT_AN_ITEM[family])
    if subject is None:
        raise ValueError(f"the payload holds no {ABOUT_AN_ITEM[family]}")
    kind = "pull_request" if subject.pull_request is not None else ABOUT_AN_ITEM[family]
    # A pull request's milestone is told as an issue's; rules that wait for `issues` do not mean pull requests.
    name = name.replace("issues", "pull_request", 1) if family == "issues" and kind == "pull_request" else name
    item = ItemRef(
        installation, repository.id, repository.node_id, repository.full_name, subject.number, subject.node_id, kind
    )
    known_before = bool(payload.changes and payload.changes.keys() & {"old_issue", "old_repository"})
    first = name in FIRST and not known_before
    at, said = when(payload, subject), payload.comment or payload.review
    return Event(
        delivery=delivery,
        name=name,
        installation=installation,
        actor=actor_of(payload, subject),
        at=at,
        repo_id=repository.id,
        repo=repository.full_name,
        private=repository.private,
        item=item,
        said=said.node_id if said else "",
        lines=lines_in(payload, subject, name),
        moved=told_by(payload, item) if family == "issues" else None,
        facts=facts_of(payload, subject, kind, repository.full_name, first=first),
        url=subject.html_url,
        updated_at=subject.updated_at,
        first=first,
        cause=_cause(payload, subject, name, item, at),
    )


def _cause(payload: Payload, subject: Item, name: str, item: ItemRef, at: datetime | None) -> str:
    """What the ledger knows the event by; GitHub tells exactly when something was closed."""
    said, ended = payload.comment or payload.review, subject.closed_at if name.endswith(".closed") else None
    label = payload.label.name if payload.label else None
    return cause_of(name, item.lane, ended or at, said=said.id if said else None, about=label)


def _move(payload: Payload) -> Move | None:
    """What a board's event says of a card's column; older deliveries say nothing."""
    change = (payload.changes or {}).get("field_value")
    if not isinstance(change, dict) or "to" not in change:
        return None
    project, field, to = change.get("project_number"), change.get("field_name"), change["to"]
    name = to.get("name") if isinstance(to, dict) else to
    if not isinstance(project, int) or not isinstance(field, str) or not isinstance(name, str | None):
        return None
    return Move(project, field, name)
