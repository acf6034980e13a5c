"""Every place of the bot that asks GraphQL something, made to ask in every way that it can."""

import ast
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bot
from bot.action import BoardIds, FieldIds, Name
from bot.errors import Gone
from bot.events import decode
from bot.github.accounts import account_parts
from bot.github.answer import Answer
from bot.github.author import earlier_part
from bot.github.bases import BaseFiles, Home
from bot.github.beside import read_beside
from bot.github.blobs import read_file
from bot.github.boards import SeenBoard
from bot.github.candidates import candidates_in
from bot.github.changers import MOST_PATHS, read_changers
from bot.github.claimants import claimant_parts
from bot.github.contributing import read_contributions
from bot.github.document import query
from bot.github.duties import duties_in, duties_parts
from bot.github.gather import TELLS, Question, gather, parts
from bot.github.inviting import inviting_parts
from bot.github.listing import find_item, list_items, shelves
from bot.github.missed import missed_events, missed_part
from bot.github.named import named_in, named_parts
from bot.github.neighbours import read_neighbours
from bot.github.openings import read_openings
from bot.github.outside import outline
from bot.github.own import SELECTIONS
from bot.github.pasts import KINDS as KINDS_WITH_A_PAST
from bot.github.pasts import Book, read_page
from bot.github.proposals import read_proposals
from bot.github.queries import KINDS
from bot.github.shared import read_shared
from bot.github.talk import read_talk
from bot.github.wordings import Listed, read_folder, read_texts
from bot.github.workflows import read_workflows
from bot.github.works import SeenWorks
from bot.hub import Hub
from bot.item import ItemRef
from bot.proposing.asked import Asked
from bot.queue.claim import Claim, Waiting
from bot.waking.again import LOOK, LookAgain
from bot.waking.commits import ask_for_pulls
from bot.waking.nodes import resolve_node
from bot.writing.comment import MARKER
from bot.writing.doubles import remove_late_doubles
from rules.facts import Board, Facts, Member, Person
from rules.home import Home as Community
from rules.language import load
from rules.sayings import FOLDER
from rules.sections import BoardLook
from tests.contract.answering import AnsweringGitHub

FIELDS = {
    "size": FieldIds("PVTSSF_2", "single_select", {"l": "98236657"}),
    "effort": FieldIds("PVTF_3", "number"),
    "due": FieldIds("PVTF_4", "date"),
    "note": FieldIds("PVTF_5", "text"),
    "sprint": FieldIds("PVTIF_6", "iteration", {"s1": "cfc16e4d"}),
}
BOARD = SeenBoard(Board(options=("Inbox",)), BoardIds("PVT_1", "PVTSSF_1", {"inbox": "f75ad846"}, FIELDS))
BOOK = load("project: {purpose: To be asked}\nboard: {project: 3, field: Stage, stages: {Inbox: {}}}\nrules: []\n")
BOARD_LOOK = BoardLook.model_validate({"project": 3, "stages": {"Inbox": {}}})
NAMES = (
    Name("label", "bug"),
    Name("label", "good first issue"),
    Name("user", "maria"),
    Name("team", "acme/docs"),
    Name("milestone", "2.0"),
    Name("repository", "acme/other"),
    Name("label_of", "acme/other:bug"),
)


def item_of(kind: str) -> ItemRef:
    """An item of a kind."""
    return ItemRef(installation=42, repo_id=1, repo_node="R_1", repo="acme/site", number=7, node=f"{kind}_7", kind=kind)


def _questions() -> Iterator[Question]:
    facts = [need for tells in TELLS.values() for need in sorted(tells)[:1]]
    for kind, comment, board, author in product(KINDS, (None, "IC_1"), (None, BOARD), ("", "maria")):
        for needs in (set[str](), *({one, other} for one in facts for other in facts), set(facts)):
            asked = frozenset(needs | ({"author.new"} if author else set()))
            yield Question(item_of(kind), asked, BOOK, "fingerpost[bot]", comment, board, author=author)


async def _items(_hub: Hub, github: AnsweringGitHub) -> None:
    for question in _questions():
        github.answer(query(parts(question)))


