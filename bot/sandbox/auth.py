"""Who calls: an App with its JWT, or an installation with its token."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from bot.sandbox.clock import written
from bot.sandbox.refusals import Refusal
from bot.sandbox.world.grant import Grant
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Installation, Number, Token
from bot.sandbox.world.world import World

_LONGEST = 600
_DRIFT = 60


class Unauthorized(Refusal):
    """A token or JWT that is not good: 401."""

    kind = "UNAUTHORIZED"
    status = 401


@dataclass(frozen=True, slots=True)
class AppCaller:
    """The App itself, proved by its JWT."""

    id: int


def load_key(pem: bytes) -> RSAPublicKey:
    """The App's public key, from itself or from the private key."""
    private = b"PRIVATE KEY" in pem
    key = load_pem_private_key(pem, None).public_key() if private else load_pem_public_key(pem)
    if not isinstance(key, RSAPublicKey):
        raise TypeError("An App's key is an RSA key (RS256). Give its PEM file.")
    return key


def app_caller(token: str, key: RSAPublicKey, app: int, moments: tuple[datetime, ...]) -> AppCaller:
    """Check a JWT: signed by the App's key, ten minutes at most.

    Args:
        token: The JWT.
        key: The App's public key.
        app: The App's number, which must be the issuer.
        moments: The machine's time and the community's: a client may go by either.
    """
    options: Any = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False}
    try:
        claims = jwt.decode(token, key, algorithms=["RS256"], options=options)
        issued, expires = int(claims["iat"]), int(claims["exp"])
    except (jwt.PyJWTError, KeyError, TypeError, ValueError):
        raise Unauthorized("A JSON web token could not be decoded") from None
    if str(claims.get("iss")) != str(app):
        raise Unauthorized("Integration not found")
    stamps = [moment.timestamp() for moment in moments]
    if not any(issued - _DRIFT <= now < expires for now in stamps):
        raise Unauthorized(
            "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the "
            "assertion expires"
        )
    if all(expires - now > _LONGEST + _DRIFT for now in stamps) or expires - issued > _LONGEST + _DRIFT:
        raise Unauthorized("'Expiration time' claim ('exp') is too far in the future")
    return AppCaller(app)


def issue_token(
    world: World,
    installation: Installation,
    now: datetime,
    lifetime: int,
    permissions: dict[str, str] | None = None,
    repositories: tuple[Number, ...] | None = None,
) -> Token:
    """A new token of an installation, for all or for some of what it may do."""
    token = Token(
        id=world.number(), token="ghs_" + secrets.token_urlsafe(27).replace("-", "A").replace("_", "B"),
        installation=installation.id, expires_at=written(now + timedelta(seconds=lifetime)),
        permissions=permissions or installation.permissions, created_at=written(now),
        repositories=repositories or installation.repositories,
    )  # fmt: skip
    for old in world.every(Token):
        if old.expires_at < token.created_at:
            world.remove(old)
    return world.add(token)


class Tokens:
    """Finds tokens quickly; the world keeps them."""

    def __init__(self) -> None:
        self._known: dict[str, Number] = {}

    def caller(self, world: Reader, text: str, now: str) -> tuple[Installation, Grant]:
        """The installation that a token stands for, and what it may do."""
        token = world.find(Token, self._known.get(text))
        if token is None or token.token != text:
            self._known = {held.token: held.id for held in world.every(Token)}
            token = world.find(Token, self._known.get(text))
        installation = world.find(Installation, token.installation) if token else None
        if token is None or installation is None or token.expires_at <= now:
            raise Unauthorized("Bad credentials")
        if installation.suspended_at:
            raise Suspended("This installation has been suspended")
        grant = Grant(installation.id, installation.account, token.permissions, token.repositories)
        return installation, grant


class Suspended(Refusal):
    """The installation was suspended: 403."""

    kind = "FORBIDDEN"
    status = 403
