"""The playground, `/playground` and `/playground/OWNER/REPOSITORY`: rules are edited, tried on a case and on the past.

Nothing that is typed is kept. Only whoever asks for it has rules of a repository proposed there, as a pull request.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.explaining.examples import EXAMPLES, starter
from bot.looking.ruleset import Found, load
from bot.rulechange.typed import NewRules, digest_of
from bot.store.rulefiles import RuleFile
from rules.book import Rulebook
from rules.events import EVENTS
from rules.facts import BLANK, Facts, Member
from rules.language import load as load_rules
from webhooks.pages.desk import Desk
from webhooks.pages.in_force import people_of
from webhooks.pages.paper import Sheet
from webhooks.pages.playground import reading
from webhooks.pages.playground.answer import Answer, answered, unread
from webhooks.pages.playground.form import LARGEST, Typed, typed
from webhooks.pages.playground.past import Pasts, Played, Stage
from webhooks.pages.playground.proposal import Proposals, Proposed, Proposing
from webhooks.pages.playground.reading import Ground
from webhooks.pages.playground.thinking import Thinking
from webhooks.visitors.visitor import Visitor, unknown

_NO_RULES = "project: {purpose: Nothing to compare with}\nrules: []\n"
_NUMBER = re.compile(r"[0-9]{1,18}")
_MISTAKEN = Played(problem="The rules cannot be used as they are: mend the mistakes first.")
_REFUSED = Proposed(problem="the rules cannot be used as they are: mend the mistakes first")
_EVENTS = sorted(EVENTS)


@dataclass(frozen=True, slots=True)
class _Call:
    """A request that was let in; `ground` is the repository that it is about."""

    request: Request
    visitor: Visitor
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of what was asked for, besides the plan."""

    played: Played | None = None
    proposed: Proposed | None = None


_NOTHING_ASKED = _Came()


