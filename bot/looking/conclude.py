"""What is written down after a look: the item, the decision and its reasons, the outcomes, the people met."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot import ledger
from bot.actions import VERBS
from bot.actions.comment import Say
from bot.actions.decide import ShowVote
from bot.actions.forget import ForgetPerson
from bot.actions.leave import SetAbsence
from bot.clock import milliseconds
from bot.events import Event, Move
from bot.ledger import Entry, Settled
from bot.looking.look import Sight
from bot.looking.scene import Scene
from bot.plan import Plan
from bot.planning.deeds import superseded
from bot.planning.unclear import happened, is_half_done
from bot.queue.forgetting import ask_to_forget
from bot.store import absences, asked, decisions, items, mentions, people, records, voting
from bot.store.forgetting import Leaver
from bot.store.items import ItemRecord
from bot.store.records import Kept
from bot.waking.moving import follow
from bot.writing.credited import GiveCredit
from bot.writing.outcomes import Performed
from bot.writing.remembered import Remembered
from rules.facts import Facts, Maybe, Person, Unknown
from rules.sections import BoardLook

_MOST_HANDS = 100
_SEEN = Settled("done", "found done when GitHub was read again")
_FINISHED = Settled("done", "half done when GitHub was read again, and finished")
_CHANGED = Settled("done", "somebody has changed it since")
_UNSEEN = Settled("failed", "not to be seen when GitHub was read again")


def conclude(connection: sa.Connection, scene: Scene, sight: Sight, plan: Plan, performed: Performed) -> None:
    """Write down a whole look."""
    now = milliseconds(scene.now)
    cleared = made_clear(scene, sight, performed)
    ledger.settle(connection, {**cleared, **performed.settled}, milliseconds(sight.at))
    items.save(connection, _item(scene, plan.facts, plan, performed, sight), scene.memory.record)
    _remember(connection, scene, plan, performed, now)
    if performed.moved:
        follow(connection, performed.moved)
    if scene.memory.author_since is None:
        remember_author(connection, scene.event)
    found = {entry: settled for entry, settled in cleared.items() if settled.state == "done"}
    waited = any(occasion.due for occasion in scene.occasions)
    if plan.actions or plan.observed or plan.held_back or plan.conflicts or found or waited:
        told = document(scene, plan, performed)
        told["actions"] += [found_action(entry, plan.facts) for entry in found]
        told["outcomes"] += [_found_outcome(entry, settled) for entry, settled in found.items()]
        decisions.save(connection, scene.item.lane, now, scene.nudges.ids, told)


def _remember(connection: sa.Connection, scene: Scene, plan: Plan, performed: Performed, now: int) -> None:
    """Keep what rules wanted to be remembered, whom they called by name, who asked for what, and who is away."""
    asked.save(connection, scene.item.installation, scene.item.lane, plan.asked, now)
    lane, done = scene.item.lane, [outcome for outcome in performed.outcomes if not outcome.failure]
    remembered = [one.action for one in done if isinstance(one.action, Remembered)]
    dropped = {action.name.lower() for action in remembered if isinstance(action, GiveCredit) and action.dropped}
    kept = [action for action in remembered if action.name.lower() not in dropped]
    records.keep(connection, lane, [Kept(action.name, action.rule, now) for action in kept])
    records.drop(connection, lane, dropped)
    for one in done:
        # What is not written yet of an end comes with the next look, which must find the decision open.
        if isinstance(one.action, ShowVote) and (one.action.vote.open or not performed.waits):
            voting.save(connection, lane, one.action.vote)
        if isinstance(one.action, Say):
            mentions.save(connection, scene.item.installation, lane, one.target, one.action.calls, now)
        if isinstance(one.action, SetAbsence):
            absences.keep(connection, scene.item.installation, one.action.login, one.action.away)
    # It is nothing that is written to GitHub: whoever asks is forgotten where all else is only observed, too.
    for action in (*(one.action for one in done), *plan.observed):
        if isinstance(action, ForgetPerson):
            who = action.leaver
            person = who.id if isinstance(who.id, int) else None
            ask_to_forget(connection, Leaver(scene.item.installation, who.login, person), now)


def noticed(connection: sa.Connection, scene: Scene) -> None:
    """Write down an item that no rule applies to, as its payload tells it."""
    items.save(connection, _item(scene, scene.said, None, None, None), scene.memory.record)
    remember_author(connection, scene.event)


def remember_author(connection: sa.Connection, event: Event) -> None:
    """Whoever has opened an issue or a pull request is not new with the next one."""
    author, created = event.facts.author, event.facts.created_at
    if event.item is None or event.item.kind == "discussion":
        return
    if isinstance(author, Person) and isinstance(created, datetime):
        people.remember(connection, event.item.repo_id, author.login, milliseconds(created))


def made_clear(scene: Scene, sight: Sight, performed: Performed) -> Mapping[Entry, Settled]:
    """What became of earlier intents of unknown outcome, now that GitHub was read again.

    What the item does not show may still be wanted by its own cause: a delivery that waits alone, or one that was
    given up and is sent again.
    """
    left = [record for record in scene.memory.unsettled if record.entry not in performed.settled]
    unclear = {(record.entry.verb, record.entry.target.lower()) for record in scene.memory.unsettled}
    done = {(entry.verb, entry.target) for entry, settled in performed.settled.items() if settled.state == "done"}

    def never_there(entry: Entry) -> bool:
        """Whether what was to be taken away may not have come either: then its absence shows nothing."""
        verb = VERBS.get(entry.verb)
        return verb is not None and (verb.takes_back, entry.target.lower()) in unclear - {
            (entry.verb, entry.target.lower())
        }

    def outcome(entry: Entry, found: str | None) -> Settled:
        deed = entry.verb, entry.target
        if happened(entry.cause, entry.rule, deed, sight.facts) and not never_there(entry):
            return _SEEN
        if deed in done and is_half_done(entry.rule, deed, sight.facts):
            return _FINISHED
        return _CHANGED if superseded(deed, found, sight.facts) else _UNSEEN

    return {record.entry: outcome(record.entry, record.found) for record in left}


def seen_done(scene: Scene, sight: Sight) -> dict[Entry, Settled]:
    """What an item shows of earlier intents of unknown outcome; kept before what is done next hides it."""
    cleared = made_clear(scene, sight, Performed())
    return {entry: settled for entry, settled in cleared.items() if settled == _SEEN}


def found_action(entry: Entry, facts: Facts) -> dict[str, Any]:
    """An action whose look was cut short, as the ledger and the item tell of it."""
    known = VERBS[entry.verb].told(entry.target, facts) if entry.verb in VERBS else {}
    return {"do": entry.verb, "rule": entry.rule, **known}


def _found_outcome(entry: Entry, settled: Settled) -> dict[str, Any]:
    return {"do": entry.verb, "rule": entry.rule, "target": entry.target, "state": settled.state, "why": settled.note}


def document(scene: Scene, plan: Plan, performed: Performed) -> dict[str, Any]:
    """The decision, for `/why` and the pages."""
    return {
        "item": str(scene.item),
        "events": [occasion.told for occasion in scene.occasions],
        "rules_version": scene.in_force.oid,
        **plan.document(),
        "outcomes": [outcome.document() for outcome in performed.outcomes],
    }


def _item(
    scene: Scene, facts: Facts, plan: Plan | None, performed: Performed | None, sight: Sight | None
) -> ItemRecord:
    record, event = scene.memory.record, scene.event
    comment = (performed.comment if performed else None) or (sight.gathered.comment if sight else None)
    card = (performed.card if performed else None) or getattr(facts.card, "id", None)
    old_board = record.card_board if record else None
    return ItemRecord(
        lane=scene.item.lane,
        installation=scene.item.installation,
        repo_id=scene.item.repo_id,
        repo=scene.item.repo,
        repo_node=scene.item.repo_node,
        private=scene.private,
        kind=scene.item.kind,
        number=scene.item.number,
        node_id=scene.item.node,
        title=_text(facts.title, record.title if record else ""),
        url=(sight.gathered.url if sight else "") or event.url or (record.url if record else ""),
        author=facts.author.login if isinstance(facts.author, Person) else record.author if record else "ghost",
        state=_text(facts.state, record.state if record else "open"),
        seen_at=milliseconds(scene.now),
        stage=_stage(scene, facts, performed, sight),
        comment_id=None if performed and performed.silent else comment or (record.comment_id if record else None),
        card_id=card or (record.card_id if record else None),
        card_board=(sight.board.project if card and sight and sight.board else "") or old_board,
        github_updated_at=_newest(scene, facts, record),
        assignees=_hands(_as_done(facts, performed, sight, "assign", "unassign").assignees, record, "assignees"),
        reviewers=_hands(_as_done(facts, performed, sight, "request_review").requested, record, "reviewers"),
        labels=_hands(_as_done(facts, performed, sight, "label", "unlabel").labels, record, "labels"),
        standing=_standing(scene, plan),
    )


def _standing(scene: Scene, plan: Plan | None) -> dict[str, tuple[int, bool]]:
    """The episodes of the standing rules, those begun or ended by this look included."""
    before = dict(scene.memory.record.standing) if scene.memory.record else {}
    begun, holding = (plan.begun, plan.holding) if plan else (frozenset[str](), frozenset[str]())
    unknown = {verdict.rule.id for verdict in plan.verdicts if verdict.matched is None} if plan else set()
    for rule, episode in scene.episodes().items():
        if rule in unknown:  # what cannot be told neither begins nor ends anything
            continue
        last = max(before.get(rule, (0, False))[0], scene.memory.episodes.get(rule, 0))
        number = episode if rule in begun else last
        before[rule] = (number, rule in holding)
    return {rule: state for rule, state in before.items() if state != (0, False)}


def _newest(scene: Scene, facts: Facts, record: ItemRecord | None) -> int | None:
    times = [moment for moment in (scene.event.updated_at, facts.updated_at) if hasattr(moment, "timestamp")]
    stamps = [milliseconds(moment) for moment in times]  # type: ignore[arg-type]  # those that are no moments are out
    stamps += [record.github_updated_at] if record and record.github_updated_at else []
    return max(stamps, default=None)


def _stage(scene: Scene, facts: Facts, performed: Performed | None, sight: Sight | None) -> str | None:
    """The stage that the item is at: the planned one only where the move was made, else what the board told."""
    facts = _as_done(facts, performed, sight, "stage")
    if sight and facts.knows("stage"):
        return facts.stage if isinstance(facts.stage, str) else None
    stage = scene.memory.record.stage if scene.memory.record else None
    for event in scene.nudges.events:
        stage = event.move.to if event.move and _is_ours(event.move, scene.book.board) else stage
    return stage


def _as_done(facts: Facts, performed: Performed | None, sight: Sight | None, *verbs: str) -> Facts:
    """The facts as they were planned only where all that these verbs did was done, else as they were seen."""
    deeds = [outcome for outcome in performed.outcomes if outcome.action.do in verbs] if performed else []
    return sight.facts if sight and (not deeds or any(deed.failure for deed in deeds)) else facts


def _hands(told: Maybe[tuple[str, ...]], record: ItemRecord | None, kept: str) -> tuple[str, ...]:
    """In whose hands the item is, or which labels it has; where nothing tells that now, what was known."""
    if isinstance(told, Unknown):
        return getattr(record, kept) if record else ()
    return told[:_MOST_HANDS]


def _is_ours(move: Move, board: BoardLook | None) -> bool:
    """Whether a card moved on the community's own board."""
    if board is None or move.field.lower() != board.field.lower():
        return False
    return str(board.project).rstrip("/").rpartition("/")[2] == str(move.project)


def _text(value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise
