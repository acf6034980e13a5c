"""A case as somebody writes or pastes it: texts become facts and a payload, mistakes keep their line. Pure."""

from typing import Any

import orjson

from bot.explaining.explain import Case, CaseError, check_event, make_case
from bot.explaining.given import FactsError, Wrong, read_facts
from rules.diagnostics import Diagnostic, RuleFileError
from rules.facts import BLANK, Facts
from rules.pointing import point
from rules.yamltree import Node, locate, parse


class Misstated(ValueError):
    """Facts that cannot be used.

    Attributes:
        diagnostics: what is wrong with them, where, and what to write instead.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("; ".join(f"line {found.line}: {found.message}" for found in diagnostics))


def read_case(event: str, facts: str, payload: str) -> Case:
    """The case of an event, of facts as YAML or JSON, and of what GitHub sent; a text that says nothing is not there.

    Raises:
        Misstated: the facts cannot be used.
        CaseError: the event does not exist, or the payload is not of this event.
    """
    name = check_event(event)
    given = facts_in(facts.encode()) if _says(facts) else BLANK
    return make_case(name, given, json_in(payload.encode()) if payload.strip() else None)


def facts_in(source: bytes) -> Facts:
    """The facts that a text tells.

    Raises:
        Misstated: they cannot be used.
    """
    try:
        document, tree = _parsed(source)
    except RuleFileError as error:
        raise Misstated(error.diagnostics) from None
    try:
        return read_facts(document)
    except FactsError as error:
        raise Misstated(tuple(_placed(wrong, tree) for wrong in error.mistakes)) from None


def json_in(text: bytes) -> Any:
    """What a text of JSON holds.

    Raises:
        CaseError: it is none.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise CaseError(f"this is not JSON: {error}") from None


def _says(facts: str) -> bool:
    """Whether anything but space and remarks stands in a text."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in facts.splitlines())


def _parsed(source: bytes) -> tuple[Any, Node]:
    """The data of YAML or JSON text, and where it stands."""
    try:
        return parse(source)
    except RuleFileError:
        try:  # JSON may hold what our YAML refuses: more than a MiB, surrogate pairs as escapes
            return orjson.loads(source), Node(0, 0, 0, 0)
        except orjson.JSONDecodeError:
            pass
        raise


def _placed(wrong: Wrong, tree: Node) -> Diagnostic:
    return point(locate(tree, wrong.path, key=wrong.key), "error", "fact", wrong.message, wrong.help)
