"""Sending webhooks: signed, in order unless told otherwise. GitHub does not try again by itself, nor does this."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import Callable, Coroutine

import httpx

from bot.sandbox.config import Config
from bot.sandbox.hooks.log import DONE, Delivery, DeliveryLog
from bot.sandbox.shapes.lens import AppIdentity

_SHOWN = 2000


class Sender:
    """Takes deliveries from the log and posts them to the App's webhook address."""

    def __init__(
        self, log: DeliveryLog, config: Callable[[], Config], app: AppIdentity, now: Callable[[], str]
    ) -> None:
        self.log = log
        self.config = config
        self.app = app
        self.now = now
        self.under_way = 0
        self._wake = asyncio.Event()
        self._free = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Say that something waits."""
        self._wake.set()

    @property
    def idle(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        return not self.log.waiting and not self.under_way

    async def run(self) -> None:
        """Send until cancelled."""
        async with httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_connections=256)) as client:
            try:
                while True:
                    await self._wake.wait()
                    self._wake.clear()
                    await self._drain(client)
            finally:
                for task in self._tasks:
                    task.cancel()

    async def _drain(self, client: httpx.AsyncClient) -> None:
        while self.log.waiting:
            config = self.config()
            if config.webhook_url is None:
                return
            if self.under_way >= config.hook_concurrency:
                self._free.clear()
                await self._free.wait()
                continue
            delivery = self.log.by_id[self.log.waiting.popleft()]
            early = delivery.not_before - time.time()
            if early > 0:
                self._spawn(self._later(delivery.id, early))
                continue
            self.under_way += 1
            self._spawn(self._send(client, config, delivery))

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _later(self, number: int, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.log.waiting.append(number)
        self.wake()

    async def _send(self, client: httpx.AsyncClient, config: Config, delivery: Delivery) -> None:
        started = time.monotonic()
        status, text, body = 0, "failed to connect to host", ""
        try:
            answer = await client.post(
                config.webhook_url or "",
                content=self.log.payload(delivery),
                headers=self.headers(config, delivery),
                timeout=config.hook_timeout,
            )
            status, text, body = answer.status_code, answer.reason_phrase or "OK", answer.text[:_SHOWN]
            text = "OK" if answer.is_success else f"Invalid HTTP Response: {status}"
        except httpx.TimeoutException:
            text = "timed out"
        except httpx.HTTPError as problem:
            body = type(problem).__name__
        finally:
            self.under_way -= 1
            self._free.set()
        if delivery.id not in self.log.by_id:
            return  # the world was begun anew meanwhile
        took = round(time.monotonic() - started, 3)
        self.log.update(
            delivery, state=DONE, status=text, status_code=status, duration=took, delivered_at=self.now(), response=body
        )

    def headers(self, config: Config, delivery: Delivery) -> dict[str, str]:
        """GitHub's headers of a delivery, the signature over the payload among them."""
        secret, payload = config.webhook_secret.encode(), self.log.payload(delivery)
        return {
            "Accept": "*/*",
            "Content-Type": "application/json",
            "User-Agent": "GitHub-Hookshot/fee1900",
            "X-GitHub-Delivery": delivery.guid,
            "X-GitHub-Event": delivery.event,
            "X-GitHub-Hook-ID": str(self.app.id),
            "X-GitHub-Hook-Installation-Target-ID": str(self.app.id),
            "X-GitHub-Hook-Installation-Target-Type": "integration",
            "X-Hub-Signature": "sha1=" + hmac.new(secret, payload, hashlib.sha1).hexdigest(),
            "X-Hub-Signature-256": "sha256=" + hmac.new(secret, payload, hashlib.sha256).hexdigest(),
        }
