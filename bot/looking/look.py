"""See an item: from a fresh payload where that tells enough, else from GitHub."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.asking.naming import numbers_of
from bot.asking.obeying import lacking_leave
from bot.errors import Gone, Outdated
from bot.github.boards import SeenBoard
from bot.github.gather import Gathered, Question, gather
from bot.github.proposals import read_proposals
from bot.github.shared import read_shared
from bot.github.talk import read_talk
from bot.hub import Hub
from bot.looking.candidates import pool_of, teams_of_owners, with_changers, with_history
from bot.looking.claimants import with_own_record
from bot.looking.earning import earned_roles
from bot.looking.freshness import may_come_yet, trusted_from
from bot.looking.memory import Memory
from bot.looking.proposing import proposing
from bot.looking.scene import Scene, wait_for_unclear
from bot.people.leaving import leavers_of
from bot.planning.deeds import (
    Deed,
    last_stage,
    left_behind,
    ours,
    stage_before,
    stands,
    superseded,
    taken_back,
    withdraws,
)
from bot.planning.guarding import guarded_files
from bot.planning.mirror import MIRROR
from bot.planning.unclear import happened
from bot.store.forgetting import fingerprints
from bot.store.items import ItemRecord
from bot.taking.line import taken
from bot.taking.whom import claimants_of
from bot.waking.waiting import awaited
from rules.bases import FILE
from rules.facts import UNKNOWN, Board, Facts, Maybe, Person, Unknown
from rules.proposals import Proposal
from rules.sayings import FOLDER
from rules.votes import Talk, running

CLOCKS_APART = timedelta(days=1)
"""How far GitHub's clock may be from ours."""
BOARD_FACTS = frozenset({"stage", "card", "board", "fields"})


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of an item, and of the board.

    Attributes:
        at: when, by GitHub's clock.
    """

    gathered: Gathered
    board: SeenBoard | None
    at: datetime

    @property
    def facts(self) -> Facts:
        """The facts."""
        return self.gathered.facts


async def see(hub: Hub, scene: Scene) -> Sight:
    """The facts that the rules want.

    Raises:
        Gone: there is no such item any more.
        Outdated: GitHub's answer is older than what is known.
        Ambiguous: it is too old to show what came of an earlier write.
        PermissionMissing: the App may not see it.
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    needs, ids = scene.needs, scene.nudges.ids
    board = None
    if scene.book.board and needs & BOARD_FACTS:
        board = await hub.names.board(scene.item, scene.book.board, ids)
    deeds = _on_this_board(scene.memory.deeds, scene.memory, board)
    around = await _around(hub, scene, board)
    if scene.fresh():
        facts = scene.said.but(**around)
        if not facts.lacking(needs):
            return Sight(Gathered(facts, scene.event.url), board, hub.time.now())
    try:
        gathered, board = await _gathered(hub, scene, needs, board, pool_of(scene, around))
    except Gone:
        if until := may_come_yet(scene, hub.time.now()):
            raise Outdated(f"GitHub does not know {scene.item} yet", hub.time.ours(until)) from None
        raise
    at = hub.time.now()
    wait_for_unclear(scene.memory.unsettled, at, scene.now)
    if until := trusted_from(scene, deeds, gathered.facts, at, board.project if board else ""):
        raise Outdated(f"GitHub's answer about {scene.item} is older than what is known", hub.time.ours(until))
    facts = gathered.facts.but(**(around | ({"board": board.facts} if board else {})))
    facts = facts.but(
        **await _talk(hub, scene, needs),
        **await _proposals(hub, scene, needs),
        **await _shared(hub, scene, needs, facts),
        unboarded=_unboarded(scene.memory.record, facts, board),
        ours=_ours(scene.memory, facts),
        placed_by=scene.memory.placed_by,
        before=_before(scene.memory, deeds, facts),
        **_undone(scene.memory, deeds, board, facts),
        opened=_opened(deeds, facts),
        **taken(facts.assignees, scene.memory.takers),
        author=scene.placed(facts.author) if isinstance(facts.author, Person) else facts.author,
    )
    if "works" in needs:
        facts = facts.but(works=await hub.works.of(scene.item, facts, scene.book.home, ids))
    facts = await with_changers(hub, scene, needs, facts)
    facts = await with_own_record(hub, scene, await with_history(hub, scene, facts))
    doubles = (*gathered.doubles, *(facts.talk.doubles if isinstance(facts.talk, Talk) else ()))
    return Sight(Gathered(facts, gathered.url, gathered.comment, doubles), board, at)


