"""The program while there is no App: nothing but the first steps of the set-up."""

import ssl
from collections.abc import Callable
from threading import Event

from fastapi import FastAPI

from bot.clock import Clock
from bot.settings import Settings
from bot.setup.progress import Notebook
from webhooks.pages.assets import Assets
from webhooks.pages.framing import framed
from webhooks.pages.paper import Paper
from webhooks.setup.code import OneTimeCode
from webhooks.setup.first import FirstSteps
from webhooks.setup.hall import Hall


def create_setup(
    settings: Settings,
    clock: Clock,
    tell: Callable[[str], None],
    kept: Event,
    tls: ssl.SSLContext | None = None,
) -> FastAPI:
    """The application that makes an App.

    Args:
        settings: as far as there are any.
        clock: the machine's.
        tell: writes the one-time code where only those who run the program can read it.
        kept: set once the App's credentials are kept, so that the program can go on with them.
        tls: for requests to GitHub; None for the machine's own certificates.
    """
    notebook, assets = Notebook(settings.home), Assets()
    hall = Hall(notebook, OneTimeCode(clock, tell), clock)
    steps = FirstSteps(settings, hall, notebook, clock, assets, Paper(assets), kept, tls)
    return framed(steps.routes, settings, steps.refuse)
