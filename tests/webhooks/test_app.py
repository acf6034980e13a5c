"""The whole application: wired, started, heard, worked, stopped."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot import recover
from bot.backtest.history import Heading, History
from bot.errors import FingerpostError
from bot.item import Ignored, RepoRef, Routed
from bot.queue.claim import Claim, Done
from bot.queue.handled import Handled
from bot.settings import Settings, load
from bot.store.executor import StoreExecutor
from bot.worker import Pace
from webhooks import app as app_module
from webhooks.app import Duties, _beside, create_app
from webhooks.crew import Crew

BODY = b'{"action": "opened"}'
PATH = "/webhooks/github"


class Notebook:
    """A bot that only notes what it was given; while it is busy it finishes nothing."""

    def __init__(self, *, busy: bool = False) -> None:
        self.busy = busy
        self.seen: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        self.store: StoreExecutor | None = None
        self.open = False

    @asynccontextmanager
    async def __call__(self, store: StoreExecutor) -> AsyncIterator["Notebook"]:
        self.store, self.open = store, True
        yield self
        self.open = False

    def route(self, event: str, action: str | None, _payload: Mapping[str, Any]) -> Routed | Ignored:
        return Routed("1#7", 42, f"{event}.{action}")

    async def handle(self, claim: Claim) -> Handled:
        for waiting in claim.deliveries:
            if claim.lane != recover.LANE:
                self.seen.put_nowait((waiting.event, waiting.body))
        if self.busy:
            await asyncio.Event().wait()
        return Handled({waiting.seq: Done() for waiting in claim.deliveries})

    async def role(self, _repo: RepoRef, _login: str) -> str:
        return "none"

    async def past(self, repo: RepoRef) -> History:
        return History(Heading(repository=repo.repo, fetched_at=datetime(2026, 1, 1, tzinfo=UTC)), ())

    hub: Any = None


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    given = {"FINGERPOST_HOME": str(tmp_path / "home"), "GITHUB_WEBHOOK_SECRET": "secret"}
    return load(given, env_file=None)


async def test_what_is_heard_is_worked_on(serve: Any, sign: Any, settings: Settings) -> None:
    bot = Notebook()
    client = await serve(create_app(settings, bot))
    answer = await client.post(PATH, content=BODY, headers=sign(BODY))
    assert (answer.status_code, await bot.seen.get()) == (202, ("issues.opened", BODY))


async def test_it_is_ready_once_the_worker_looks_for_work(serve: Any, sign: Any, settings: Settings) -> None:
    bot = Notebook()
    client = await serve(create_app(settings, bot))
    await client.post(PATH, content=BODY, headers=sign(BODY))
    await bot.seen.get()
    answers = [await client.get(path) for path in ("/healthz", "/readyz", "/metrics")]
    assert ([answer.status_code for answer in answers], "fingerpost_inbox_ready" in answers[2].text) == (
        [200, 200, 200],
        True,
    )


async def test_without_its_database_it_is_alive_but_not_ready(serve: Any, sign: Any, settings: Settings) -> None:
    bot = Notebook()
    client = await serve(create_app(settings, bot))
    assert bot.store
    await bot.store.close()
    heard = await client.post(PATH, content=BODY, headers=sign(BODY))
    answers = [await client.get(path) for path in ("/healthz", "/readyz", "/metrics")]
    assert (heard.status_code, [answer.status_code for answer in answers]) == (503, [200, 503, 200])
    assert answers[1].json()["message"].startswith("not ready: The store is closed")


async def test_what_was_in_hand_when_it_stopped_is_worked_on_by_the_next(sign: Any, settings: Settings) -> None:
    first, second = Notebook(busy=True), Notebook()
    app = create_app(settings, first, last_work_s=0)
    async with _running(app):
        await _post(app, sign(BODY))
        await first.seen.get()
    async with _running(create_app(settings, second)):
        assert (first.open, await second.seen.get()) == (False, ("issues.opened", BODY))


async def test_one_process_hears_and_another_works(serve: Any, sign: Any, settings: Settings) -> None:
    deaf, busy = Notebook(), Notebook()
    ears = await serve(create_app(settings, deaf, duties=Duties(works=False)))
    hands = await serve(create_app(settings, busy, duties=Duties(hears=False)))
    answers = [await client.post(PATH, content=BODY, headers=sign(BODY)) for client in (ears, hands)]
    assert ([answer.status_code for answer in answers], await busy.seen.get()) == ([202, 404], ("issues.opened", BODY))
    ready = [await client.get("/readyz") for client in (ears, hands)]
    assert ([answer.status_code for answer in ready], deaf.seen.empty()) == ([200, 200], True)


async def test_what_is_heard_is_left_to_the_crew_and_it_is_ready_once_that_is_there(
    serve: Any, sign: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = [sys.executable, "-c", "import sys; print({}, flush=True); sys.stdin.read()"]
    monkeypatch.setattr(app_module, "Crew", partial(Crew, command=waits))
    bot = Notebook()
    client = await serve(create_app(settings, bot, duties=Duties(works=False, workers=1)))
    async with asyncio.timeout(20):
        while not (ready := await client.get("/readyz")).is_success:
            assert ready.json()["message"] == "not ready: no worker process says that it lives"
    answer = await client.post(PATH, content=BODY, headers=sign(BODY))
    assert (answer.status_code, bot.seen.qsize()) == (202, 0)


@pytest.mark.postgres
async def test_a_worker_elsewhere_is_told_at_once(
    postgres_url: str, serve: Any, sign: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "Pace", lambda **given: Pace(poll_s=3600, **given))  # it would not look by itself
    shared = settings.model_copy(update={"database": SecretStr(postgres_url)})
    busy = Notebook()
    ears = await serve(create_app(shared, Notebook(), duties=Duties(works=False)))
    await serve(create_app(shared, busy, duties=Duties(hears=False)))
    await asyncio.sleep(0.3)  # by now it waits
    await ears.post(PATH, content=BODY, headers=sign(BODY))
    async with asyncio.timeout(10):
        assert await busy.seen.get() == ("issues.opened", BODY)


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/webhooks/github/", "/webhooks", "/static"])
async def test_nothing_is_served_that_was_not_asked_for(serve: Any, settings: Settings, path: str) -> None:
    client = await serve(create_app(settings, Notebook()))
    answer = await client.get(path)
    assert (answer.status_code, answer.json(), answer.headers["x-content-type-options"]) == (
        404,
        {"message": "Not Found."},
        "nosniff",
    )


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_deliveries_are_only_posted(serve: Any, settings: Settings, method: str) -> None:
    client = await serve(create_app(settings, Notebook()))
    answer = await client.request(method, PATH)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_a_database_that_cannot_be_opened_is_said_before_anything_starts(settings: Settings) -> None:
    bot = Notebook()
    broken = settings.model_copy(update={"home": Path("/dev/null")})
    with pytest.raises(FingerpostError, match=r"^The database file /dev/null/fingerpost\.db cannot be made: "):
        async with _running(create_app(broken, bot)):
            pass
    assert not bot.open


async def test_work_that_breaks_starts_again() -> None:
    turns: asyncio.Queue[int] = asyncio.Queue()

    async def work() -> None:
        turns.put_nowait(turns.qsize())
        raise RuntimeError("broken")

    with capture_logs() as lines:
        async with _beside(work, pause_s=0):
            for _ in range(3):
                await turns.get()
    assert [line["event"] for line in lines[:2]] == ["work broke and starts again"] * 2


@asynccontextmanager
async def _running(app: Any) -> AsyncIterator[None]:
    async with app.router.lifespan_context(app):
        yield


async def _post(app: Any, headers: Mapping[str, str]) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.post(PATH, content=BODY, headers=headers)
    assert answer.status_code == 202
