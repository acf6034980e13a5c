"""`propose`: open a pull request that changes one of the community's files, or bring it up to date."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.action import Action, Follow, HeldBack, Look, Refusal, Target, Write
from bot.proposing.asked import branch_of, key_asked_for, place_of
from bot.proposing.change import CannotChange, changed
from bot.proposing.entries import Wanted, wanted
from bot.proposing.telling import told, unmade
from bot.verb import Trace, Verb, Wording
from bot.writing.opened import is_signed, signed
from bot.writing.permissions import CONTENTS, PULLS, given, needs
from rules import escape
from rules.condition import known
from rules.facts import UNKNOWN, Facts
from rules.goals.propose import Propose, Proposed
from rules.proposals import Proposal, Pull

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal(Action):
    """A change that is to be proposed.

    Attributes:
        branch: the bot's own, on which it is made.
        place: the repository, `owner/name`; `there` what is known of it.
        text: what the file shall say; None where the branch says it already.
        mark: what tells this change from another one on the same branch.
    """

    do: ClassVar[str] = "propose"
    branch: str
    place: str
    path: str
    title: str
    body: str
    text: str | None
    mark: str
    there: Proposal

    @property
    def targets(self) -> tuple[str, ...]:
        return (f"{self.branch}={self.mark}",)

    def keys(self) -> dict[str, Any]:
        return {"file": self.path, "title": self.title}

    def describe(self) -> str:
        return f"propose “{self.title}” for {self.path}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        pull = replace(self.there.pull or Pull(id="", number=0, state="open"), mark=self.mark)
        text = self.text if self.text is not None else self.there.head_text
        done = replace(self.there, head=self.there.head or self.there.commit, head_text=text, pull=pull)
        return {"proposals": {**known(facts.proposals), self.branch: done}}

    def claims(self) -> Mapping[str, str]:
        return {f"branch {self.branch}": self.mark}


@dataclass(frozen=True, slots=True)
class Steps(Follow):
    """What is written one after the other: each needs what the one before made."""

    rest: tuple[Write, ...]

    def writes(self, answer: Mapping[str, Any]) -> Sequence[Write]:
        """The next one."""
        del answer
        return one_by_one(self.rest)


def one_by_one(writes: tuple[Write, ...]) -> tuple[Write, ...]:
    """The first write, with the others behind it."""
    return (replace(writes[0], then=Steps(writes[1:])),) if writes else ()


def _marks(proposals: Mapping[str, Proposal]) -> dict[str, str]:
    return {branch: one.pull.mark for branch, one in proposals.items() if one.pull and one.pull.mark}


class ProposeVerb(Verb[Propose], word="propose"):
    """Opens it where it is not there; where it is open, adds what the rule asks for by now."""

    repeats = True
    trace = Trace("proposals", valued=True, timeline=True, read=_marks)
    permissions = needs(
        createRef=CONTENTS,
        updateRef=CONTENTS,
        createCommitOnBranch=CONTENTS,
        createPullRequest=PULLS,
        updatePullRequest=PULLS,
    )
    wording = Wording("other", "proposed “{title}” for {file}", "propose “{title}” for {file}")

    def plan(self, goal: Propose, look: Look) -> Iterator[Action | HeldBack]:
        repo = known(look.facts.repo)
        branch = branch_of(repo if look.by else f"{repo}#{known(look.facts.number)}", key_of(look))
        there = known(look.facts.proposals).get(branch)
        if there and look.by:
            there = there.begun_anew
        why = _barred(goal.value, there, look, repo)
        if there is None or why:
            yield look.held_back("propose", why)
            return
        try:
            change = wanted(goal.value, look)
            action = _action(goal.value, change, there, look, branch)
        except CannotChange as error:
            why = f"{goal.value.file} is not changed: {error}"
            yield look.held_back("propose", why)
            yield from told(goal.value, why, look)
            return
        if isinstance(action, str):
            yield look.held_back("propose", action)
        elif action is not None and not given(look.facts, "contents", "pull_requests"):
            yield look.held_back("propose", f"the App lacks a permission: {CONTENTS}, or {PULLS}")
            yield from unmade(goal.value, change, look)
        elif action is not None:
            yield action
            yield from told(goal.value, "; ".join(change.left_out), look, change.change)

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        del facts
        return {"branch": target.rpartition("=")[0]}

    def writes(self, actions: Sequence[OpenProposal], target: Target) -> Iterator[Write | Refusal]:
        del target
        for action in actions:
            yield from one_by_one(tuple(_steps(action)))


def key_of(look: Look) -> str:
    """Which goal of which rule proposes it, or who asks for it."""
    return key_asked_for(look.rule.id, look.position, look.by) if look.by else f"{look.rule.id}/{look.position}"


def _barred(asked: Proposed, there: Proposal | None, look: Look, repo: str) -> str:
    """Why nothing may be proposed; nothing where it may."""
    if there is None:
        return "it is not known what the file says"
    if known(look.facts.author).bot and is_signed(known(look.facts.body)):
        return "a rule opened this item itself, and one would lead to another without end"
    if not there.repository or not there.base:
        return f"the App sees no repository {place_of(look.book, asked.file, repo)} with a commit in it"
    if known(look.facts.private) and not there.private:
        return "nothing of a private repository may appear in another one"
    if there.pull and there.pull.state == "closed":
        return f"a person closed pull request #{there.pull.number}, which proposed it"
    if there.text is UNKNOWN or there.head_text is UNKNOWN:
        return f"{asked.file} is too long to be changed by a program, or is no text"
    return ""


def _action(asked: Proposed, want: Wanted, there: Proposal, look: Look, branch: str) -> OpenProposal | str | None:
    """What is to be done; None where nothing is, or the reason why it is left alone.

    Raises:
        CannotChange: the file cannot be changed so.
    """
    if there.pull and there.pull.state == "merged":
        return None
    now = known(there.text)
    if changed(now, want.change) == now:
        return None
    mark = hashlib.sha256(repr(want.change).encode()).hexdigest()[:16]
    before = known(there.head_text) if there.head else now
    text = changed(before, want.change, begun=bool(there.head))
    if there.pull and there.pull.mark == mark:
        return None if text == before else f"a person changed what pull request #{there.pull.number} proposes"
    if there.pull and not there.pull.id:
        return "something else is proposed there at this very moment; ask for it again"
    if there.pull and not there.pull.mark:
        return f"a person rewrote pull request #{there.pull.number}"
    return OpenProposal(
        **look.signed,
        branch=branch,
        place=place_of(look.book, asked.file, known(look.facts.repo)),
        path=asked.file,
        title=_title(asked, want, look),
        body=_body(asked, look, f"{look.rule.id}/{look.position}={mark}"),
        text=None if text == before else text,
        mark=mark,
        there=there,
    )


def _title(asked: Proposed, want: Wanted, look: Look) -> str:
    told = asked.title.plain(look.values) if asked.title else None
    who = escape.label(next(iter(want.change.of.values())))
    return (told or f"{'Add' if want.change.new else 'Change'} {who} in {asked.file}").strip()[:LONGEST_TITLE]


def _body(asked: Proposed, look: Look, key: str) -> str:
    repo = known(look.facts.repo)
    elsewhere = place_of(look.book, asked.file, repo).lower() != repo.lower()
    told = asked.body.render(look.values) if asked.body else ""
    return signed(told, f"{repo}#{known(look.facts.number)}", key, elsewhere=elsewhere)


def _steps(action: OpenProposal) -> Iterator[Write]:
    """The branch, the commit, the pull request: what of it is missing."""
    there, mine = action.there, (action,)
    if there.stale:
        yield Write("updateRef", {"refId": there.stale, "oid": there.commit, "force": True}, mine)
    elif not there.head:
        name = f"refs/heads/{action.branch}"
        given = {"repositoryId": there.repository, "name": name, "oid": there.commit}
        yield Write("createRef", given, mine)
    if action.text is not None:
        added = {"path": action.path, "contents": base64.b64encode(action.text.encode()).decode()}
        commit = {
            "branch": {"repositoryNameWithOwner": action.place, "branchName": action.branch},
            "expectedHeadOid": there.head or there.commit,
            "message": {"headline": action.title},
            "fileChanges": {"additions": [added]},
        }
        yield Write("createCommitOnBranch", commit, mine)
    said = {"title": action.title, "body": action.body}
    if there.pull:
        yield Write("updatePullRequest", {"pullRequestId": there.pull.id, **said}, mine)
    else:
        heads = {"baseRefName": there.base, "headRefName": action.branch}
        yield Write("createPullRequest", {"repositoryId": there.repository, **heads, **said}, mine, creates=1)