async def _talk(hub: Hub, scene: Scene, needs: frozenset[str]) -> dict[str, Maybe[Talk]]:
    """What people say where they decide; asked for only there."""
    if "talk" not in needs:
        return {}
    vote = running(scene.memory.votes)
    since, key = (vote.begun_at - CLOCKS_APART, vote.key) if vote else (None, "")
    return {"talk": await read_talk(hub.graphql, scene.item, since, key, scene.nudges.ids)}


async def _proposals(hub: Hub, scene: Scene, needs: frozenset[str]) -> dict[str, Mapping[str, Proposal]]:
    """What is known of the changes that may be proposed; asked for only where any may."""
    if "proposals" not in needs:
        return {}
    return {"proposals": await read_proposals(hub.graphql, hub.tokens, scene.item, proposing(scene), scene.nudges.ids)}


async def _shared(hub: Hub, scene: Scene, needs: frozenset[str], facts: Facts) -> dict[str, object]:
    """What a pull request makes of the files that are guarded."""
    changed = () if isinstance(facts.files, Unknown) else facts.files
    rewords = any(path.startswith(f"{FOLDER}/") for path in changed)
    paths = [path for path in guarded_files(scene.book) if path in changed or (rewords and path == FILE)]
    if "shared" not in needs or not paths or scene.item.kind != "pull_request":
        return {}
    kept = {FILE} if rewords else ()
    shared = await read_shared(hub.graphql, hub.tokens, scene.item, paths, scene.nudges.ids, kept=kept)
    rules = shared.get(FILE)
    change = await hub.changes.of(scene.item, rules, scene.in_force) if rules else None
    return {"shared": shared, "rule_change": change}


async def _around(hub: Hub, scene: Scene, board: SeenBoard | None) -> dict[str, object]:
    """What is known of an item beside GitHub's answer about it."""
    slugs = [need.removeprefix("team:") for need in sorted(scene.needs) if need.startswith("team:")]
    slugs += teams_of_owners(scene)
    return {
        "now": scene.now,
        "flapping": scene.memory.flapping,
        "overruled": scene.memory.overruled,
        "ours": scene.memory.ours,
        "recorded": scene.memory.recorded,
        "awaited": awaited(scene.memory.settled),
        "worn": scene.memory.worn,
        "votes": scene.memory.votes,
        "unconfirmed": scene.memory.unconfirmed,
        "forgotten": await _forgotten(hub, scene),
        "private": scene.private,
        "people": scene.members,
        "groups": scene.in_force.groups,
        "earned": await earned_roles(hub, scene),
        "contributed": scene.memory.contributed,
        "codeowners": scene.in_force.beside.codeowners,
        "forms": scene.in_force.beside.forms,
        "documents": scene.in_force.beside.documents,
        "teams": await hub.names.teams(scene.item, slugs, scene.nudges.ids) if slugs else {},
        "doings": scene.memory.doings,
        "stage_seen": scene.memory.record.stage if scene.memory.record else UNKNOWN,
        "page": "" if scene.private or not hub.url else f"{hub.url}/items/{scene.item.repo}/{scene.item.number}",
        "permissions": await _permissions(hub, scene),
        **({"granted": await hub.tokens.permissions(scene.item.installation)} if "granted" in scene.needs else {}),
        **({"board": board.facts} if board else {}),
    }


async def _forgotten(hub: Hub, scene: Scene) -> frozenset[str]:
    """Who asked to be forgotten; that matters only where somebody may be credited."""
    if "recorded" not in scene.needs:
        return frozenset()
    return await hub.store.read(partial(fingerprints, installation=scene.item.installation))


async def _permissions(hub: Hub, scene: Scene) -> dict[str, str]:
    """What GitHub lets those do who ask for what the people file does not grant them, or of whom a rule asks it."""
    logins = set(lacking_leave(scene.occasions, scene.community, scene.book))
    if "actor.may" in scene.needs:
        people = (one.actor for one in scene.occasions if one.actor and not one.own)
        logins |= {person.login.lower() for person in people if not person.bot}
    return {login: await hub.collaborators.role(scene.item, login) for login in sorted(logins)}


