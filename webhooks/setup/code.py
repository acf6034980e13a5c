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
    """So many wrong codes came that none is looked at for a while."""


class OneTimeCode:
    """The code in force."""

    def __init__(self, clock: Clock, tell: Callable[[str], None]) -> None:
        """A code, told at once.

        Args:
            clock: says when codes are looked at again.
            tell: writes it where only those who run the program can read it.
        """
        self._clock, self._tell = clock, tell
        self._tries, self._again_at = 0, clock.now()
        self._code = self._made()

    def accepts(self, given: str) -> bool:
        """Whether this is the code; it is used up by that, and the next one is told.

        Raises:
            TooOften: codes are not looked at just now.
        """
        if self._clock.now() < self._again_at:
            raise TooOften
        right = hmac.compare_digest(self._code.encode(), _plain(given).encode("utf-8", "replace"))
        self._tries += 1
        if not right and self._tries >= MOST_TRIES:
            self._again_at = self._clock.now() + PAUSE
        if right or self._tries >= MOST_TRIES:
            self._tries = 0
            self._code = self._made()
        return right

    def _made(self) -> str:
        code = "".join(secrets.choice(_LETTERS) for _ in range(2 * _HALF))
        self._tell(f"{code[:_HALF]}-{code[_HALF:]}")
        return code


def _plain(given: str) -> str:
    return "".join(given.upper().split()).replace("-", "")
