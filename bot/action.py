"""What the bot may do, as data: actions that can be printed, compared, replayed, and the writes that carry them out.

What plans them and composes their writes is a verb (`bot/verb.py`); sending is `bot/perform.py`'s work.
"""

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.item import ItemRef
from rules.book import Rule, Rulebook
from rules.condition import known
from rules.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(ABC):
    """One change that a rule asks for.

    Attributes:
        cause: what made the rule fire: a delivery, or the episode of a standing rule.
        position: which entry of the rule's `do` asks for it.
        leads_on: whether the rule names the state that it leaves, so that it goes on from what another rule reached.
        why: why this and nothing else, where the rule left a choice.
        even: among whom only what each has on their hands decided, where it asks people; logins in lower case.
    """

    do: ClassVar[str] = ""
    rule: str
    position: int
    cause: str
    leads_on: bool = False
    why: str = field(default="", compare=False)
    even: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    @abstractmethod
    def targets(self) -> tuple[str, ...]:
        """What is changed, one by one, as the ledger keeps it."""

    @abstractmethod
    def keys(self) -> dict[str, Any]:
        """What `explain` prints of it beside `do` and `rule`."""

    @abstractmethod
    def describe(self) -> str:
        """It in a few words: `+bug`."""

    @abstractmethod
    def changes(self, facts: Facts) -> dict[str, Any]:
        """The facts that are others once it is done, by name."""

    def applied_to(self, facts: Facts) -> Facts:
        """The facts once it is done."""
        return facts.but(**self.changes(facts))

    def only(self, targets: frozenset[str]) -> "Action | None":
        """The action, cut down to some of its targets; None when nothing is left. Most actions have one target."""
        return self if targets.issuperset(self.targets) else None

    def claims(self) -> Mapping[str, str]:
        """The place that each target takes, and with what: one place holds one thing, the first in the file wins."""
        return {}

    def leaves(self, facts: Facts) -> str | None:
        """What its place holds now, where that is one of more than two things."""
        del facts
        return None

    def document(self) -> dict[str, Any]:
        """The action as `explain` prints it."""
        return {"do": self.do, "rule": self.rule, **self.keys(), **({"why": self.why} if self.why else {})}


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A goal that is not reached and is left alone all the same, and why."""

    do: str
    rule: str
    position: int
    why: str

    def document(self) -> dict[str, Any]:
        """It as `explain` prints it."""
        return {"do": self.do, "rule": self.rule, "why": self.why}


@dataclass(slots=True)  # made for each goal that is asked: to freeze it takes longer than all else about it
class Look:
    """One rule that holds, in one look at an item.

    Attributes:
        values: what templates may put into texts.
        by: the login of whoever asks for it by a command; empty where a rule does.
    """

    book: Rulebook
    rule: Rule
    position: int
    cause: str
    facts: Facts
    values: Mapping[str, str]
    by: str = ""

    @property
    def signed(self) -> dict[str, Any]:
        """The fields that every action of this look carries."""
        return {"rule": self.rule.name, "position": self.position, "cause": self.cause}

    def held_back(self, do: str, why: str) -> HeldBack:
        """The goal, left alone."""
        return HeldBack(do, self.rule.name, self.position, why)

    def undone(self, do: str, target: str, why: str) -> str:
        """`why`, where a person undid this very thing; that it flaps, where it does; else nothing."""
        mark = (do, target.lower())
        if mark in known(self.facts.undone):
            return why
        return f"{target} went to and fro too often: left alone for an hour" if mark in self.facts.flapping else ""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """Something that GitHub wants by its id: a label, a milestone, a user, a team, a project, a repository."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class FieldIds:
    """A field of the board, and the ids of its options or iterations by their names in lower case."""

    id: str
    kind: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoardIds:
    """The ids of the community's board.

    Attributes:
        options: by the column's name in lower case.
        fields: by the field's name in lower case.
    """

    project: str
    field: str
    options: Mapping[str, str]
    fields: Mapping[str, FieldIds] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """What is known of an item when its actions are turned into writes.

    Attributes:
        ids: GraphQL ids by name; a name that GitHub does not know is missing.
        comment: the id of the bot's comment; None where there is none yet.
        sections: what the bot's comment says at present.
        order: the ids of the rules, in the order of the file: the order of the sections.
        card: the id of the item's card; None where it is not on the board yet.
        facts: the item as it was seen.
    """

    item: ItemRef
    ids: Mapping[Name, str] = field(default_factory=dict)
    comment: str | None = None
    sections: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    board: BoardIds | None = None
    card: str | None = None
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Write:
    """One field of a mutation.

    Attributes:
        mutation: its name in GitHub's schema.
        input: its input object.
        actions: what it carries out, whole or in part.
        select: what is read of the answer.
        creates: how many pieces of content GitHub counts for it.
        then: the writes that need its answer, given the answer; GitHub refuses to add a card and set its field at once.
    """

    mutation: str
    input: Mapping[str, Any]
    actions: tuple[Action, ...]
    select: str = "clientMutationId"
    creates: int = 0
    then: "Follow | None" = None


class Follow(ABC):
    """What is written once the answer to a write is known."""

    @abstractmethod
    def writes(self, answer: Mapping[str, Any]) -> Sequence[Write]:
        """The writes that come next."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What GitHub has no mutation for: something is put to a path over REST where nothing is yet.

    Attributes:
        permission: what the App needs for it, in the words of GitHub's settings page.
    """

    path: str
    body: Mapping[str, Any]
    action: Action
    permission: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """An action, or a part of one, that GitHub cannot take; the others go on."""

    action: Action
    target: str
    why: str


def is_spoken(rule: str) -> bool:
    """Whether a reason is a command that somebody gave; a rule that a file calls so counts as one."""
    return rule.startswith("/")