class Playground:
    """Rules to try."""

    def __init__(self, desk: Desk, pasts: Pasts, proposals: Proposals) -> None:
        self._desk, self._stage = desk, Stage(desk.settings.home, pasts)
        self._thinking, self._proposing = Thinking(), Proposing(desk, proposals)

    @property
    def routes(self) -> list[Route]:
        """Where it is found; the check is asked while somebody types."""
        guarded = self._desk.guarded
        return [
            route
            for place in ("/playground", "/playground/{owner}/{repo}")
            for route in (
                Route(place, guarded(self.show), methods=["GET"]),
                Route(place, guarded(self.play), methods=["POST"]),
                Route(f"{place}/check", guarded(self.check), methods=["POST"]),
            )
        ]

    async def show(self, request: Request) -> Response:
        """The page with the rules of the repository, or with some to begin with."""
        call = await self._admitted(request)
        first, newest = EXAMPLES[0], call.ground.newest if call.ground else None
        begun = Typed(newest.text if newest else starter(), first.event, first.facts)
        begun = replace(begun, begun=digest_of(newest.text if newest else ""))
        answer, _, _ = await self._answer(call, begun)
        return self._desk.answer(request, await self._page(call, begun, answer))

    async def play(self, request: Request) -> Response:
        """The page again, with what was asked for."""
        call = await self._admitted(request)
        fields = await self._desk.gate.form(request, LARGEST)
        given = await self._chosen(fields, call.ground)
        answer, book, people = await self._answer(call, given)
        came = _NOTHING_ASKED
        if call.ground and fields.get("do") in {"past", "fetch"}:
            around = BLANK.but(people=people)
            came = _Came(played=await self._played(call, call.ground, book, around, fetch=fields["do"] == "fetch"))
        elif call.ground and fields.get("do") == "propose":
            came = _Came(proposed=await self._proposed(call, call.ground, given, book))
        return _fresh(await self._page(call, given, answer, came))

    async def check(self, request: Request) -> Response:
        """What is to be said of what is being typed, as a part of the page."""
        call = await self._admitted(request)
        given = typed(await self._desk.gate.form(request, LARGEST))
        answer, _, _ = await self._answer(call, given)
        make = partial(self._desk.sheet, request, "playground_answer.html", answer=answer)
        return _fresh(await self._thinking.about(request, make))

    async def _admitted(self, request: Request) -> _Call:
        """Who asks, and the repository that is meant.

        Raises:
            Turned: whoever asks may not see it.
        """
        where = request.path_params
        if "repo" not in where:
            return _Call(request, await self._desk.gate.admit(request))
        repo = f"{where['owner']}/{where['repo']}"
        visitor = await self._desk.gate.admit(request, repo)
        ground = await self._desk.store.read(partial(reading.ground, repo=repo))
        if ground is None:
            raise unknown()
        return _Call(request, visitor, ground)

    async def _chosen(self, fields: Mapping[str, str], ground: Ground | None) -> Typed:
        """What was typed, with the case in place that was chosen from a list."""
        given, do = typed(fields), fields.get("do")
        number = fields.get(str(do), "")
        if not _NUMBER.fullmatch(number):
            return given
        if do == "example" and int(number) < len(EXAMPLES):
            example = EXAMPLES[int(number)]
            return replace(given, event=example.event, facts=example.facts, payload="", whole=True)
        if do == "seen" and ground:
            read = partial(reading.payload, repo_id=ground.ref.repo_id, seq=int(number))
            if found := await self._desk.store.read(read):
                event, body = found
                return replace(given, event=event, facts="", payload=_readable(body), whole=False)
        return given

    async def _answer(self, call: _Call, given: Typed) -> tuple[Answer, Rulebook | None, tuple[Member, ...]]:
        ground, store = call.ground, self._desk.store
        read = partial(load, unread(given.rules, ground.newest if ground else None))
        found = await self._thinking.about(call.request, read)
        book = found[0]
        people = await people_of(store, ground.ref.repo_id, book) if ground and book else ()
        make = partial(answered, given, found, people, self._desk.clock.now())
        return await self._thinking.about(call.request, make), book, people

    async def _played(
        self, call: _Call, ground: Ground, book: Rulebook | None, around: Facts, *, fetch: bool
    ) -> Played:
        if book is None:
            return _MISTAKEN
        old = await self._thinking.about(call.request, partial(_in_force, ground.in_force))
        return await self._stage.play(ground.ref, around, (old, book), fetch=fetch)

    async def _proposed(self, call: _Call, ground: Ground, given: Typed, book: Rulebook | None) -> Proposed:
        if book is None:
            return _REFUSED
        rules = NewRules(given.rules, given.begun, call.visitor.login or "", book.project.language)
        return await self._proposing.propose(ground.ref.repo, rules)

    async def _page(self, call: _Call, given: Typed, answer: Answer, came: _Came = _NOTHING_ASKED) -> Sheet:
        repo = call.ground.ref.repo if call.ground else None
        values: dict[str, Any] = {
            "typed": given,
            "answer": answer,
            "ground": call.ground,
            "played": came.played,
            "proposed": came.proposed,
            "barred": repo is not None and self._proposing.barred(repo),
            "kept": await self._stage.kept(repo) if repo else None,
            "others": [] if repo else await self._repositories(call.visitor),
            "examples": EXAMPLES,
            "events": _EVENTS,
            "now": self._desk.now,
        }
        make = partial(self._desk.sheet, call.request, "playground.html", repo=repo, **values)
        return await self._thinking.about(call.request, make)

    async def _repositories(self, visitor: Visitor) -> list[str]:
        """Those whose rules this visitor may try."""
        there = await self._desk.store.read(reading.with_rules)
        allowed = await self._desk.gate.writable(visitor, list(there))
        return [name for number, name in there.items() if number in allowed]


def _in_force(file: RuleFile | None) -> Rulebook:
    """The rules that act now; none where there never was a right version, or an earlier program took it."""
    found: Found = load(unread(file.text, file)) if file else (None, ())
    return found[0] or load_rules(_NO_RULES)


def _readable(payload: bytes) -> str:
    """A payload with a line for each of its fields."""
    return orjson.dumps(orjson.loads(payload), option=orjson.OPT_INDENT_2).decode()


def _fresh(sheet: Sheet) -> Response:
    """An answer to what somebody typed, which nobody keeps."""
    return Response(sheet.body, media_type="text/html")
