"""Carrying out a plan: what is written to the ledger before and after, whatever GitHub answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot import ledger
from bot.action import Action, BoardIds, Name, Target, Write
from bot.actions.assign import AddAssignees
from bot.actions.comment import Say
from bot.actions.label import AddLabels
from bot.actions.stage import SetStage
from bot.actions.unlabel import RemoveLabels
from bot.clock import milliseconds
from bot.errors import Ambiguous, GitHubError, NotYet, RateLimited, Retryable
from bot.github.answer import READ_LAG, Written
from bot.github.document import Fault
from bot.github.theirtime import GitHubTime
from bot.item import ItemRef
from bot.perform import Performer
from bot.queue.claim import Hold
from bot.store import lanes
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor
from bot.store.lanes import Work
from bot.writing.refused import explained
from rules.language import load

ITEM = ItemRef(7, 5, "R_5", "orchard/tools", 1, "I_1", "issue")
BOOK = load("project: {purpose: We mend}\nrules: [{name: Hello, id: hello, do: [{label: bug}]}]")
BOARD = BoardIds("PVT_1", "PVTSSF_1", {"triage": "o1"})
SIGNED: dict[str, Any] = {"rule": "Hello", "position": 0, "cause": "d-1"}
LABEL = AddLabels(**SIGNED, labels=("bug", "docs"))
COMMENT = Say(**{**SIGNED, "position": 1}, section="hello", body="Hi.")
STAGE = SetStage(**{**SIGNED, "position": 2}, stage="Triage", card=True, label=False)


class Script:
    """GitHub, as the test has it: each request gets the next answer, or what GitHub says to everything."""

    def __init__(self, *answers: Any) -> None:
        self.answers, self.sent, self.forgotten = list(answers), list[list[str]](), list[str]()
        self.before: datetime | None = None

    async def write(
        self, _installation: int, writes: Sequence[Write], _deliveries: Sequence[str], *, before: datetime | None = None
    ) -> list[Written]:
        self.before = before
        self.sent.append([write.mutation for write in writes])
        answer = self.answers.pop(0) if self.answers else {}
        if isinstance(answer, Exception):
            raise answer
        given = {
            "addComment": {"commentEdge": {"node": {"id": "IC_1"}}},
            "addProjectV2ItemById": {"item": {"id": "PVTI_1"}},
            **answer,
        }
        found = [(write, given.get(write.mutation, {})) for write in writes]
        return [
            Written(write, None, each) if isinstance(each, Fault) else Written(write, each) for write, each in found
        ]

    async def ids_with_labels(self, _item: ItemRef, names: Any, _looks: Any, _deliveries: Any) -> dict[Name, str]:
        return {name: f"id of {name.key}" for name in names if name.key != "unknown"}

    def forget(self, _item: ItemRef, names: Any) -> None:
        self.forgotten += [name.key for name in names]

    def forget_boards(self, _installation: int) -> None:
        self.forgotten.append("boards")


@pytest.fixture
def perform(store: StoreExecutor, clock: Any) -> Any:
    async def run(script: Any, *actions: Action, **target: Any) -> Any:
        target = {"board": BOARD, "order": ("hello",), **target}
        performer = Performer(script, script, store, GitHubTime(clock), script)
        return await performer.perform(actions, Target(ITEM, **target), BOOK, ["d-1"])

    return run


async def states(store: StoreExecutor) -> dict[str, tuple[str, str]]:
    records = await store.read(partial(ledger.history, item="5#1"))
    return {record.entry.target: (record.state, record.note) for record in records}


async def settle(store: StoreExecutor, performed: Any) -> None:
    await store.write(partial(ledger.settle, outcomes=performed.settled, now=1))


async def test_everything_goes_in_one_mutation_and_a_new_cards_column_in_a_second(perform: Any) -> None:
    script = Script()
    performed = await perform(script, LABEL, COMMENT, STAGE)
    assert script.sent == [
        ["addLabelsToLabelable", "addComment", "addProjectV2ItemById"],
        ["updateProjectV2ItemFieldValue"],
    ]
    assert (performed.comment, performed.card, performed.stale) == ("IC_1", "PVTI_1", False)
    assert [(outcome.target, outcome.failure) for outcome in performed.outcomes] == [
        ("bug", ""),
        ("docs", ""),
        ("hello", ""),
        ("Triage", ""),
    ]


async def test_what_the_ledger_knows_to_be_done_is_not_done_again(perform: Any, store: StoreExecutor) -> None:
    await settle(store, await perform(Script(), LABEL))
    script = Script()
    performed = await perform(script, LABEL, COMMENT)
    assert script.sent == [["addComment"]]
    assert [outcome.target for outcome in performed.outcomes] == ["hello"]


async def test_what_a_look_that_was_cut_short_has_hidden_from_itself_is_not_done_anew(
    perform: Any, store: StoreExecutor
) -> None:
    opened = {**SIGNED, "cause": "opened:5#1"}
    taken_off = RemoveLabels(**SIGNED, labels=("bug",))
    await settle(store, await perform(Script(), taken_off))
    script = Script()
    await settle(store, await perform(script, AddLabels(**opened, labels=("bug", "docs")), taken_off))
    assert script.sent == [["addLabelsToLabelable"]]
    done = await store.read(partial(ledger.history, item=ITEM.lane))
    assert [(one.entry.verb, one.entry.target, one.state) for one in done] == [
        ("unlabel", "bug", "done"),
        ("label", "docs", "done"),
    ]


async def test_a_standing_rule_may_say_another_thing_but_does_a_thing_once(perform: Any, store: StoreExecutor) -> None:
    said = [Say(**{**SIGNED, "cause": "standing:1"}, section="hello", body=body) for body in ("A.", "B.", "A.")]
    label = AddLabels(**{**SIGNED, "cause": "standing:1"}, labels=("bug",))
    sent = []
    for one in said:
        script = Script()
        await settle(store, await perform(script, one, label))
        sent += script.sent
    assert sent == [["addComment", "addLabelsToLabelable"], ["addComment"], ["addComment"]]


async def test_one_failure_hides_no_other(perform: Any) -> None:
    script = Script({"addLabelsToLabelable": Fault("FORBIDDEN", "No")})
    performed = await perform(script, LABEL, COMMENT)
    assert {outcome.target: outcome.failure for outcome in performed.outcomes} == {
        "bug": "the App lacks a permission: Issues: write",
        "docs": "the App lacks a permission: Issues: write",
        "hello": "",
    }
    assert (performed.stale, script.forgotten) == (False, ["bug", "docs"])
    assert performed.outcomes[0].document() == {
        "do": "label",
        "rule": "Hello",
        "target": "bug",
        "state": "failed",
        "why": "the App lacks a permission: Issues: write",
    }


@pytest.mark.parametrize(
    ("action", "mutation", "kind", "stale", "forgotten"),
    [
        (LABEL, "addLabelsToLabelable", "NOT_FOUND", True, ["bug", "docs"]),
        (LABEL, "addLabelsToLabelable", "UNPROCESSABLE", False, ["bug", "docs"]),
        (STAGE, "addProjectV2ItemById", "NOT_FOUND", True, ["boards"]),
        (STAGE, "updateProjectV2ItemFieldValue", "UNPROCESSABLE", True, ["boards"]),
        (STAGE, "updateProjectV2ItemFieldValue", "FORBIDDEN", False, ["boards"]),
    ],
)
async def test_a_refused_id_is_forgotten_and_asked_for_again(
    perform: Any, action: Action, mutation: str, kind: str, stale: bool, forgotten: list[str]
) -> None:
    script = Script(*[{mutation: Fault(kind, "No")}] * 2)
    performed = await perform(script, action)
    assert (performed.stale, script.forgotten) == (stale, forgotten)


async def test_a_person_whom_github_drops_without_a_word_is_told(perform: Any) -> None:
    there = {"assignable": {"assignees": {"nodes": [{"login": "Ben"}]}}}
    both = AddAssignees(**SIGNED, assignees=("ben", "stranger", "unknown"))
    performed = await perform(Script({"addAssigneesToAssignable": there}), both)
    assert {outcome.target: outcome.failure for outcome in performed.outcomes} == {
        "ben": "",
        "stranger": "GitHub cannot assign this person: they are no member and have not commented here",
        "unknown": "there is no GitHub user unknown",
    }


async def test_after_an_unclear_answer_the_intents_stay_open(perform: Any, store: StoreExecutor, clock: Any) -> None:
    with pytest.raises(Ambiguous):
        await perform(Script(Ambiguous("who knows", clock.now())), LABEL, COMMENT)
    assert {state for state, _ in (await states(store)).values()} == {"intended"}
    open_ones = await store.read(partial(ledger.unsettled, item=ITEM.lane))
    assert {one.shown_at for one in open_ones} == {milliseconds(clock.now())}


@pytest.mark.parametrize("error", [Retryable("later"), GitHubError("no")])
async def test_after_a_refusal_nothing_is_left_open(perform: Any, store: StoreExecutor, error: Exception) -> None:
    with pytest.raises(GitHubError):
        await perform(Script(error), LABEL, COMMENT)
    assert set((await states(store)).values()) == {("failed", f"not carried out: {error}")}


class Failing:
    """A store that takes one more work, and is gone then."""

    def __init__(self, store: StoreExecutor) -> None:
        self._store, self._left = store, 1

    async def write(self, work: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            raise StoreUnavailable("The database is not available.")
        return await self._store.write(work)


async def test_a_store_that_is_gone_does_not_hide_that_github_asks_to_wait(store: StoreExecutor, clock: Any) -> None:
    script: Any = Script(RateLimited("wait", clock.now()))
    performer = Performer(script, script, Failing(store), GitHubTime(clock), script)  # type: ignore[arg-type]  # it is only written to
    with pytest.raises(RateLimited, match="wait"):
        await performer.perform([LABEL], Target(ITEM), BOOK, ["d-1"])
    assert set((await states(store)).values()) == {("intended", "")}


@pytest.mark.parametrize("lease", ["", "another"])
async def test_of_a_lane_that_another_worker_has_by_now_nothing_is_sent_or_written_down(
    store: StoreExecutor, clock: Any, lease: str
) -> None:
    await store.write(partial(lanes.wake, works=[Work("5#1", 7, 0)]))
    await store.write(partial(lanes.lease, names=["5#1"], token="ours", until=1))
    script: Any = Script()
    performer = Performer(script, script, store, GitHubTime(clock), script)
    hold = Hold("5#1", "ours")
    await settle(store, await performer.perform([LABEL], Target(ITEM), BOOK, ["d-1"], hold))
    await store.write(partial(lanes.lease, names=["5#1"], token=lease, until=2))
    with pytest.raises(Retryable, match="another worker has the lane by now"):
        await performer.perform([COMMENT], Target(ITEM), BOOK, ["d-1"], hold)
    assert (script.sent, sorted(await states(store))) == ([["addLabelsToLabelable"]], ["bug", "docs"])


async def test_what_is_held_up_for_too_long_is_not_to_be_sent(perform: Any, clock: Any) -> None:
    script = Script()
    await perform(script, LABEL)
    assert script.before == clock.now() + ledger.SENDABLE
    assert timedelta() < ledger.SENDABLE < ledger.ANSWER_TAKES - READ_LAG


async def test_content_that_github_takes_no_more_of_waits_and_the_rest_is_done(perform: Any, clock: Any) -> None:
    performed = await perform(Script(NotYet("no more now", clock.now())), LABEL, COMMENT)
    told = {outcome.target: outcome.document() for outcome in performed.outcomes}
    assert {target: each["state"] for target, each in told.items()} == {"bug": "done", "docs": "done", "hello": "waits"}
    assert told["hello"]["why"] == "no more now"


async def test_what_was_done_before_a_failure_is_kept_and_what_is_half_done_stays_open(
    perform: Any, store: StoreExecutor, clock: Any
) -> None:
    with pytest.raises(RateLimited):
        await perform(Script({}, RateLimited("wait", clock.now())), LABEL, STAGE)
    assert await states(store) == {
        "bug": ("done", ""),
        "docs": ("done", ""),
        "Triage": ("intended", ""),
    }


async def test_doubles_are_deleted_by_kind(store: StoreExecutor, clock: Any) -> None:
    script: Any = Script()
    performer = Performer(script, script, store, GitHubTime(clock), script)
    await performer.remove_doubles(ITEM, (), ["d-1"])
    await performer.remove_doubles(ITEM, ("IC_2", "IC_3"), ["d-1"])
    await performer.remove_doubles(ItemRef(7, 5, "R_5", "o/t", 2, "D_1", "discussion"), ("DC_2",), ["d-1"])
    assert script.sent == [["deleteIssueComment", "deleteIssueComment"], ["deleteDiscussionComment"]]


@pytest.mark.parametrize(
    ("fault", "mutation", "says"),
    [
        (None, "addComment", "GitHub gave no answer for it"),
        (Fault("FORBIDDEN", "No"), "requestReviews", "the App lacks a permission: Pull requests: write"),
        (
            Fault("", "Resource not accessible by integration"),
            "addDiscussionComment",
            "the App lacks a permission: Discussions: write",
        ),
        (Fault("FORBIDDEN", "No"), "makeCoffee", "the App lacks a permission: see docs/installing.md"),
        (Fault("UNPROCESSABLE", "Body is too long"), "addComment", "GitHub refused: Body is too long"),
    ],
)
def test_a_failure_is_explained_to_maintainers(fault: Fault | None, mutation: str, says: str) -> None:
    assert explained(fault, Write(mutation, {}, ())) == says


async def test_two_things_said_for_two_events_stand_in_one_comment(perform: Any) -> None:
    github = Script()
    bye = Say(**{**SIGNED, "position": 3, "cause": "d-2"}, section="bye", body="Bye.")
    later = SetStage(**{**SIGNED, "position": 4, "cause": "d-2"}, stage="Doing", card=False, label=True)
    await perform(github, COMMENT, STAGE, bye, later, order=("hello", "bye"))
    assert sum(name == "addComment" for sent in github.sent for name in sent) == 1
    assert len(github.sent[0]) == len(set(github.sent[0]))
