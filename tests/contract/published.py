"""What GitHub publishes about its API, as npm packages; `make contract-data` fetches them."""

from functools import cache
from pathlib import Path
from typing import Any

import orjson
from graphql import GraphQLSchema, build_schema

OCTOKIT = Path(__file__).parents[2] / ".contract" / "node_modules" / "@octokit"


@cache
def graphql_schema() -> GraphQLSchema:
    """GitHub's whole GraphQL schema.

    The published text defines two fields twice, so it cannot be checked itself.
    """
    text = (OCTOKIT / "graphql-schema" / "schema.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True, assume_valid_sdl=True)


@cache
def openapi() -> dict[str, Any]:
    """GitHub's OpenAPI description: REST operations, and under `x-webhooks` the payloads of the webhooks."""
    description: dict[str, Any] = orjson.loads((OCTOKIT / "openapi" / "generated" / "api.github.com.json").read_bytes())
    return description


@cache
def webhook_examples() -> dict[str, list[dict[str, Any]]]:
    """The example payloads by event, in GitHub's order."""
    listed = orjson.loads((OCTOKIT / "webhooks-examples" / "api.github.com" / "index.json").read_bytes())
    return {event["name"]: event["examples"] for event in listed}
