"""Serves the first steps until there is an App, and tells on the terminal how to come in."""

import re
import socket
import sys
import threading
from collections.abc import Callable

from bot.clock import Clock
from bot.settings import Settings
from webhooks.server import address_of, run_until
from webhooks.setup.app import create_setup
from webhooks.setup.code import OneTimeCode
from webhooks.setup.hall import PATH

_EVERYWHERE = re.compile(r"//(?:0\.0\.0\.0|\[::\]):")
"""Where one can listen, but not go."""


def first_steps(settings: Settings, clock: Clock, door: socket.socket) -> bool:
    """Serve the first steps; gives whether there is an App now, and not only an end.

    Args:
        settings: as far as there are any.
        clock: the machine's.
        door: where it listens.
    """
    kept = threading.Event()
    app = create_setup(settings, clock, _teller(settings), kept)
    return run_until(app, door, kept.is_set)


def code_for(settings: Settings, clock: Clock) -> OneTimeCode:
    """A code that opens the further steps."""
    return OneTimeCode(clock, _teller(settings))


def _teller(settings: Settings) -> Callable[[str], None]:
    """Writes a code to the terminal, not to the log: what reads logs need not be who runs the program."""

    def tell(code: str) -> None:
        address = _EVERYWHERE.sub("//127.0.0.1:", address_of(settings))
        sys.stderr.write(f"Set up Fingerpost in a browser: {address}{PATH}\nOne-time code: {code}\n")
        sys.stderr.flush()

    return tell