async def _accounts(_hub: Hub, github: AnsweringGitHub) -> None:
    for logins in (("maria",), ("maria", "ben")):
        github.answer(query(account_parts([Member(login=login, id=1) for login in logins])))


async def _candidates(_hub: Hub, github: AnsweringGitHub) -> None:
    for kind in KINDS:
        for pool in (("maria",), ("maria", "ben")):
            question = Question(item_of(kind), frozenset({"candidates"}), BOOK, "fingerpost[bot]", pool=pool)
            answer = github.answer(query(parts(question)))
            candidates_in(Answer(answer["data"]), question.item, pool)


async def _own(_hub: Hub, github: AnsweringGitHub) -> None:
    for kind in KINDS:
        for needs in (SELECTIONS[kind], *([fact] for fact in SELECTIONS[kind])):
            question = Question(item_of(kind), frozenset(needs), BOOK, "fingerpost[bot]")
            github.answer(query(parts(question)))


async def _inviting(_hub: Hub, github: AnsweringGitHub) -> None:
    github.answer(query(inviting_parts(item_of("issue"), frozenset({"inviting"}))))


async def _named(_hub: Hub, github: AnsweringGitHub) -> None:
    for kind in KINDS:
        answer = github.answer(query(named_parts(item_of(kind), (12, 13))))
        named_in(Answer(answer["data"]), (12, 13))


async def _takers(_hub: Hub, github: AnsweringGitHub) -> None:
    for counted in (False, True):
        github.answer(query(claimant_parts(item_of("issue"), ["maria", "ben"], counted=counted)))


async def _leavers(_hub: Hub, github: AnsweringGitHub) -> None:
    for logins in (("maria",), ("maria", "ben")):
        answer = github.answer(query(duties_parts(item_of("issue"), logins)))
        duties_in(Answer(answer["data"]), logins)


async def _earlier(_hub: Hub, github: AnsweringGitHub) -> None:
    github.answer(query([earlier_part(item_of("issue"), "maria")]))


async def _contributing(hub: Hub, github: AnsweringGitHub) -> None:
    ways = "{a: {form: idea}, b: {files: x}, c: {counts: issues.opened}}"
    for text in ("rules: []", f"pathways: {ways}\nrules: []"):
        last_page = len(github.documents) + 2
        github.known["PageInfo.hasNextPage"] = lambda end=last_page: len(github.documents) < end
        book = load(f"project: {{purpose: To be asked}}\nroles: {{a: {{}}}}\n{text}\n")
        await read_contributions(hub.graphql, item_of("issue"), Person(login="maria"), book)


async def _more(hub: Hub, github: AnsweringGitHub) -> None:
    for need in ("files", "check_runs"):
        last_page = len(github.documents) + 2
        github.known["PageInfo.hasNextPage"] = lambda end=last_page: len(github.documents) < end
        await gather(hub.graphql, Question(item_of("pull_request"), frozenset({need}), BOOK, "fingerpost[bot]"))


async def _names(hub: Hub, _github: AnsweringGitHub) -> None:
    for wanted in (*((name,) for name in NAMES), NAMES):
        hub.names.forget_account(42)
        hub.names.forget_repository(1)
        await hub.names.ids(item_of("issue"), wanted)


async def _project(hub: Hub, _github: AnsweringGitHub) -> None:
    await hub.names.ids(item_of("issue"), [Name("project", "acme/3"), Name("project", "other/4")])


async def _board(hub: Hub, _github: AnsweringGitHub) -> None:
    await hub.names.board(item_of("issue"), BOARD_LOOK)
    elsewhere = BOARD_LOOK.model_copy(update={"project": "https://github.com/orgs/acme/projects/4", "field": "Stage"})
    await hub.names.board(item_of("issue"), elsewhere)


COMMIT_CLAIM = Claim("1@" + "0" * 40, 42, "", (Waiting(1, "d-1", "status", 0, 0, b""),))
CARD_CLAIM = Claim("node:I_7", 42, "", (Waiting(1, "d-1", "projects_v2_item.edited", 0, 0, b""),))


async def _node(hub: Hub, _github: AnsweringGitHub) -> None:
    await resolve_node(hub, CARD_CLAIM)


