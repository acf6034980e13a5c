"""What is true of an item at one moment, as far as it is known.

Facts are gathered once, before anything is decided, and never change: a decision can be replayed from them.
What nobody has asked GitHub for is `UNKNOWN`, which is neither true nor false.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rules.adaptations import Adaptation
from rules.contribution import Contribution
from rules.forms import Form
from rules.parts import (
    UNKNOWN,
    Acts,
    Away,
    Board,
    BoardField,
    Candidate,
    Card,
    Changer,
    Doing,
    Duty,
    Group,
    Inviting,
    LabelChange,
    Maybe,
    Member,
    OwnCheck,
    Person,
    Review,
    Tenure,
    Unknown,
)
from rules.proposals import Proposal
from rules.recognition import OwnCredit
from rules.shared import RuleChange, SharedFile
from rules.takers import Taker
from rules.votes import Talk, Vote
from rules.works import Works

__all__ = [
    "BLANK",
    "FACT_NAMES",
    "UNKNOWN",
    "Acts",
    "Away",
    "Board",
    "BoardField",
    "Candidate",
    "Card",
    "Changer",
    "Doing",
    "Duty",
    "Facts",
    "Group",
    "Inviting",
    "LabelChange",
    "Maybe",
    "Member",
    "OwnCheck",
    "Person",
    "Review",
    "Tenure",
    "Unknown",
]


@dataclasses.dataclass(frozen=True, kw_only=True)  # without slots, so that `but` copies all in one go
class Facts:
    """One item at one moment.

    The first block is what a person may write in `explain --facts`; the second what goals need before they act.

    Attributes:
        event: the waiting event that is being looked at, `issues.opened`; None in a look without one.
        state: open, closed or merged.
        ended: how a closed issue ended, in GitHub's words: completed, not_planned, duplicate; None where it did not.
        event_label: the label that the event put on or took off.
        event_comment: the text of the comment or review that the event brought.
        milestone: its title; None when there is none.
        locked: whether the conversation is locked.
        files: the paths that a pull request changes; of a renamed file both the old one and the new one.
        head: a pull request's own branch.
        base: the branch it is meant for.
        reviews: one for each reviewer.
        closes: the issues of the same repository that a pull request closes, by number, with their GraphQL ids.
        committers: everybody who wrote one of a pull request's commits, its author or not.
        checks: how all checks of a pull request's last commit ended: success, failure or pending; None without any.
        check_runs: the same of each check run and commit status, by its name.
        linked: for an issue how many pull requests will close it or did, for a pull request how many issues it closes.
        comments: their number.
        reactions: the number of reactions to the item's first text.
        fields: what the card's fields hold, by name, but empty ones: dates as 2026-01-31, of a select the option.
        human_at: when a person last did something: opened it, wrote, pushed, reviewed, labelled. Bots do not count.
        reviewing: the pull request that will close an issue and waits for a reviewer, by number; None where none does.
        acts: when each person did something last.
        changers: who changed the files of a pull request within a year, who did so most often first.
        codeowners: the text of CODEOWNERS on the default branch; empty when there is none.
        documents: texts of further files of the default branch, by path, that `file:PATH` asks for; empty when absent.
        forms: the issue forms of the default branch, as `rules.forms.read_form` reads them.
        requested: logins and `org/team` slugs whose review is asked for at present.
        undone: (verb, target) pairs that somebody else reversed, and that nobody has done again since.
        relabelled: by label in lower case, how each was changed last; the oldest change first.
        sections: the bot's own comment, by rule id; empty when there is none.
        silenced: whether a person deleted the bot's comment.
        unboarded: whether a person took the item's card off the board.
        overruled: (verb, target) pairs that people took back by a command.
        flapping: (verb, target) pairs that went to and fro too often.
        pinned: whether the issue is pinned.
        reacted: the bot's own reactions to the item's first text, as people write them: `+1`, `eyes`.
        cards: the item's cards on all boards, by `owner/number`.
        private: whether the repository is private.
        commit: the last commit of a pull request.
        own_checks: the bot's own check runs on that commit, by name in lower case.
        proposals: the changes that the bot would propose for the item, by the name of its branch.
        shared: the files kept by the whole community that a pull request changes, by their paths.
        rule_change: what was found out about the rule file that a pull request proposes; None where it proposes none.
        granted: what the App may do, in GitHub's words: `{"contents": "write"}`.
        opened: which goals have opened an issue for the item, as `rule/position`.
        went_on: the numbers of the issues that were opened for a discussion.
        recorded: the names under which the item is remembered, in lower case.
        awaited: since when rules wait or waited, by `rule/position` in lower case; once they have gone on too.
        came_from: the repositories that the item was transferred from.
        ours: (rule id, verb, target) of what the bot did and nobody has changed since, as far as its ledger tells.
        claimed: (verb, target) pairs that somebody else did last, whatever the ledger says.
        before: the stage that the bot itself had put the item in before the present one.
        meant: the stage that the bot itself put the item in last, other than to follow a person; None where it did not.
        placed_by: by when the bot's own last move of the item was over; None where that is not known.
        worn: the people, in lower case, who were mentioned as often as `limits` allows.
        people: the people file's entries, in its order.
        groups: those of the groups file.
        earned: who came to a role by themselves, by its name, where a rule chooses people by it.
        counted_since: from when on what happens in the repository is counted.
        duties: what those who step down have on their hands, by login in lower case.
        contributed: what those who act contributed, by login in lower case, the first of it first.
        candidates: what is known of those whom a selector may choose, by login in lower case.
        asked: whom a plan assigns already, each with the rule's id and the position of the goal that asks for it.
        teams: members by `org/slug`.
        takers: who has the item by the bot's own record alone, and who waits for it.
        unconfirmed: what people claim to have contributed, and nobody has confirmed yet, oldest first.
        forgotten: fingerprints of those who asked to be.
        named: how items stand that a command names, by number; None for one that is not there.
        claimants: how many open issues those have who would take the item, by login; None for one unknown to GitHub.
        votes: the decisions that people take on the item, or took, oldest first.
        talk: what people said there, as far as a decision is open.
        doings: what the bot did that could be undone, oldest first.
        stage_seen: the stage in which the bot saw it last.
        inviting: a few open items of the repository that nobody has and that somebody is invited to take.
        missed: what people said to need in a repository, with how often.
        adaptations: its forks that changed something.
        works: what a pull request adds and changes, as far as licences are asked about.
        page: the address of the item's page, where it is told what the bot did and why; empty where there is none.
        permissions: GitHub's role in the repository of people who were asked about, by login in lower case.
    """

    kind: Maybe[str] = UNKNOWN
    repo: Maybe[str] = UNKNOWN
    number: Maybe[int] = UNKNOWN
    title: Maybe[str] = UNKNOWN
    body: Maybe[str] = UNKNOWN
    state: Maybe[str] = UNKNOWN
    draft: Maybe[bool] = UNKNOWN
    author: Maybe[Person] = UNKNOWN
    actor: Maybe[Person] = UNKNOWN
    event: str | None = None
    event_label: Maybe[str | None] = UNKNOWN
    event_comment: Maybe[str | None] = UNKNOWN
    labels: Maybe[tuple[str, ...]] = UNKNOWN
    assignees: Maybe[tuple[str, ...]] = UNKNOWN
    milestone: Maybe[str | None] = UNKNOWN
    locked: Maybe[bool] = UNKNOWN
    files: Maybe[tuple[str, ...]] = UNKNOWN
    head: Maybe[str] = UNKNOWN
    base: Maybe[str] = UNKNOWN
    additions: Maybe[int] = UNKNOWN
    deletions: Maybe[int] = UNKNOWN
    reviews: Maybe[tuple[Review, ...]] = UNKNOWN
    committers: Maybe[tuple[str, ...]] = UNKNOWN
    checks: Maybe[str | None] = UNKNOWN
    check_runs: Maybe[Mapping[str, str]] = UNKNOWN
    linked: Maybe[int] = UNKNOWN
    closes: Maybe[Mapping[int, str]] = UNKNOWN
    comments: Maybe[int] = UNKNOWN
    reactions: Maybe[int] = UNKNOWN
    stage: Maybe[str | None] = UNKNOWN
    fields: Maybe[Mapping[str, Any]] = UNKNOWN
    created_at: Maybe[datetime] = UNKNOWN
    updated_at: Maybe[datetime] = UNKNOWN
    human_at: Maybe[datetime] = UNKNOWN
    now: Maybe[datetime] = UNKNOWN
    reviewing: Maybe[int | None] = UNKNOWN
    acts: Maybe[Acts] = UNKNOWN
    changers: Maybe[tuple[Changer, ...]] = UNKNOWN

    requested: Maybe[tuple[str, ...]] = UNKNOWN
    ended: Maybe[str | None] = UNKNOWN
    undone: Maybe[frozenset[tuple[str, str]]] = UNKNOWN
    relabelled: Maybe[Mapping[str, LabelChange]] = UNKNOWN
    sections: Maybe[Mapping[str, str]] = UNKNOWN
    silenced: bool = False
    card: Maybe[Card | None] = UNKNOWN
    unboarded: bool = False
    board: Maybe[Board] = UNKNOWN
    overruled: frozenset[tuple[str, str]] = frozenset()
    flapping: frozenset[tuple[str, str]] = frozenset()
    pinned: Maybe[bool] = UNKNOWN
    reacted: Maybe[frozenset[str]] = UNKNOWN
    cards: Maybe[Mapping[str, Card]] = UNKNOWN
    private: Maybe[bool] = UNKNOWN
    commit: Maybe[str] = UNKNOWN
    own_checks: Maybe[Mapping[str, OwnCheck]] = UNKNOWN
    opened: Maybe[frozenset[str]] = UNKNOWN
    went_on: Maybe[tuple[int, ...]] = UNKNOWN
    proposals: Maybe[Mapping[str, Proposal]] = UNKNOWN
    granted: Maybe[Mapping[str, str]] = UNKNOWN
    shared: Maybe[Mapping[str, SharedFile]] = UNKNOWN
    rule_change: Maybe[RuleChange | None] = UNKNOWN
    recorded: Maybe[frozenset[str]] = UNKNOWN
    awaited: Maybe[Mapping[str, datetime]] = UNKNOWN
    came_from: Maybe[tuple[str, ...]] = UNKNOWN
    ours: frozenset[tuple[str, str, str]] = frozenset()
    claimed: frozenset[tuple[str, str]] = frozenset()
    before: str | None = None
    meant: str | None = None
    placed_by: datetime | None = None
    worn: frozenset[str] = frozenset()
    people: Maybe[tuple[Member, ...]] = UNKNOWN
    groups: tuple[Group, ...] = ()
    earned: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    counted_since: Maybe[datetime] = UNKNOWN
    duties: Maybe[Mapping[str, tuple[Duty, ...]]] = UNKNOWN
    contributed: Maybe[Mapping[str, tuple[Contribution, ...]]] = UNKNOWN
    candidates: Maybe[Mapping[str, Candidate]] = UNKNOWN
    asked: frozenset[tuple[tuple[str, int], str]] = frozenset()
    teams: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    doings: Maybe[tuple[Doing, ...]] = UNKNOWN
    stage_seen: Maybe[str | None] = UNKNOWN
    inviting: Maybe[tuple[Inviting, ...]] = UNKNOWN
    missed: Maybe[tuple[tuple[str, int], ...]] = UNKNOWN
    adaptations: Maybe[tuple[Adaptation, ...]] = UNKNOWN
    works: Maybe[Works] = UNKNOWN
    page: str = ""
    permissions: Mapping[str, str] = dataclasses.field(default_factory=dict)
    codeowners: Maybe[str] = UNKNOWN
    documents: Mapping[str, str] = dataclasses.field(default_factory=dict)
    forms: Maybe[tuple[Form, ...]] = UNKNOWN
    takers: tuple[Taker, ...] = ()
    unconfirmed: tuple[OwnCredit, ...] = ()
    forgotten: frozenset[str] = frozenset()
    named: Maybe[Mapping[int, str | None]] = UNKNOWN
    claimants: Maybe[Mapping[str, int | None]] = UNKNOWN
    votes: Maybe[tuple[Vote, ...]] = UNKNOWN
    talk: Maybe[Talk] = UNKNOWN

    def knows(self, need: str) -> bool:
        """Whether a fact is known; `author.new`, `team:org/slug` and `file:PATH` name a part of one."""
        if need in self.__dict__:
            return self.__dict__[need] is not UNKNOWN
        if need.startswith("team:"):
            return need.removeprefix("team:") in self.teams
        if need.startswith("file:"):
            return need.removeprefix("file:") in self.documents
        value: Any = self
        for part in need.split("."):
            value = getattr(value, part)
            if value is UNKNOWN:
                return False
        return True

    def lacking(self, needs: Iterable[str]) -> list[str]:
        """Those of some facts, or parts of them, that are not known."""
        told, lacking = self.__dict__, []
        for need in needs:
            if told[need] is UNKNOWN if need in told else not self.knows(need):
                lacking.append(need)  # noqa: PERF401 - a comprehension is a call, and this is run more than all else
        return lacking

    def differ(self, before: "Facts", names: Iterable[str]) -> bool:
        """Whether any of some facts is another one than it was."""
        now, then = self.__dict__, before.__dict__
        for name in names:  # noqa: SIM110 - `any` makes a generator each time
            if now[name] is not then[name] and now[name] != then[name]:
                return True
        return False

    def but(self, **changes: Any) -> "Facts":
        """The same facts with some replaced."""
        told = self.__dict__ | changes
        if len(told) > len(FACT_NAMES):
            raise TypeError(f"There are no facts called {sorted(changes.keys() - self.__dict__.keys())}.")
        other = object.__new__(Facts)
        object.__setattr__(other, "__dict__", told)  # `replace` takes a hundred times as long for so many fields
        return other


BLANK = Facts()
FACT_NAMES = tuple(field.name for field in dataclasses.fields(Facts))
