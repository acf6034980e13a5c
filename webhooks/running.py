"""What `fingerpost serve`, `worker` and `setup` do: the set-up as long as there is no App, then the bot."""

import socket
from contextlib import ExitStack
from dataclasses import replace

from bot import logs
from bot.assembly import bot_for
from bot.clock import Clock
from bot.settings import Settings, load
from bot.setup.progress import Notebook
from bot.steered import clock_at
from bot.store.servertime import clock_of
from webhooks.app import Duties, create_app
from webhooks.server import listen, run
from webhooks.setup.code import OneTimeCode


def run_all(
    duties: Duties,
    *,
    port: int | None = None,
    workers: int | None = None,
    sets_up: bool = False,
    until_closed: bool = False,
) -> None:
    """Run until SIGINT or SIGTERM.

    Args:
        duties: what this process does.
        port: where one that hears nothing tells how it is; None: nowhere.
        workers: how many processes of its own do the work; None: as the settings say.
        sets_up: whether somebody may come to the set-up by a code although there is an App.
        until_closed: whether it ends with its standard input, too: whoever started it holds the other end.

    Raises:
        FingerpostError: it cannot start; the message says why.
    """
    told = {"FINGERPOST_PORT": port, "FINGERPOST_WORKERS": workers}
    told = {name: value for name, value in told.items() if value is not None}
    settings = load(told)
    with ExitStack() as stack:
        door = stack.enter_context(listen(settings)) if duties.hears or port is not None else None
        if duties.hears and door and not settings.names_an_app:
            clock = clock_at(settings.clock_url)
            _log(settings, clock)
            from webhooks.setup.serving import first_steps  # noqa: PLC0415 - brings the pages: see webhooks/app.py

            if not first_steps(settings, clock, door):
                return
            settings = load(told)
        if duties.hears and duties.works:
            duties = replace(duties, works=settings.workers == 0, workers=settings.workers)
        _run(settings, duties, door, sets_up=sets_up, until_closed=until_closed)


def _run(settings: Settings, duties: Duties, door: socket.socket | None, *, sets_up: bool, until_closed: bool) -> None:
    clock = clock_at(settings.clock_url)
    if settings.clock_url is None:
        clock = clock_of(settings.database_url.get_secret_value(), clock)
    _log(settings, clock)
    bot = bot_for(settings, clock)
    opens = duties.hears and (sets_up or Notebook(settings.home).begun)
    code = _code(settings, clock) if opens else None
    app = create_app(settings, bot, clock, duties=duties, code=code)
    run(app, settings, listens=door is not None, door=door, until_closed=until_closed)


def _code(settings: Settings, clock: Clock) -> OneTimeCode:
    from webhooks.setup.serving import code_for  # noqa: PLC0415 - brings the pages: see webhooks/app.py

    return code_for(settings, clock)


def _log(settings: Settings, clock: Clock) -> None:
    logs.set_up(settings.log, colours=not settings.no_color, secrets=settings.secrets, clock=clock)
