"""The doors as others read them: as a table for people, as an OpenAPI description for programs."""

from typing import Any

from webhooks.delivery import EVENT_HEADER, ID_HEADER, SIGNATURE_HEADER
from webhooks.door import JSON, Door
from webhooks.doors import DOORS
from webhooks.receiver import LARGEST_BODY

_MESSAGE = {"type": "object", "required": ["message"], "properties": {"message": {"type": "string"}}}


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
    hearing = door.path == _HEARING
    return {
        "summary": door.sees,
        "parameters": [*(_HEADERS if hearing else ()), *_parameters(door)],
        "responses": {str(status): _answer(*told) for status, told in door.answers.items()},
        **({"requestBody": _WEBHOOK if hearing else _form(door)} if door.method == "post" else {}),
    }


def _form(door: Door) -> dict[str, Any]:
    fields = {name: {"type": "string"} for name in ("token", *door.form)}
    schema = {"type": "object", "required": ["token"], "properties": fields}
    return {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": schema}}}


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
    schema = _MESSAGE if media == JSON else {"type": "string"}
    return {"description": meaning, **({"content": {media: {"schema": schema}}} if media else {})}


def _header(name: str, pattern: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": {"type": "string", "pattern": pattern}}


_HEARING = "/webhooks/github"
_HEADERS = (
    _header(EVENT_HEADER, r"^[a-z][a-z0-9_]{0,63}$"),
    _header(ID_HEADER, r"^[A-Za-z0-9-]{1,64}$"),
    _header(SIGNATURE_HEADER, r"^sha256=[0-9a-f]{64}$"),
)
_WEBHOOK = {
    "required": True,
    "description": f"A webhook of GitHub's, at most {LARGEST_BODY} bytes.",
    "content": {JSON: {"schema": {"type": "object"}}},
}
