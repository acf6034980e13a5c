"""The pages over a real store, asked over HTTP and read the way a browser reads them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from bot.backtest.history import History
from bot.backtest.shelf import NEWEST, Progress, Shelf
from bot.clock import milliseconds
from bot.errors import GitHubError
from bot.inbox import Inbox
from bot.item import RepoRef
from bot.rulechange.typed import NewRules
from bot.settings import Settings, load
from bot.store import decisions, items, rulefiles
from bot.store.executor import open_store
from bot.store.items import ItemRecord
from bot.store.rulefiles import RuleFile
from rules.bases import FILE
from webhooks.answers import SafeAnswers
from webhooks.pages.assets import Assets
from webhooks.pages.desk import Desk
from webhooks.pages.health.page import Vitals
from webhooks.pages.pages import page_routes
from webhooks.pages.paper import Paper
from webhooks.visitors.gate import Gate

VOID = {"meta", "link", "br", "img", "input", "hr"}


class HandClock:
    """A clock that stands still until it is set forward."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    @property
    def ms(self) -> int:
        return milliseconds(self._now)

    def forward(self, **span: int) -> None:
        self._now += timedelta(**span)


class Element:
    """A part of a page."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[Element | str] = []

    def every(self, tag: str = "", cls: str = "") -> list["Element"]:
        """The parts inside it of a tag, of a class, or both; in the order of the page."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                fits = tag in ("", child.tag) and (not cls or cls in (child.attributes.get("class") or "").split())
                found += [child] if fits else []
                found += child.every(tag, cls)
        return found

    def one(self, tag: str = "", cls: str = "") -> "Element":
        """The only such part."""
        (found,) = self.every(tag, cls)
        return found

    @property
    def text(self) -> str:
        """What it says, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            yield from (child,) if isinstance(child, str) else child._texts()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.tag == tag, f"</{tag}> closes <{closed.tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


class Roles:
    """What GitHub would say of people: who is not named here may do nothing. It can be made not to answer."""

    def __init__(self) -> None:
        self.of: dict[tuple[str, str], str] = {}
        self.fails: GitHubError | None = None
        self.unheard: list[RepoRef] = []

    async def besides(self, known: Collection[int], account: str = "") -> list[RepoRef]:
        if self.fails:
            raise self.fails
        there = [place for place in self.unheard if place.installation not in known]
        return [place for place in there if place.repo.startswith(f"{account}/")] if account else there[:1]

    async def role(self, repo: RepoRef, login: str) -> str:
        if self.fails:
            raise self.fails
        return self.of.get((repo.repo, login), "none")


class Pasts:
    """What GitHub would tell of the past of repositories, and the shelf on which it is put."""

    def __init__(self, home: Path) -> None:
        self.of: dict[str, History] = {}
        self.fails: GitHubError | None = None
        self.waits = False
        self.asked = 0
        self.shelf = Shelf(home, NEWEST)

    async def past(self, repo: RepoRef) -> History:
        self.asked += 1
        if self.waits:
            await asyncio.Event().wait()
        if self.fails:
            raise self.fails
        history = self.of[repo.repo]
        begun = history.heading.fetched_at
        self.shelf.begin(history.heading)
        items = tuple(past.model_dump(mode="json") for past in history.items)
        self.shelf.add(repo.repo, items, Progress(repo_id=repo.repo_id, begun_at=begun, fetched_at=begun, left={}))
        return history


class Switches:
    """What opens pull requests that have rules act: it remembers for which, or says why not."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.fails: Exception | None = None

    async def switch_on(self, repo: str, rule: str) -> int:
        if self.fails:
            raise self.fails
        self.asked.append((repo, rule))
        return len(self.asked) + 11


