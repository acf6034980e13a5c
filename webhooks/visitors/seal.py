"""Seals what browsers keep for us, so that nobody else can read it or make one, and makes the tokens of forms."""

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken

from bot.clock import Clock

_LONGEST = 4_000
"""Browsers keep no longer cookie."""


class Seal:
    """One secret, and what is done with it."""

    def __init__(self, secret: str | None, clock: Clock) -> None:
        """A seal.

        Args:
            secret: shared by all processes that show pages; without one it is made up and ends with this process.
            clock: says how old a sealed text is.
        """
        given = (secret or secrets.token_urlsafe(32)).encode()
        self._clock = clock
        self._form_key = hmac.digest(given, b"fingerpost: forms", sha256)
        self._fernet = Fernet(base64.urlsafe_b64encode(hmac.digest(given, b"fingerpost: cookies", sha256)))

    def close(self, purpose: str, value: Mapping[str, str]) -> str:
        """Seal a few words for a purpose; what is sealed for one is not valid for another."""
        body = json.dumps([purpose, dict(value)]).encode()
        return self._fernet.encrypt_at_time(body, self._now()).decode()

    def open(self, purpose: str, sealed: str, lasts: timedelta) -> dict[str, str] | None:
        """What was sealed; None where it was not by us, not for this purpose, or is older than it lasts."""
        if not sealed or len(sealed) > _LONGEST:
            return None
        try:
            body = self._fernet.decrypt_at_time(sealed.encode(), int(lasts.total_seconds()), self._now())
        except (InvalidToken, UnicodeEncodeError):
            return None
        meant, value = json.loads(body)
        return dict(value) if meant == purpose else None

    def token(self, whose: str) -> str:
        """What a form of somebody's must carry."""
        return hmac.new(self._form_key, whose.encode(), sha256).hexdigest()

    def _now(self) -> int:
        return int(self._clock.now().timestamp())