async def _commit(hub: Hub, _github: AnsweringGitHub) -> None:
    await ask_for_pulls(hub, COMMIT_CLAIM, item_of("pull_request"), "0" * 40)


async def _beside(hub: Hub, _github: AnsweringGitHub) -> None:
    for needs in ({"codeowners"}, {"forms"}, {"file:docs/OWNERS", "codeowners", "forms"}):
        await read_beside(hub.graphql, hub.tokens, item_of("issue"), frozenset(needs))


async def _home(hub: Hub, _github: AnsweringGitHub) -> None:
    await hub.rulebooks.in_force(item_of("issue"))


async def _bases(hub: Hub, _github: AnsweringGitHub) -> None:
    home = Home(private=False, file=None, owners="acme/.github", organisation=None)
    await BaseFiles(hub.graphql, hub.tokens).of(item_of("issue"), home, "extends: [acme/rules, other/rules@v1]")


async def _changers(hub: Hub, _github: AnsweringGitHub) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    for most in (1, MOST_PATHS):
        await read_changers(hub.graphql, item_of("pull_request"), [f"docs/{n}.md" for n in range(most)], now)


async def _messages(hub: Hub, _github: AnsweringGitHub) -> None:
    files = {f"{FOLDER}/{name}.en.md": Listed("0" * 40, 100) for name in ("hello", "thanks")}
    await read_texts(hub.graphql, item_of("issue"), files)
    await read_folder(hub.graphql, item_of("pull_request"), "0" * 40)


async def _file(hub: Hub, _github: AnsweringGitHub) -> None:
    await read_file(hub.graphql, hub.tokens, item_of("issue"), "community/people.yml")


async def _place(_hub: Hub, github: AnsweringGitHub) -> None:
    github.answer(query([outline("acme/site")]))


async def _listing(hub: Hub, _github: AnsweringGitHub) -> None:
    for since in (None, datetime(2026, 3, 2, tzinfo=UTC)):
        await list_items(hub.graphql, 42, shelves(["R_1", "R_2"], since))
    await find_item(hub.graphql, item_of("issue"), 7)


async def _pasts(hub: Hub, github: AnsweringGitHub) -> None:
    del github
    for kind in KINDS_WITH_A_PAST:
        await read_page(hub.graphql, 42, Book("R_1", kind))


async def _neighbours(hub: Hub, _github: AnsweringGitHub) -> None:
    await read_neighbours(hub.graphql, item_of("issue"), ["triagebot.toml"], [".github/workflows"])


async def _workflows(hub: Hub, _github: AnsweringGitHub) -> None:
    for keys in (["acme/3"], ["acme/3", "other/4"]):
        await read_workflows(hub.graphql, 42, keys)


async def _openings(hub: Hub, github: AnsweringGitHub) -> None:
    del github
    with suppress(Gone):  # what this GitHub answers is no repository
        await read_openings(hub.graphql, item_of("issue"), "acme/site#0")


async def _proposals(hub: Hub, _github: AnsweringGitHub) -> None:
    asked = [Asked(f"fingerpost/{n}", "acme/site", "people.yml") for n in range(2)]
    await read_proposals(hub.graphql, hub.tokens, item_of("issue"), asked)


async def _shared(hub: Hub, _github: AnsweringGitHub) -> None:
    for paths in (["people.yml"], ["people.yml", "groups.yml"]):
        await read_shared(hub.graphql, hub.tokens, item_of("pull_request"), paths)


async def _missed(_hub: Hub, github: AnsweringGitHub) -> None:
    since = datetime(2026, 3, 2, tzinfo=UTC)
    for kind in KINDS:
        item = item_of(kind)
        look = LookAgain(
            installation=42,
            repo_id=1,
            repo_node="R_1",
            repo=item.repo,
            private=False,
            kind=kind,
            number=7,
            node=item.node,
        )
        event = decode("sweep:1", LOOK, look.body)
        answer = github.answer(query([missed_part(event, since)]))
        missed_events(event, answer["data"]["missed"], since)