class Proposals:
    """What opens pull requests with rules: it remembers which, or says why not."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, NewRules]] = []
        self.fails: Exception | None = None

    async def propose(self, repo: str, rules: NewRules) -> int:
        if self.fails:
            raise self.fails
        self.asked.append((repo, rules))
        return len(self.asked) + 30


class Site:
    """A store that can be filled, and its pages, asked by a stranger from afar."""

    def __init__(self, desk: Desk, roles: Roles, pasts: Pasts, clock: HandClock, client: httpx.AsyncClient) -> None:
        self.desk, self.roles, self.pasts, self.clock, self.client = desk, roles, pasts, clock, client
        self.store, self.switches, self.proposals = desk.store, Switches(), Proposals()

    def sign_in(self, login: str, **roles: str) -> None:
        """The client is this person's from now on; roles by repository, `forest__paths="write"`."""
        begun = Response()
        self.desk.gate.sessions.begin(begun, login)
        cookie = self.desk.gate.sessions.cookie.name
        sealed = SimpleCookie(begun.headers["set-cookie"])[cookie].value
        self.client.cookies.set(cookie, sealed, domain=self.client.base_url.host)
        for repo, role in roles.items():
            self.roles.of[(repo.replace("__", "/"), login)] = role

    def come_home(self) -> None:
        """The client sits at the machine from now on."""
        self.client.base_url = httpx.URL("http://127.0.0.1:8000")

    async def send(self, path: str, **fields: str) -> httpx.Response:
        """Send a form, with the token of the page at the same address unless one is given."""
        if "token" not in fields:
            fields["token"] = await self.token(path)
        return await self.client.post(path, data=fields)

    async def token(self, path: str) -> str:
        """What the forms of a page carry."""
        inputs = self.parse((await self.get(path)).text).every("input")
        return next(one.attributes["value"] or "" for one in inputs if one.attributes["name"] == "token")

    async def item(self, number: int, **known: Any) -> ItemRecord:
        """Keep an item as seen now."""
        repo_id = known.get("repo_id", 1)
        facts = {
            "lane": f"{repo_id}#{number}",
            "installation": 7,
            "repo_id": repo_id,
            "repo": "forest/paths",
            "repo_node": f"R_{repo_id}",
            "private": False,
            "kind": "issue",
            "number": number,
            "node_id": f"I_{repo_id}_{number}",
            "title": f"Sign {number} fell over",
            "url": f"https://github.com/forest/paths/issues/{number}",
            "author": "ada",
            "state": "open",
            "seen_at": self.clock.ms,
        }
        record = ItemRecord(**facts | known)
        await self.store.write(partial(items.save, record=record))
        return record

    async def decided(self, lane: str, **document: Any) -> None:
        """Keep a decision made now."""
        keep = partial(decisions.save, lane=lane, at=self.clock.ms, deliveries=["d"], document=document)
        await self.store.write(keep)

    async def rules(self, text: str, repo_id: int = 1, *, valid: bool = True, path: str = FILE) -> None:
        """Keep a rule file as read now."""
        file = RuleFile(repo_id, path, f"oid {hash(text)}", text, valid=valid, seen_at=self.clock.ms)
        await self.store.write(partial(rulefiles.save, file=file))

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask for a page."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.get(path, headers=sent)

    async def read(self, path: str) -> Element:
        """Ask for a page that is there, and read it."""
        answer = await self.get(path)
        assert answer.status_code == 200
        return self.parse(answer.text)

    @staticmethod
    def parse(html: str) -> Element:
        """A page as a tree; whatever is open must be closed."""
        reader = _Reader()
        reader.feed(html)
        reader.close()
        assert len(reader.open) == 1
        return reader.open[0]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """As where nobody can sign in yet, and no address is known."""
    return load({"FINGERPOST_HOST": "127.0.0.1", "FINGERPOST_HOME": str(tmp_path)}, env_file=None)


@pytest.fixture(scope="session")
def assets() -> Assets:
    return Assets()


@pytest.fixture(scope="session")
def paper(assets: Assets) -> Paper:
    """One for all tests, for each would make Python out of every template anew."""
    return Paper(assets)


@pytest.fixture
async def site(
    made_url: str, clock: HandClock, settings: Settings, assets: Assets, paper: Paper
) -> AsyncIterator[Site]:
    store, roles = await open_store(made_url, clock), Roles()
    desk = Desk(store, clock, paper, Gate(settings, store, clock, roles), settings, Inbox(store))
    pasts, vitals = Pasts(settings.home), Vitals([], lambda _: None, lambda: 2.0, roles.besides)
    switches, proposals = Switches(), Proposals()
    app = FastAPI(
        routes=[*page_routes(desk, assets, pasts, vitals, switches, proposals)],
        middleware=[Middleware(SafeAnswers, secure=True)],
        exception_handlers={HTTPException: desk.refuse},
        openapi_url=None,
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.example") as client:
        told = Site(desk, roles, pasts, clock, client)
        told.switches, told.proposals = switches, proposals
        yield told
    await store.close()


@pytest.fixture
def texts() -> Callable[[Sequence[Element]], list[str]]:
    """What each of some parts says."""
    return lambda parts: [part.text for part in parts]