async def _gathered(
    hub: Hub, scene: Scene, needs: frozenset[str], board: SeenBoard | None, pool: tuple[str, ...]
) -> tuple[Gathered, SeenBoard | None]:
    """What GitHub tells; the board is looked at anew where what was kept of it does not fit its cards any more."""
    ids, look = scene.nudges.ids, scene.book.board
    gathered = await gather(hub.graphql, _question(scene, needs, board, pool), ids)
    if look and board and board.ids and "card" in needs and isinstance(gathered.facts.card, Unknown):
        hub.names.forget_boards(scene.item.installation)
        board = await hub.names.board(scene.item, look, ids)
        gathered = await gather(hub.graphql, _question(scene, needs, board, pool), ids)
    return gathered, board


def _question(scene: Scene, needs: frozenset[str], board: SeenBoard | None, pool: tuple[str, ...]) -> Question:
    record, author = scene.memory.record, scene.event.facts.author
    return Question(
        item=scene.item,
        needs=needs,
        book=scene.book,
        login=scene.own_login,
        comment=record.comment_id if record else None,
        board=board,
        known_person=scene.author_known,
        pool=pool,
        claimants=claimants_of(scene.occasions),
        named=numbers_of(scene.occasions),
        leavers=leavers_of(scene.occasions),
        echo=all(occasion.own for occasion in scene.occasions),
        author=_asked(author.login if isinstance(author, Person) else record.author if record else ""),
    )


def _asked(login: str) -> str:
    """Whose history is asked for; a bot's never is."""
    return "" if login.endswith("[bot]") else login


def _unboarded(record: ItemRecord | None, facts: Facts, board: SeenBoard | None) -> bool:
    """A card that was on the board and is gone was taken off by a person; on a board that nobody sees, who knows."""
    seen = isinstance(facts.board, Board) and facts.board.problem is None
    was_there = record is not None and record.card_id is not None and not _moved_house(record, board)
    return seen and was_there and facts.card is None


def _moved_house(record: ItemRecord | None, board: SeenBoard | None) -> bool:
    """Whether the rules name another board now than the one on which the card was."""
    old = record.card_board if record else None
    return old is not None and board is not None and board.project not in {"", old}


def _on_this_board(deeds: tuple[Deed, ...], memory: Memory, board: SeenBoard | None) -> tuple[Deed, ...]:
    """Some deeds; moves on a board that the rules do not name any more say nothing of this one."""
    if not _moved_house(memory.record, board):
        return deeds
    return tuple(deed for deed in deeds if deed[0] != "stage")


def _ours(memory: Memory, facts: Facts) -> frozenset[tuple[str, str, str]]:
    """What the bot did and did not change again, with what was not known to be done and is seen now."""
    unclear = [one.entry for one in memory.unsettled if not withdraws(one.entry.cause, one.entry.verb)]
    seen = [one for one in unclear if happened(one.cause, one.rule, (one.verb, one.target), facts)]
    return ours([*memory.ours, *((one.rule, one.verb, one.target) for one in seen)])


def _before(memory: Memory, deeds: tuple[Deed, ...], facts: Facts) -> str | None:
    """The stage that the bot had put the item in before the one that shows, be it not known to be done."""
    unclear = ((one.entry.verb, one.entry.target) for one in memory.unsettled)
    return stage_before((*deeds, *(deed for deed in unclear if stands(deed, facts))))


def _meant(memory: Memory, board: SeenBoard | None, facts: Facts) -> tuple[Deed, ...]:
    """What the bot did other than to follow a person, oldest first.

    Of what is not known to be done that which shows, and what would not show any more: somebody has changed it since.
    """
    unclear = [((one.entry.verb, one.entry.target), one) for one in memory.unsettled if one.entry.rule != MIRROR]
    done = (deed for deed, one in unclear if stands(deed, facts) or superseded(deed, one.found, facts))
    return (*_on_this_board(memory.meant, memory, board), *done)


def _opened(deeds: tuple[Deed, ...], facts: Facts) -> Maybe[frozenset[str]]:
    """What was opened for the item: GitHub shows what is still there, the ledger the rest."""
    before = {target.lower() for verb, target in deeds if verb == "open_issue"}
    return facts.opened if isinstance(facts.opened, Unknown) else facts.opened | before


def _undone(memory: Memory, deeds: tuple[Deed, ...], board: SeenBoard | None, facts: Facts) -> dict[str, object]:
    """What people undid, as the timeline tells it, and where it is silent the ledger; and the stage that was meant."""
    meant = _meant(memory, board, facts)
    undone = facts.undone
    if not isinstance(undone, Unknown):
        undone |= memory.overruled | taken_back(meant, facts) | left_behind(meant, deeds, facts)
    return {"undone": undone, "meant": last_stage(meant)}
