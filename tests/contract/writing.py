"""Every write that the bot can send, made by the code that makes it."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, get_args

from bot.action import Action, Errand, Name, Target, Write
from bot.actions import VERBS
from bot.actions.acknowledge import AwaitConfirmation
from bot.actions.add_to import AddCard
from bot.actions.after import Wait
from bot.actions.archive_on import ArchiveCard
from bot.actions.assign import AddAssignees
from bot.actions.board_field import SetField
from bot.actions.check import ReportCheck
from bot.actions.checklist import FollowSteps
from bot.actions.close import CloseItem
from bot.actions.comment import Say
from bot.actions.decide import ShowVote
from bot.actions.draft import ConvertToDraft
from bot.actions.forget import ForgetPerson
from bot.actions.invite import InviteToTeam
from bot.actions.label import AddLabels
from bot.actions.leave import SetAbsence
from bot.actions.lock import LockConversation
from bot.actions.milestone import SetMilestone
from bot.actions.open_issue import CreateIssue
from bot.actions.pin import PinIssue
from bot.actions.propose import OpenProposal
from bot.actions.react import AddReactions
from bot.actions.record import KeepRecord
from bot.actions.remove_from import RemoveCard
from bot.actions.reopen import ReopenItem
from bot.actions.request_review import RequestReviews
from bot.actions.stage import SetStage
from bot.actions.transfer import TransferIssue
from bot.actions.unassign import RemoveAssignees
from bot.actions.unlabel import RemoveLabels
from bot.actions.wait import Queue
from bot.github.document import mutation
from bot.github.queries import KINDS
from bot.hub import Hub
from bot.writing.credited import GiveCredit
from bot.writing.reactions import CONTENTS
from bot.writing.remarks import Annotation
from rules.goals import GOALS, SPOKEN_GOALS
from rules.goals.forget import Leaver
from rules.goals.lock import Reason
from rules.proposals import Proposal, Pull
from rules.recognition import OwnCredit
from rules.sections import LabelLook
from rules.takers import Taker
from rules.votes import Vote
from tests.contract.answering import AnsweringGitHub
from tests.contract.published import graphql_schema
from tests.contract.reading import BOARD, item_of, modules

FIELD_VALUES = (
    ("Size", "L"),
    ("Effort", "3"),
    ("Due", "2026-01-31"),
    ("Note", "soon"),
    ("Sprint", "S1"),
    ("Size", None),
)
SHA = "0" * 40
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SIGNED: Mapping[str, Any] = {"rule": "Anything", "position": 0, "cause": "d-1"}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REMARK = (Annotation("people.yml", 2, 3, 5, "FAILURE", "It is wrong."),)
VOTE = Vote(key="k", decision="consent", rule="A", rule_id="A", position=0, cause="d-1", begun_at=NOON, closes_at=NOON)
ACTIONS: Mapping[str, Sequence[Action]] = {
    "acknowledge": [AwaitConfirmation(**SIGNED, own=OwnCredit(login="maria", type="talk", what="", at=NOW))],
    "add_to": [AddCard(**SIGNED, project="acme/3")],
    "archive_on": [ArchiveCard(**SIGNED, project="acme/3", card="PVTI_2")],
    "assign": [AddAssignees(**SIGNED, assignees=("maria", "ben"))],
    "board_field": [SetField(**SIGNED, field=field, value=value) for field, value in FIELD_VALUES],
    "check": [
        ReportCheck(
            **SIGNED,
            name="ready",
            conclusion=conclusion,
            title="1 of 1",
            summary="- a",
            commit=SHA,
            run=run,
            annotations=noted,
        )
        for conclusion in ("success", "failure", "in_progress")
        for run in (None, "CR_1")
        for noted in ((), REMARK, REMARK * 51)
    ],
    "after": [Wait(**SIGNED, key="r/0", span="7 days", since=NOW, due=None)],
    "checklist": [FollowSteps(**SIGNED, name="checklist: organising")],
    "close": [CloseItem(**SIGNED, reason=reason) for reason in ("completed", "not_planned", "duplicate")],
    "comment": [Say(**SIGNED, section="Anything", body="Welcome, `maria`!", notify=notify) for notify in (False, True)]
    + [Say(**SIGNED, section="Other", body="")],
    "credit": [GiveCredit(**SIGNED, name="credit: review, maria")],
    "decide": [
        ShowVote(**SIGNED, vote=VOTE, body="Is it so?", comment=comment, stands=stands)
        for comment, stands in ((None, False), ("IC_2", False), ("IC_2", True))
    ],
    "draft": [ConvertToDraft(**SIGNED, draft=draft) for draft in (True, False)],
    "label": [AddLabels(**SIGNED, labels=("bug", "good first issue"))],
    "leave": [SetAbsence(**SIGNED, login="maria", since=NOW.date())],
    "lock": [
        *(LockConversation(**SIGNED, reason=reason) for reason in (None, *get_args(Reason))),
        LockConversation(**SIGNED, reason=None, locked=False),
    ],
    "milestone": [SetMilestone(**SIGNED, title=title) for title in ("2.0", None)],
    "open_issue": [
        CreateIssue(
            **SIGNED, key="r/0", title="Ask", body="For #7.", labels=("bug",), assignees=people, repository=repository
        )
        for repository in ("", "acme/other")
        for people in ((), ("maria",))
    ],
    "forget": [ForgetPerson(**SIGNED, leaver=Leaver("maria", 1))],
    "invite": [InviteToTeam(**SIGNED, team="acme/docs", login="maria")],
    "propose": [
        OpenProposal(
            **SIGNED,
            branch="fingerpost/7-join",
            place="acme/site",
            path="people.yml",
            title="Add ada",
            body="For #7.",
            text=text,
            mark="m",
            there=Proposal(repository="R_1", base="main", commit=SHA, head=head, pull=pull, stale=stale),
        )
        for text in (None, "- github: ada\n")
        for head, pull in (("", None), (SHA, None), (SHA, Pull(id="PR_8", number=8, state="open", mark="n")))
        for stale in ("", "REF_1")
    ],
    "pin": [PinIssue(**SIGNED, pinned=pinned) for pinned in (True, False)],
    "react": [AddReactions(**SIGNED, reactions=tuple(CONTENTS), to=comment) for comment in ("", "IC_1")],
    "record": [KeepRecord(**SIGNED, name="adaptation")],
    "remove_from": [RemoveCard(**SIGNED, project="acme/3", card="PVTI_2")],
    "reopen": [ReopenItem(**SIGNED)],
    "request_review": [
        RequestReviews(**SIGNED, reviewers=("maria",), teams=("acme/docs",)),
        RequestReviews(**SIGNED, reviewers=("maria",), withdrawn=True, rest=("ben", "acme/docs")),
    ],
    "stage": [
        SetStage(**SIGNED, stage="Inbox", card=card, label=label, outdated=("stage/Old",) if label else ())
        for card, label in ((True, False), (True, True), (False, True))
    ],
    "take_back": [GiveCredit(**SIGNED, name="credit: review, maria", dropped=True)],
    "transfer": [TransferIssue(**SIGNED, repository="acme/other")],
    "unassign": [RemoveAssignees(**SIGNED, assignees=("maria", "ben"))],
    "unlabel": [RemoveLabels(**SIGNED, labels=("bug", "stage/Old"))],
    "wait": [Queue(**SIGNED, taker=Taker(login="maria", at=NOW))],
}
"""Representative actions by verb: each in all the forms that lead to different writes."""
LOOKS = {
    "described": LabelLook(color="#D73A4A", about="Something does not work."),
    "plain": LabelLook(color=None, about=None),
}


def writes(verb: str, kind: str) -> list[Write]:
    """The writes of a verb on a kind of item, whether or not the bot has a comment or a card there."""
    found: list[Write] = []
    for action in ACTIONS[verb]:
        names = VERBS[verb].names(action)
        known = Target(item_of(kind), ids={name: f"{name.kind}:{name.key}" for name in names}, order=("Anything",))
        known = replace(known, board=BOARD.ids)
        for target in (known, replace(known, comment="IC_1", sections={"Other": "Hello."}, card="PVTI_1")):
            made = list(VERBS[verb].writes([action], target))
            assert all(isinstance(each, Write | Errand) for each in made), made
            found += [each for each in made if isinstance(each, Write)]
    return found


def kinds_of(verb: str) -> list[str]:
    """The kinds of item that have what a verb changes."""
    return [kind for kind in KINDS if kind in (GOALS | SPOKEN_GOALS)[verb].kinds]


def following(written: Sequence[Write], answers: Mapping[str, Mapping[str, object]]) -> list[Write]:
    """The writes that need the answers to others."""
    return [
        each
        for n, write in enumerate(written)
        if write.then is not None
        for each in write.then.writes(answers[f"w{n}"])
    ]


async def create_labels(hub: Hub, github: AnsweringGitHub) -> None:
    """Have labels created that the repository does not have."""
    github.known["Repository.label"] = None
    names = [Name("label", label) for label in (*LOOKS, "undescribed")]
    await hub.names.ids_with_labels(item_of("issue"), names, LOOKS)


async def remove_doubles(hub: Hub) -> None:
    """Have comments deleted that came of a write that was repeated."""
    for kind in KINDS:
        await hub.performer.remove_doubles(item_of(kind), ("IC_2", "IC_3"), ())


def mutations_named() -> set[str]:
    """GitHub's mutations that the bot's code names anywhere."""
    root = graphql_schema().mutation_type
    assert root is not None
    return {
        node.value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in root.fields
    }


def requests() -> Iterator[list[Write]]:
    """Each verb's writes on each kind of item, and for each kind all verbs at once."""
    for kind in KINDS:
        verbs = [verb for verb in VERBS if kind in kinds_of(verb)]
        yield from (made for verb in verbs if (made := writes(verb, kind)))
        yield [write for verb in verbs for write in writes(verb, kind)]


def sent() -> AnsweringGitHub:
    """A GitHub that was sent all of them, and what follows from its answers."""
    github = AnsweringGitHub()
    for request in requests():
        answer = github.answer(mutation(request))
        if after := following(request, answer["data"]):
            github.answer(mutation(after))
    return github
