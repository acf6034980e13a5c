"""What is known of a decision that people take on an item: how it began, what was said, what came of it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["open", "passed", "failed", "contested", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something that a person said where people decide, as it stands now.

    Attributes:
        at: when it was written.
        edited_at: when it was changed last; None where it never was.
        reaction: whether it is no comment but a reaction to the bot's.
    """

    login: str
    text: str
    at: datetime
    edited_at: datetime | None = None
    reaction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The bot's own comment on one decision, as GitHub shows it.

    Attributes:
        id: GitHub's node id.
        at: when it was posted.
        digest: of what it says.
        reactions: those that speak for or against, as if they were written.
    """

    id: str
    at: datetime
    digest: str
    reactions: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What people said on an item where they decide, oldest first.

    Attributes:
        posted: the bot's comments on decisions, by the key of each.
        doubles: the ids of further comments of the bot on the same decisions; they came of writes that were repeated.
    """

    remarks: tuple[Remark, ...] = ()
    posted: Mapping[str, Posted] = dataclasses.field(default_factory=dict)
    doubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """How one person's voice was last read.

    Attributes:
        says: support, object or abstain.
        line: as it was written; reason: what else was said for it.
        at: when it was written.
    """

    login: str
    says: str
    line: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A voice that came, changed or went: what the log keeps.

    Attributes:
        seen_at: when the bot saw it.
        before: what the person had said; empty where nothing.
        now: what the person says; empty where the voice was taken back.
    """

    seen_at: datetime
    login: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A decision that people take, or took. It keeps the terms with which it began, whatever the rules say since.

    Attributes:
        key: what the bot knows it by on its item.
        decision: its name under `decisions`.
        rule: the rule that asked for it, by name; rule_id: by id; position: which entry of its `do`.
        cause: what made the rule ask.
        question: what is decided, as Markdown.
        nominator: who asked for it.
        nominee: who is to get the role; empty where it is about no person.
        roll: who could vote when it began.
        called: whom the bot's comment calls: teams, or a few people.
        roles: those that all of them had; empty where they could vote for other reasons.
        excluded: who cannot, by login in lower case, and as what: nominator, nominee or author.
        terms: with what it passes, as `decisions` says it.
        if_contested: the decision that follows where people object.
        voices: as last read, whether they count or not.
        counts: how many of them count for it, against it, for neither.
        log: how they changed, oldest first.
        result: what it lacked, or why it was called off: closed, deleted.
        commit: the last commit of the pull request when it ended.
        late: whether it was counted long after its time.
    """

    key: str
    decision: str
    rule: str
    rule_id: str
    position: int
    cause: str
    begun_at: datetime
    closes_at: datetime
    state: State = "open"
    question: str = ""
    nominator: str = ""
    nominee: str = ""
    role: str = ""
    roll: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    excluded: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    terms: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    if_contested: str = ""
    voices: tuple[Cast, ...] = ()
    counts: tuple[int, int, int] = (0, 0, 0)
    log: tuple[Turn, ...] = ()
    result: tuple[str, ...] = ()
    commit: str = ""
    late: bool = False

    @property
    def open(self) -> bool:
        """Whether people may still vote."""
        return self.state == "open"

    @property
    def about(self) -> tuple[str, str, str]:
        """What tells two decisions apart: its name, and who is to become what."""
        return self.decision.lower(), self.nominee.lower(), self.role.lower()


def running(votes: tuple[Vote, ...]) -> Vote | None:
    """The decision that is open; there is one at a time on an item."""
    return next((vote for vote in votes if vote.open), None)


def newest_of(votes: tuple[Vote, ...], rule: str) -> Vote | None:
    """The last decision that a rule asked for, by its id, else the last one of all."""
    own = [vote for vote in votes if vote.rule_id == rule]
    return max(own or votes, key=lambda vote: vote.begun_at, default=None)
