"""The sandbox as a whole: the world, its clock, its hooks, its counters, and how a change is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.clock import Clock, SystemClock
from bot.sandbox.auth import Tokens
from bot.sandbox.clock import CommunityClock, written
from bot.sandbox.config import Config
from bot.sandbox.counters import Counters
from bot.sandbox.faults import Fault
from bot.sandbox.hooks.knobs import Knob
from bot.sandbox.hooks.log import HELD, PENDING, DeliveryLog
from bot.sandbox.hooks.payloads import payload
from bot.sandbox.hooks.sender import Sender
from bot.sandbox.limits import Limits
from bot.sandbox.manifests import Manifest, Registry
from bot.sandbox.shapes.lens import AppIdentity, Lens
from bot.sandbox.world.boards import Card
from bot.sandbox.world.change import Change, News
from bot.sandbox.world.grant import Grant
from bot.sandbox.world.items import Comment, Item
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Account, Bot, Installation
from bot.sandbox.world.store import Store
from bot.sandbox.world.world import World

_FILE = "github.sqlite3"
_SELF = {"installation"}


class Sandbox:
    """A simulated GitHub, without its HTTP.

    Attributes:
        address: Where it is reached (`http://127.0.0.1:4700`); known once it listens.
        manifest: Of which the App was made; None where it has always been there.
        read_lag: How many seconds the next read lags behind; None for as many as the knob says.
    """

    def __init__(
        self,
        home: Path | None,
        app: AppIdentity,
        key: RSAPublicKey,
        config: Config | None = None,
        machine: Clock | None = None,
    ) -> None:
        self.app = app
        self.key = key
        self.machine = machine or SystemClock()
        self.clock = CommunityClock(self.machine)
        self.store = Store(home / _FILE if home else None)
        self.world = World(self.store)
        self.config = config or Config()
        self.tokens = Tokens()
        self.limits = Limits()
        self.counters = Counters()
        self.faults: list[Fault] = []
        self.knobs: list[Knob] = []
        self.log = DeliveryLog(self.store)
        self.sender = Sender(self.log, lambda: self.config, app, self.now)
        self.registry = Registry()
        self.manifest: Manifest | None = None
        self.address = "http://127.0.0.1"
        self.read_lag: Callable[[], float | None] = lambda: None
        self.set_config(self.config.model_copy(update=self._kept_config(config)))
        kept = self.store.note("clock")
        if isinstance(kept, dict):
            self.clock.restore(kept)

    def _kept_config(self, given: Config | None) -> dict[str, Any]:
        kept = self.store.note("config")
        set_now = given.model_fields_set if given else set()
        return {name: value for name, value in kept.items() if name not in set_now} if isinstance(kept, dict) else {}

    def now(self) -> str:
        """The community's present moment in GitHub's form."""
        return written(self.clock.now())

    def set_clock(self, moment: datetime, *, running: bool = True) -> None:
        """Jump to a moment."""
        self.clock.set(moment, running=running)
        self.store.keep("clock", self.clock.kept())

    def set_config(self, config: Config) -> None:
        """Turn knobs; they are remembered."""
        self.config = config
        self.world.lag = config.read_lag_ms / 1000
        self.store.keep("config", config.model_dump())
        self.sender.wake()

    def lens(self, reader: Reader | None = None, address: str | None = None, prefix: str = "") -> Lens:
        """A way to look at the world, with the address by which the caller came."""
        base = address or self.address
        return Lens(reader or self.world, base + prefix, base, self.app)

    def bot(self) -> Account:
        """The account under which the App acts."""
        found = self.world.account(self.app.login)
        if found:
            return found
        now = self.now()
        number = self.world.number()
        return self.world.add(Bot(id=number, login=self.app.login, name=self.app.name, created_at=now, updated_at=now))

    def app_becomes(self, app: AppIdentity, key: RSAPublicKey, manifest: Manifest) -> None:
        """From now on this GitHub's one App is another, with another key."""
        self.app = self.sender.app = app
        self.key, self.manifest = key, manifest

    @contextmanager
    def changing(
        self, actor: Account, *, via: str = "person", request: str = "", deliveries: tuple[str, ...] = (),
        grant: Grant | None = None,
    ) -> Iterator[Change]:  # fmt: skip
        """Make a change: everything in it, with its webhooks and audit, is on disk when it ends."""
        change = Change(self.world, actor, self.now(), via, request, deliveries, grant, self.announce)
        self.store.begin()
        try:
            yield change
        finally:
            self.world.save()
            for entry in change.audit:
                self.store.db.execute("INSERT INTO audit (body) VALUES (?)", (orjson.dumps(entry),))
            self.store.commit()
            self.sender.wake()

    def announce(self, news: News) -> None:
        """Write down the webhook deliveries of something that happened."""
        for installation in self.world.every(Installation):
            if not self._hears(installation, news):
                continue
            body = orjson.dumps(payload(self.lens(), news, installation))
            name = f"{news.event}.{news.action}" if news.action else news.event
            for moved in self._treated(name):
                delivery = self.log.add(
                    body, event=news.event, action=news.action, item=self._item(news), sender=news.sender.login,
                    installation=installation.id, repository=news.repo.id if news.repo else None,
                    created_at=news.at, **moved,
                )  # fmt: skip
                self.counters.sent(delivery.guid, delivery.name, delivery.item)
                moved["guid"] = delivery.guid  # a duplicate is the same delivery once more

    @staticmethod
    def _hears(installation: Installation, news: News) -> bool:
        if installation.account != news.owner:
            return False
        if news.event in _SELF:
            return news.subject.id == installation.id
        if installation.suspended_at:
            return False
        if news.repo and installation.repositories is not None and news.repo.id not in installation.repositories:
            return False
        subscribed = not installation.events or news.event in installation.events
        return subscribed or news.action == "rerequested"  # the App that made a check is always told

    def _treated(self, name: str) -> list[dict[str, Any]]:
        ways: list[dict[str, Any]] = [{"state": PENDING}]
        for knob in self.knobs:
            if not knob.takes(name):
                continue
            if knob.do == "drop":
                return []
            if knob.do == "hold":
                ways[0]["state"] = HELD
            elif knob.do == "delay":
                later = self.machine.now() + timedelta(seconds=knob.seconds)
                ways[0]["not_before"] = later.timestamp()
            else:
                ways.append(ways[0])
        return ways

    def _item(self, news: News) -> str:
        subject = news.subject
        item = subject if isinstance(subject, Item) else None
        if isinstance(subject, Comment):
            item = self.world.find(Item, subject.item)
        elif isinstance(subject, Card):
            item = self.world.find(Item, subject.content)
        if item:
            return f"{self.world.full_name(self.world.repo_of(item))}#{item.number}"
        return self.world.full_name(news.repo) if news.repo else self.world.one(Account, news.owner).login

    def audit(self) -> list[dict[str, Any]]:
        """Everything that was done, oldest first."""
        rows = self.store.db.execute("SELECT id, body FROM audit ORDER BY id")
        return [{"id": number, **orjson.loads(body)} for number, body in rows]

    def forget(self) -> None:
        """Start with an empty world."""
        self.store.wipe()
        self.world.reload()
        self.log.reload()
        self.counters.reset()
        self.limits = Limits()
        self.faults.clear()
        self.knobs.clear()
        self.set_config(self.config)

    def close(self) -> None:
        """Close the file."""
        self.store.close()
