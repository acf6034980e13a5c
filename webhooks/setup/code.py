"""The one-time code on the terminal: it proves that whoever sits at the browser runs the program."""

import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock

MOST_TRIES = 5
PAUSE = timedelta(minutes=1)
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_HALF = 5


class TooOften(Exception):
    """So many wrong codes came that whoever sends one more must wait."""


class OneTimeCode:
    """The code in force."""

    def __init__(self, clock: Clock, tell: Callable[[str], None]) -> None:
        """A code, told at once.

        Args:
            clock: says how long whoever sends wrong ones must wait.
            tell: writes it where only those who run the program can read it.
        """
        self._clock, self._tell = clock, tell
        self._tries, self._again_at = 0, clock.now()
        self._code = self._made()

    def accepts(self, given: str) -> bool:
        """Whether this is the code; it is used up by that, and the next one is told.

        The right one is taken at any time, or a stranger could keep its owner out: there are far too many to guess.

        Raises:
            TooOften: many wrong ones came lately, and this is one more.
        """
        if hmac.compare_digest(self._code.encode(), _plain(given).encode("utf-8", "replace")):
            self._tries, self._code = 0, self._made()
            return True
        if self._clock.now() < self._again_at:
            raise TooOften
        self._tries += 1
        if self._tries >= MOST_TRIES:
            self._tries, self._again_at = 0, self._clock.now() + PAUSE
        return False

    def _made(self) -> str:
        code = "".join(secrets.choice(_LETTERS) for _ in range(2 * _HALF))
        self._tell(f"{code[:_HALF]}-{code[_HALF:]}")
        return code


def _plain(given: str) -> str:
    return "".join(given.upper().split()).replace("-", "")
