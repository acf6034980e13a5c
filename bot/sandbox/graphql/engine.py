"""Running a GraphQL document over GitHub's own definitions; parsing and validating are done once per text."""

import re
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    OperationDefinitionNode,
    OperationType,
    build_ast_schema,
    execute,
    parse,
    validate,
)

from bot.sandbox.graphql import (
    accounts,
    boards,
    card_mutations,
    check_mutations,
    checks,
    comments,
    git,
    git_mutations,
    items,
    labels,
    mutations,
    pulls,
    query,
    repos,
    search,
    state_mutations,
    timeline,
)
from bot.sandbox.graphql.context import Context
from bot.sandbox.graphql.registry import FIELDS, MUTATIONS
from bot.sandbox.refusals import Refusal
from bot.sandbox.world.records import Record

_PARTS = (
    accounts, boards, card_mutations, check_mutations, checks, comments, git, git_mutations, items, labels, mutations,
    pulls, query, repos, search, state_mutations, timeline,
)  # fmt: skip
_CACHED = 512
_HUMP = re.compile(r"(?<!^)(?=[A-Z])")
CONTENT = {"addComment", "addDiscussionComment", "createIssue", "createPullRequest", "addPullRequestReview"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was parsed and validated.

    Attributes:
        label: `mutation addComment addLabelsToLabelable`: what it is for faults and counters.
        contents: How many contents it would create.
        errors: Why it cannot be run, in GitHub's words.
    """

    document: DocumentNode | None
    kind: str
    label: str
    contents: int
    errors: tuple[dict[str, Any], ...]


class Engine:
    """The schema with its resolvers, and the documents seen."""

    def __init__(self) -> None:
        self.schema = bound_schema()
        self._seen: OrderedDict[tuple[str, str | None], Prepared] = OrderedDict()

    def prepare(self, text: str, operation: str | None) -> Prepared:
        """Parse and validate, or remember."""
        key = (text, operation)
        held = self._seen.get(key)
        if held is None:
            held = self._seen[key] = _prepare(self.schema, text, operation)
            if len(self._seen) > _CACHED:
                self._seen.popitem(last=False)
        return held

    def run(self, held: Prepared, variables: dict[str, Any], operation: str | None, context: Context) -> dict[str, Any]:
        """Answer as GitHub does: data, and errors with their type and path."""
        if held.document is None:
            return {"errors": list(held.errors)}
        result = execute(
            self.schema, held.document, context_value=context, variable_values=variables, operation_name=operation
        )
        assert isinstance(result, ExecutionResult)  # noqa: S101 - no resolver here is asynchronous
        errors = [_error(problem) for problem in result.errors or ()]
        if result.data is None and errors:
            return {"errors": errors} if not _reached(result) else {"data": None, "errors": errors}
        return {"data": result.data, "errors": errors} if errors else {"data": result.data}


@lru_cache(maxsize=1)
def bound_schema() -> GraphQLSchema:
    """GitHub's definitions (the part that we use) with a resolver for each field."""
    assert all(_PARTS)  # noqa: S101 - importing them is what registers their resolvers
    text = files("bot.sandbox").joinpath("schema.graphql").read_text("utf-8")
    schema = build_ast_schema(parse(text, no_location=True))
    for held in schema.type_map.values():
        if isinstance(held, GraphQLInterfaceType | GraphQLUnionType):
            held.resolve_type = _typename
        elif isinstance(held, GraphQLObjectType) and not held.name.startswith("__"):
            for name, field in held.fields.items():
                field.resolve = _resolver(held.name, name)
    return schema


def _typename(value: Any, _info: Any, _type: Any) -> str:
    return str(value["__typename"] if isinstance(value, dict) else value.typename)


def _resolver(typename: str, name: str) -> Any:
    if typename == "Mutation":
        return _mutation(name)
    known = FIELDS.get((typename, name)) or FIELDS.get(("*", name))
    attribute = _HUMP.sub("_", name).lower()

    def plain(source: Any, _info: Any, **_: Any) -> Any:
        return source.get(name) if isinstance(source, dict) else getattr(source, attribute)

    if known is None:
        return plain
    if (typename, name) in FIELDS:
        return known

    def common(source: Any, info: Any, **arguments: Any) -> Any:
        return known(source, info, **arguments) if isinstance(source, Record) else source.get(name)

    return common


def _mutation(name: str) -> Any:
    work = MUTATIONS[name]

    def resolve(_root: Any, info: Any, **arguments: Any) -> Any:
        given = arguments["input"]
        return {**work(info.context, given), "clientMutationId": given.get("clientMutationId")}

    return resolve


def _prepare(schema: GraphQLSchema, text: str, operation: str | None) -> Prepared:
    try:
        document = parse(text, max_tokens=20_000)
    except GraphQLError as problem:
        error = {"message": problem.message, "locations": [at.formatted for at in problem.locations or ()]}
        return Prepared(None, "query", "query", 0, (error,))
    chosen = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if operation:
        chosen = [node for node in chosen if node.name and node.name.value == operation]
    if len(chosen) != 1:
        wrong = "An operation name is required" if len(chosen) > 1 else f'No operation named "{operation}"'
        return Prepared(None, "query", "query", 0, ({"message": wrong},))
    kind = "mutation" if chosen[0].operation is OperationType.MUTATION else "query"
    fields = [node.name.value for node in chosen[0].selection_set.selections if isinstance(node, FieldNode)]
    label = " ".join([kind, *fields])
    problems = validate(schema, document, max_errors=20)
    if problems:
        return Prepared(None, kind, label, 0, tuple(_invalid(problem) for problem in problems))
    return Prepared(document, kind, label, sum(name in CONTENT for name in fields), ())


def _reached(result: ExecutionResult) -> bool:
    return any(problem.path for problem in result.errors or ())


def _invalid(problem: GraphQLError) -> dict[str, Any]:
    found = re.match(r"Cannot query field '(\w+)' on type '(\w+)'", problem.message)
    error: dict[str, Any] = {"locations": [at.formatted for at in problem.locations or ()]}
    if not found:
        return error | {"message": problem.message}
    name, typename = found.groups()
    told = {"code": "undefinedField", "typeName": typename, "fieldName": name}
    return error | {"extensions": told, "message": f"Field '{name}' doesn't exist on type '{typename}'"}


def _error(problem: GraphQLError) -> dict[str, Any]:
    cause = problem.original_error
    error: dict[str, Any] = {"type": cause.kind} if isinstance(cause, Refusal) else {}
    if problem.path:
        error["path"] = problem.path
    if error.get("type") == "FORBIDDEN":
        error["extensions"] = {"saml_failure": False}
    if cause is not None and not isinstance(cause, Refusal | GraphQLError):
        raise cause
    return error | {"locations": [at.formatted for at in problem.locations or ()], "message": problem.message}