async def _doubles(hub: Hub, _github: AnsweringGitHub) -> None:
    record = SimpleNamespace(comment_id="IC_1")
    ids, memory = ("d-1",), SimpleNamespace(record=record, unsettled=())
    actor, facts = SimpleNamespace(login="fingerpost[bot]"), SimpleNamespace(event_comment=MARKER)
    event = SimpleNamespace(name="issue_comment.created", actor=actor, facts=facts, said="IC_2")
    nudges = SimpleNamespace(events=(event,), ids=ids)
    seen = {"memory": memory, "nudges": nudges, "item": item_of("issue"), "book": BOOK}
    scene: Any = SimpleNamespace(**seen, own_login="fingerpost[bot]")
    await remove_late_doubles(hub, scene)


async def _talk(hub: Hub, github: AnsweringGitHub) -> None:
    for kind in KINDS:
        for comment in ("IssueComment", "DiscussionComment"):
            github.known[f"{comment}.viewerDidAuthor"] = True
            github.known[f"{comment}.body"] = "<!-- fingerpost:vote Ask%2F0%401 -->\nIs it so?"
        for since in (None, datetime(2026, 3, 2, tzinfo=UTC)):
            last_page = len(github.documents) + 2
            github.known["PageInfo.hasNextPage"] = lambda end=last_page: len(github.documents) < end
            await read_talk(hub.graphql, item_of(kind), since, "Ask/0@1", ())


async def _works(hub: Hub, _github: AnsweringGitHub) -> None:
    home = Community(originals=(("{name}.md", "{lang}/{name}.md"),))
    for files in (("a.md",), ("a.png", "fr/b.md")):
        facts = Facts(files=files, commit="c0ffee", base="main")
        await SeenWorks(hub.graphql).of(item_of("pull_request"), facts, home)


DRIVES: Mapping[str, Callable[[Hub, AnsweringGitHub], Awaitable[None]]] = {
    "bot.github.gather.parts": _items,
    "bot.github.pages.all_nodes": _more,
    "bot.github.accounts.account_parts": _accounts,
    "bot.github.candidates.candidate_parts": _candidates,
    "bot.github.changers.changer_parts": _changers,
    "bot.github.claimants.claimant_parts": _takers,
    "bot.github.named.named_parts": _named,
    "bot.github.duties.duties_parts": _leavers,
    "bot.github.author.earlier_part": _earlier,
    "bot.github.contributing._part": _contributing,
    "bot.github.own.own_part": _own,
    "bot.github.inviting.inviting_parts": _inviting,
    "bot.writing.doubles._there": _doubles,
    "bot.github.boards.project_part": _project,
    "bot.github.names._part": _names,
    "bot.github.names.board": _board,
    "bot.waking.nodes._ask": _node,
    "bot.waking.commits.ask_for_pulls": _commit,
    "bot.github.beside._part": _beside,
    "bot.github.bases.home": _home,
    "bot.github.bases._part": _bases,
    "bot.github.blobs.read_file": _file,
    "bot.github.wordings.read_folder": _messages,
    "bot.github.wordings.read_texts": _messages,
    "bot.github.outside.outline": _place,
    "bot.github.listing._part": _listing,
    "bot.github.listing.find_item": _listing,
    "bot.github.missed.missed_part": _missed,
    "bot.github.neighbours.neighbours_part": _neighbours,
    "bot.github.openings.openings_part": _openings,
    "bot.github.pasts._part": _pasts,
    "bot.github.proposals.proposal_parts": _proposals,
    "bot.github.shared.shared_part": _shared,
    "bot.github.talk._all": _talk,
    "bot.github.workflows.workflows_part": _workflows,
    "bot.github.works._part": _works,
}
"""By the function that asks."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """The bot's own code, parsed; the simulated GitHub is no part of it, and importers only read other bots' words."""
    root = Path(bot.__file__).parent
    for path in sorted(root.rglob("*.py")):
        if not {"sandbox", "importers"} & set(path.parts):
            name = ".".join(path.relative_to(root.parent).with_suffix("").parts)
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def callers(callee: str) -> set[str]:
    """The functions of the bot in which something of that name is called."""
    return {
        f"{module}.{function.name}"
        for module, tree in modules()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and _name(node.func) == callee
    }


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
