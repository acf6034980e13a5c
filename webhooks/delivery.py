"""From the headers and raw bytes of a request to a delivery that GitHub sent, or a refusal that says the fix.

No I/O and no framework: a function of bytes. Nothing of the body is parsed before its signature is verified.
"""

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import orjson

EVENT_HEADER = "X-GitHub-Event"
ID_HEADER = "X-GitHub-Delivery"
SIGNATURE_HEADER = "X-Hub-Signature-256"
_WORD = re.compile(r"[a-z0-9_]{1,60}")
# Without a colon: no delivery can pass for one that the bot makes itself, such as `opened:<repo>#<n>`.
_DELIVERY_FORM = re.compile(r"[A-Za-z0-9._-]{1,100}")
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class Refused(Exception):
    """A request that is not a delivery from GitHub.

    Attributes:
        status: the HTTP status to answer with.
        message: one sentence for the person who reads GitHub's list of deliveries.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook delivery, verified and decoded.

    Attributes:
        id: GitHub's GUID of the delivery; a redelivery carries the same one.
        event: the event's name, such as `issues`.
        action: what happened, such as `opened`; some events have none. A text that is no plain word counts as none.
        body: the bytes that were signed.
        payload: what the bytes say.
    """

    id: str
    event: str
    action: str | None
    body: bytes
    payload: dict[str, Any]

    @classmethod
    def from_request(cls, headers: Mapping[str, str], body: bytes, secrets: Sequence[bytes]) -> Self:
        """Verify and decode a request.

        Args:
            headers: by lower-case name.
            body: exactly as it was received.
            secrets: the webhook secrets in force, two while one replaces the other.

        Raises:
            Refused: the request is not a well-formed delivery signed with one of the secrets.
        """
        check_headers(headers)
        _verify(headers[SIGNATURE_HEADER.lower()], body, secrets)
        payload = _decode(body)
        action = payload.get("action")
        return cls(
            id=headers[ID_HEADER.lower()],
            event=headers[EVENT_HEADER.lower()],
            action=action if isinstance(action, str) and _WORD.fullmatch(action) else None,
            body=body,
            payload=payload,
        )


def check_headers(headers: Mapping[str, str]) -> None:
    """Refuse what the headers alone give away, so that no body is read in vain.

    Raises:
        Refused: a header is missing or malformed.
    """
    _check(headers, EVENT_HEADER, _WORD)
    _check(headers, ID_HEADER, _DELIVERY_FORM)
    if headers.get("content-type", "").partition(";")[0].strip().lower() in _FORMS:
        raise Refused(
            415, "The body is form-encoded; set the content type to application/json in the App's webhook settings."
        )
    if not headers.get(SIGNATURE_HEADER.lower()):
        raise Refused(
            401,
            f"The header {SIGNATURE_HEADER} is missing; give the App's webhook settings the secret that "
            "GITHUB_WEBHOOK_SECRET holds.",
        )


def _check(headers: Mapping[str, str], name: str, form: re.Pattern[str]) -> None:
    value = headers.get(name.lower())
    if not value:
        raise Refused(400, f"The header {name} is missing; GitHub sends it with every delivery.")
    if not form.fullmatch(value):
        raise Refused(400, f"The header {name} does not look like one that GitHub sends.")


def _verify(signature: str, body: bytes, secrets: Sequence[bytes]) -> None:
    claimed = signature.encode("utf-8", "replace")
    # An empty secret would let anybody sign. All others are tried, so that the time tells nothing.
    verdicts = [hmac.compare_digest(claimed, _sign(secret, body)) for secret in secrets if secret]
    if not any(verdicts):
        raise Refused(
            401,
            "The signature does not match; the secret in the App's webhook settings and GITHUB_WEBHOOK_SECRET differ.",
        )


def _sign(secret: bytes, body: bytes) -> bytes:
    return b"sha256=" + hmac.digest(secret, body, "sha256").hex().encode()


def _decode(body: bytes) -> dict[str, Any]:
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Refused(400, "The body is not valid JSON; it may have been cut off on its way.") from None
    if not isinstance(payload, dict):
        raise Refused(400, "The body is JSON, but not an object; GitHub's payloads are objects.")
    return payload
