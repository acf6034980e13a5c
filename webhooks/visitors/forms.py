"""Reads what a form sends: bounded in bytes, fields and time, and only from our own pages."""

import asyncio
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request

from webhooks.visitors.visitor import old_form, too_large, unreadable

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 200
_SLOWEST_S = 10.0
_DEFAULT_PORTS = {"http": 80, "https": 443}


async def read_form(request: Request, most: int, slowest_s: float = _SLOWEST_S) -> dict[str, str]:
    """The fields of a form; of two with one name the last.

    Args:
        request: that brings it.
        most: bytes.
        slowest_s: how long it may take to arrive.

    Raises:
        Turned: it is too large, no form, or did not arrive whole.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise unreadable()
    body = bytearray()
    try:
        async with asyncio.timeout(slowest_s):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise too_large(most)
        return await asyncio.to_thread(_fields, bytes(body))  # a long one takes its time
    except (TimeoutError, ClientDisconnect, ValueError):
        raise unreadable() from None


def _fields(body: bytes) -> dict[str, str]:
    pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    return {name: value.replace("\0", "\ufffd").replace("\r\n", "\n") for name, value in pairs}


def check_origin(request: Request, public: str | None) -> None:
    """See that a form was sent from a page of ours, as far as the browser tells.

    Args:
        request: that brings it.
        public: the address at which people reach us, where it is known.

    Raises:
        Turned: it comes from somewhere else.
    """
    said = request.headers.get("origin")
    ours = (
        {_origin(public)} if public else {_origin(f"{s}://{request.headers.get('host', '')}") for s in _DEFAULT_PORTS}
    )
    if said is not None and (_origin(said) is None or _origin(said) not in ours):
        raise old_form()
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise old_form()


def _origin(url: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port or _DEFAULT_PORTS.get(parts.scheme)) if parts.hostname else None
