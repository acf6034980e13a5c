"""`POST /graphql`."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.gate import Call, Gate, Problems, answer, call_of
from bot.sandbox.graphql.context import Context
from bot.sandbox.graphql.engine import Engine, Prepared
from bot.sandbox.world.change import Change


class GraphQL:
    """The endpoint."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.engine = Engine()

    async def __call__(self, request: Request) -> Response:
        """Answer a document."""
        call = await call_of(self.gate.sandbox, request, "graphql")
        given = _given(call.body)
        if given is None:
            return await self.gate.pass_through(call, _unreadable, resource="graphql")
        text, variables, operation = given
        held = self.engine.prepare(text, operation)
        call.kind, call.label, call.contents = held.kind, f"graphql {held.label}", held.contents

        def run(call: Call, change: Change) -> Response:
            return self._run(call, change, held, variables, operation)

        return await self.gate.pass_through(call, run, resource="graphql")

    def _run(
        self, call: Call, change: Change, held: Prepared, variables: dict[str, Any], operation: str | None
    ) -> Response:
        assert call.grant is not None  # noqa: S101 - the gate lets only tokens through
        lens = call.lens(past=held.kind == "query")
        context = Context(lens, change, call.grant, self.gate.budget(call, "graphql"))
        return answer(200, self.engine.run(held, variables, operation, context))


def _given(body: bytes) -> tuple[str, dict[str, Any], str | None] | None:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("query"), str):
        return None
    variables = given.get("variables")
    if not isinstance(variables, dict | None):
        return None
    return given["query"], variables or {}, given.get("operationName")


def _unreadable(_call: Call, _change: Change) -> Response:
    raise Problems("Problems parsing JSON")
