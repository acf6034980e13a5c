"""The work of `fingerpost export-person` and `forget-person`."""

from functools import partial
from typing import Any

import typer

from bot import settings
from bot.backtest.shelf import Shelf
from bot.commandline.terminal import print_json
from bot.commandline.with_store import with_store
from bot.queue.forgetting import forget_one
from bot.store.executor import StoreExecutor
from bot.store.forgetting import Leaver, places_of
from bot.store.kept import accounts_of, kept_of


def export(login: str) -> None:
    """Print what is kept of somebody."""
    nothing: dict[str, Any] = {}
    print_json(
        {"login": login, "kept": with_store(lambda store, _: store.read(partial(kept_of, login=login)), none=nothing)}
    )


def forget(login: str, *, sure: bool) -> None:
    """Forget somebody in all places, after asking whether that is meant."""
    if not sure:
        typer.confirm(f"Forget {login}? This cannot be taken back", abort=True, err=True)
    places = with_store(partial(_forgotten, login=login), none=0)
    Shelf(settings.load().home).forget(login)
    typer.echo(f"{login} is forgotten" if places else f"nothing is kept of {login}")


async def _forgotten(store: StoreExecutor, now: int, login: str) -> int:
    """In how many accounts somebody was forgotten."""
    places = await store.read(places_of)
    accounts = await store.read(partial(accounts_of, login=login))
    for place in places:
        for account in accounts or [None]:
            await forget_one(store, Leaver(place, login, account), now)
    return len(places)
