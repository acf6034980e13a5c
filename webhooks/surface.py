"""Every door of the program: who may come in, what they see, and every answer that they can get.

The one place that says so. The authorisation matrix in docs/security.md and the OpenAPI description are made from it,
and tests hold it against the routes that are really there and against what they really answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webhooks.delivery import EVENT_HEADER, ID_HEADER, SIGNATURE_HEADER
from webhooks.receiver import LARGEST_BODY

_JSON, _HTML, _TEXT = "application/json", "text/html", "text/plain"
_MESSAGE = {"type": "object", "required": ["message"], "properties": {"message": {"type": "string"}}}


@dataclass(frozen=True, slots=True)
class Door:
    """One address.

    Attributes:
        who: may come in.
        sees: what they get, and what they never get.
        answers: by status: the media type and what it means.
        parameters: the parts of the address, each with its pattern.
        query: what may stand behind the question mark, each with the values that mean something.
    """

    path: str
    method: str
    who: str
    sees: str
    answers: Mapping[int, tuple[str, str]]
    parameters: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_PAGE = {200: (_HTML, "the page"), 304: ("", "not changed since"), 503: (_HTML, "the database does not answer")}
_LIVE = {"part": ("live",)}

DOORS: tuple[Door, ...] = (
    Door(
        "/webhooks/github",
        "post",
        "whoever signs with the webhook secret: GitHub",
        "whether the delivery was stored",
        {
            202: (_JSON, "stored, or known already; the message says which"),
            400: (_JSON, "a header is missing, or the body cannot be read"),
            401: (_JSON, "the signature is missing or wrong"),
            413: (_JSON, "larger than 25 MiB"),
            415: (_JSON, "a form instead of JSON; the message says where to change it"),
            503: (_JSON, "the delivery could not be stored: deliver it again"),
        },
    ),
    Door("/healthz", "get", "everybody", "that the process lives", {200: (_JSON, "it does")}),
    Door(
        "/readyz",
        "get",
        "everybody",
        "what is missing before work can be done, without names or addresses",
        {200: (_JSON, "ready"), 503: (_JSON, "not ready; the message says what is missing")},
    ),
    Door(
        "/metrics",
        "get",
        "everybody who reaches the port; let the proxy keep it inside",
        "counts and durations; no name of a repository, an item or a person",
        {200: (_TEXT, "the figures, for Prometheus")},
    ),
    Door("/", "get", "everybody", "boards of public repositories; private items only as a number", _PAGE, query=_LIVE),
    Door(
        "/items/{owner}/{repo}/{number}",
        "get",
        "everybody",
        "an item of a public repository and why the bot did what it did; a private one answers like none",
        _PAGE | {404: (_HTML, "no such item, or a private one")},
        {"owner": r"^[A-Za-z0-9-]{1,40}$", "repo": r"^[A-Za-z0-9._-]{1,100}$", "number": r"^[1-9][0-9]{0,9}$"},
        _LIVE,
    ),
    Door(
        "/static/{name}",
        "get",
        "everybody",
        "the pages' style, script and pictures",
        {200: ("*/*", "the file"), 404: (_JSON, "no such file")},
        {"name": r"^[a-z0-9.-]{1,60}$"},
    ),
)


def matrix() -> str:
    """The doors as a Markdown table."""
    rows = [f"| `{door.method.upper()} {door.path}` | {door.who} | {door.sees} |" for door in DOORS]
    return "\n".join(["| address | who may come in | what they see |", "|---|---|---|", *rows])


def page(text: str) -> str:
    """A page with the doors as they are now between its two marks."""
    before, _, rest = text.partition("<!-- doors -->")
    _, _, after = rest.partition("<!-- end of doors -->")
    return f"{before}<!-- doors -->\n{matrix()}\n<!-- end of doors -->{after}"


def openapi() -> dict[str, Any]:
    """The doors as an OpenAPI description."""
    paths: dict[str, dict[str, Any]] = {}
    for door in DOORS:
        paths.setdefault(door.path, {})[door.method] = _operation(door)
    return {"openapi": "3.1.0", "info": {"title": "Fingerpost", "version": "1"}, "paths": paths}


def _operation(door: Door) -> dict[str, Any]:
    hearing = door.method == "post"
    return {
        "summary": door.sees,
        "parameters": [*(_HEADERS if hearing else ()), *_parameters(door)],
        "responses": {str(status): _answer(*told) for status, told in door.answers.items()},
        **({"requestBody": _BODY} if hearing else {}),
    }


def _parameters(door: Door) -> list[dict[str, Any]]:
    path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "pattern": pattern}}
        for name, pattern in door.parameters.items()
    ]
    query = [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string", "examples": list(values)}}
        for name, values in door.query.items()
    ]
    return path + query


def _answer(media: str, meaning: str) -> dict[str, Any]:
    schema = _MESSAGE if media == _JSON else {"type": "string"}
    return {"description": meaning, **({"content": {media: {"schema": schema}}} if media else {})}


def _header(name: str, pattern: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": {"type": "string", "pattern": pattern}}


_HEADERS = (
    _header(EVENT_HEADER, r"^[a-z][a-z0-9_]{0,63}$"),
    _header(ID_HEADER, r"^[A-Za-z0-9-]{1,64}$"),
    _header(SIGNATURE_HEADER, r"^sha256=[0-9a-f]{64}$"),
)
_BODY = {
    "required": True,
    "description": f"A webhook of GitHub's, at most {LARGEST_BODY} bytes.",
    "content": {_JSON: {"schema": {"type": "object"}}},
}
