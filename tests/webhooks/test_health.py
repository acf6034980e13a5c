"""Alive, ready, and the figures, over real HTTP."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.applications import Starlette

from webhooks.health import Check, Health


def reports(reason: str | None) -> Check:
    async def check() -> str | None:
        return reason

    return check


async def never() -> str | None:
    await asyncio.Event().wait()
    return None


async def figures() -> bytes:
    return b"fingerpost_up 1\n"


def app(*checks: Callable[[], Awaitable[str | None]]) -> Starlette:
    return Starlette(routes=Health(checks, figures, patience_s=0.01).routes)


async def test_a_process_is_alive_whatever_it_waits_for(serve: Any) -> None:
    client = await serve(app(never))
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"message": "alive"})


@pytest.mark.parametrize(
    ("checks", "status", "message"),
    [
        ([], 200, "ready"),
        ([reports(None), reports(None)], 200, "ready"),
        ([reports(None), reports("no worker")], 503, "not ready: no worker"),
        ([reports("no store"), reports("no worker")], 503, "not ready: no store; no worker"),
        ([reports("no store"), never], 503, "not ready: the checks did not end in time"),
    ],
)
async def test_readiness_names_what_is_missing(serve: Any, checks: list[Check], status: int, message: str) -> None:
    client = await serve(app(*checks))
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (status, {"message": message})


async def test_figures_are_in_the_form_that_prometheus_reads(serve: Any) -> None:
    client = await serve(app())
    answer = await client.get("/metrics")
    assert (answer.text, answer.headers["content-type"].partition(";")[0]) == ("fingerpost_up 1\n", "text/plain")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_a_probe_may_ask_for_the_head_alone_and_change_nothing(serve: Any, path: str) -> None:
    client = await serve(app())
    head, post = await client.head(path), await client.post(path)
    assert (head.status_code, head.content, post.status_code) == (200, b"", 405)
