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
from bot.looking.proposing import proposing
from bot.looking.remembered import on_this_board, remembered
from bot.looking.scene import Scene, wait_for_unclear
from bot.people.leaving import leavers_of
from bot.planning.guarding import guarded_files
from bot.store.forgetting import fingerprints
from bot.taking.whom import claimants_of
from bot.waking.waiting import awaited
from rules.bases import FILE
from rules.facts import UNKNOWN, Facts, Maybe, Person, Unknown
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
    deeds = on_this_board(scene.memory.deeds, scene.memory, board)
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
        **remembered(scene, deeds, board, facts),
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
