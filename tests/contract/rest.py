"""REST requests and answers, held against GitHub's OpenAPI description."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

import jsonschema_rs
import orjson

from tests.contract.published import openapi

_BASE = "openapi:/"
# The address of a repository that survives renames. It is not in the description, but GitHub's own redirects and the
# links of its pages lead there ("Using pagination in the REST API").
_BY_NUMBER = re.compile(r"^/repositories/\d+(?=/|$)")
_SEVERAL_SEGMENTS = {"path", "ref", "basehead", "name"}  # a slash in these is GitHub's own doing


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer, as they went over the wire."""

    method: str
    path: str
    query: str
    body: bytes
    status: int
    answer: bytes

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status}"


def as_json_schema(node: Any) -> Any:
    """What OpenAPI 3.0 says in JSON Schema's words: `nullable` becomes a type of its own."""
    if isinstance(node, list):
        return [as_json_schema(each) for each in node]
    if not isinstance(node, dict):
        return node
    said = {key: as_json_schema(each) for key, each in node.items() if key not in {"nullable", "example", "examples"}}
    if isinstance(said.get("$ref"), str):
        said["$ref"] = said["$ref"].replace("#/", f"{_BASE}#/")
    if node.get("nullable") is not True:
        return said
    return {"anyOf": [said, {"type": "null"}]}


@cache
def _registry() -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry([(_BASE, {"components": as_json_schema(openapi()["components"])})])


def against(schema: Mapping[str, Any], value: Any) -> list[str]:
    """What a schema of the description says against a value, one line each."""
    validator = _validator(orjson.dumps(schema, option=orjson.OPT_SORT_KEYS))
    return [
        f"{'/'.join(map(str, error.instance_path))}: {error.message[:200]}" for error in validator.iter_errors(value)
    ]


@cache
def _validator(schema: bytes) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(as_json_schema(orjson.loads(schema)), registry=_registry())


def request_problems(sent: Exchange) -> list[str]:
    """What the description says against a request."""
    template, item = _operation(sent.path)
    if sent.method.lower() not in item:
        return [f"{sent.method} {sent.path}: there is no such operation"]
    operation = item[sent.method.lower()]
    found = [*_query_problems(item, operation, sent.query), *_body_problems(operation, sent.body)]
    return [f"{sent.method} {template}: {each}" for each in found]


def answer_problems(sent: Exchange) -> list[str]:
    """What the description says against an answer."""
    template, item = _operation(sent.path)
    documented = item.get(sent.method.lower(), {}).get("responses", {})
    where = f"{sent.method} {template} {sent.status}"
    if str(sent.status) not in documented:
        return [f"{where}: no such answer is documented"]
    content = _followed(documented[str(sent.status)]).get("content", {})
    if "application/json" not in content:
        return [f"{where}: no body is documented"] if sent.answer else []
    found = against(content["application/json"]["schema"], orjson.loads(sent.answer))
    return [f"{where}: {each}" for each in found]


def payload_problems(event: str, payload: Mapping[str, Any]) -> list[str]:
    """What the description says against a webhook's payload."""
    name = "-".join([event, *([payload["action"]] if "action" in payload else [])]).replace("_", "-")
    described = openapi()["x-webhooks"].get(name)
    if described is None:
        return [f"{name}: no such webhook is described"]
    schema = described["post"]["requestBody"]["content"]["application/json"]["schema"]
    return [f"{name}: {each}" for each in against(schema, payload)]


@cache
def _paths() -> list[tuple[re.Pattern[str], str, dict[str, Any]]]:
    """The paths as patterns, those with the fewest placeholders first."""
    paths = sorted(openapi()["paths"].items(), key=lambda pair: (pair[0].count("{"), -len(pair[0])))
    return [(re.compile(_pattern(path)), path, item) for path, item in paths]


def _pattern(path: str) -> str:
    parts = re.split(r"\{(\w+)\}", path)
    held = [
        re.escape(part) if n % 2 == 0 else ".+" if part in _SEVERAL_SEGMENTS else "[^/]+"
        for n, part in enumerate(parts)
    ]
    return "".join(held) + r"\Z"


def _operation(path: str) -> tuple[str, dict[str, Any]]:
    path = _BY_NUMBER.sub("/repos/owner/repo", path)
    return next(((template, item) for pattern, template, item in _paths() if pattern.match(path)), (path, {}))


def _query_problems(item: Mapping[str, Any], operation: Mapping[str, Any], query: str) -> Iterator[str]:
    parameters = map(_followed, [*item.get("parameters", ()), *operation.get("parameters", ())])
    known = {each["name"]: each["schema"] for each in parameters if each["in"] == "query"}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in known:
            yield f"there is no query parameter {name}"
            continue
        number = value.lstrip("-").isdecimal() and _followed(known[name]).get("type") == "integer"
        yield from (f"query {name}: {each}" for each in against(known[name], int(value) if number else value))


def _body_problems(operation: Mapping[str, Any], body: bytes) -> Iterator[str]:
    described = _followed(operation.get("requestBody", {}))
    if not body:
        if described.get("required"):
            yield "it needs a body"
    elif not described:
        yield "it takes no body"
    else:
        value, schema = orjson.loads(body), described["content"]["application/json"]["schema"]
        yield from (f"body {each}" for each in against(schema, value))
        known = _followed(schema).get("properties")
        if known is not None and isinstance(value, dict):
            yield from (f"body: there is no property {name}" for name in value.keys() - known.keys())


def _followed(node: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        found: Any = openapi()
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node
