"""Where a rule file names its lists, their values are put in: in rules, and where decisions say who votes."""

from dataclasses import replace
from typing import Any

from rules.compose import Composed, maybe_there
from rules.diagnostics import Diagnostic, first_of
from rules.lists import Lists, MissingList
from rules.yamltree import Node


def fill(composed: Composed) -> list[Diagnostic]:
    """Put in the values; what names a list that is not there, or cannot be read, is left out, and the first told.

    It is an error, or a note where a base that was not seen may have the list.
    """
    lists = Lists(composed.data, composed.tree)
    missed = [*_rules(composed, lists), *_decisions(composed, lists)]
    if composed.unseen:
        return [replace(maybe_there(each), code="unseen") for each in missed]
    return [*first_of(missed)]


def _rules(composed: Composed, lists: Lists) -> list[Diagnostic]:
    rules = composed.data.get("rules")
    if not isinstance(rules, list):
        return []
    node, filled = composed.tree.children["rules"], []
    missed: list[Diagnostic] = []
    for i, rule in enumerate(rules):
        try:
            held = lists.rule(rule, node.children[i]) if isinstance(rule, dict) else (rule, node.children[i])
            filled.append((*held, composed.origins[i]))
        except MissingList as error:
            missed += error.told
    _put(composed, "rules", [rule for rule, _, _ in filled], {i: at for i, (_, at, _) in enumerate(filled)})
    composed.origins = [origin for _, _, origin in filled]
    return missed


def _decisions(composed: Composed, lists: Lists) -> list[Diagnostic]:
    decisions = composed.data.get("decisions")
    if not isinstance(decisions, dict):
        return []
    node, filled = composed.tree.children["decisions"], {}
    missed: list[Diagnostic] = []
    for name, decision in decisions.items():
        below = node.children[name]
        try:
            filled[name] = lists.decision(decision, below) if isinstance(decision, dict) else (decision, below)
        except MissingList as error:
            missed += error.told
            composed.left_out.add(("decisions", name))
    places = {name: at for name, (_, at) in filled.items()}
    _put(composed, "decisions", {name: value for name, (value, _) in filled.items()}, places)
    return missed


def _put(composed: Composed, section: str, values: Any, places: dict[Any, Node]) -> None:
    composed.data = {**composed.data, section: values}
    below = replace(composed.tree.children[section], children=places)
    composed.tree = replace(composed.tree, children={**composed.tree.children, section: below})
