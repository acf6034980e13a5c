"""What else is wrong with a rule file whose form is wrong, so that its mistakes need not be mended one kind at a time.

What has a mistake is taken out, and the rest is checked as if it were the file. Nothing is said to be unknown that may
only be unknown because it was taken out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from rules.blanks import blank_places
from rules.checking import Path
from rules.checks import check_file
from rules.compose import Composed
from rules.diagnostics import Diagnostic
from rules.rulefile import RuleFile
from rules.sayings import Sayings, together
from rules.words import Effort
from rules.yamltree import Node

# What a mistake of each code says is not there, by the sections in which it may have been.
_HANGS_ON = {
    "unknown-stage": {"board"},
    "unknown-role": {"roles"},
    "unknown-region": {"regions"},
    "unknown-pathway": {"pathways"},
    "unknown-decision": {"decisions"},
    "unknown-message": {"messages"},
    "missing-key": {"rules", "pathways"},
}
_STAND_IN = "…"


def besides(composed: Composed, sayings: Sayings) -> Iterator[Diagnostic]:
    """The errors in what is left of a file once all that has not the right form is taken out."""
    blank = {_whole(path) for path in blank_places(composed.data)}
    file, tree, gone = _rest(*_without(composed.data, composed.tree, blank))
    file = file.model_copy(update={"messages": together(file.messages, sayings, file.project.language)})
    doubtful = {path[0] for path in gone | blank | composed.left_out if not _names_stay(path)}
    apart = "extends" in composed.data and not (composed.parts or composed.unseen)
    if apart or not doubtful <= RuleFile.model_fields.keys() - {"extends"}:
        doubtful = set(RuleFile.model_fields)
    for found in check_file(file, tree, composed.unseen):
        if found.severity == "error" and doubtful.isdisjoint(_HANGS_ON.get(found.code, ())):
            yield found


def _rest(data: dict[str, Any], tree: Node) -> tuple[RuleFile, Node, set[Path]]:
    """The file that is left, where its parts stand, and the paths of what was taken out."""
    try:
        return RuleFile.model_validate(_completed(data), context=Effort()), tree, set()
    except ValidationError as error:
        wrong = {_whole(_path(data, each["loc"])) for each in error.errors(include_url=False)}
    file, left, further = _rest(*_without(data, tree, wrong))
    return file, left, wrong | further


def _completed(data: dict[str, Any]) -> dict[str, Any]:
    """A file in which nothing else is wrong for want of a purpose, or of a name of a rule."""
    project, rules = data.get("project", {}), data.get("rules")
    data = {**data, "project": {"purpose": _STAND_IN, **project} if isinstance(project, dict) else project}
    if isinstance(rules, list):
        called = enumerate(rules)
        data["rules"] = [{"name": f"{_STAND_IN}{i}", **rule} if isinstance(rule, dict) else rule for i, rule in called]
    return data


def _path(data: Any, loc: Path) -> Path:
    """The path in the file of a place as pydantic reports it, which knows further parts."""
    path: list[Any] = []
    for part in loc:
        if _holds(data, part):
            path.append(part)
            data = data[part]
    return tuple(path)


def _holds(data: Any, part: Any) -> bool:
    """Whether a value has such a part; at once, however long it is."""
    if isinstance(data, list):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data


def _whole(path: Path) -> Path:
    """What is taken out for a mistake: so much that the rest means what it meant."""
    match path:
        case ("rules", _, "do" | "when", *_) | ("board", "stages", *_):
            return path[:4]
        case ("rules" | "roles", *_):
            return path[:3]
        case _:
            return path[:2]


def _names_stay(path: Path) -> bool:
    """Whether all that may be named elsewhere is still there when this is taken out."""
    match path:
        case ("rules", _, *_) | ("roles", _, _) | ("board", "stages", _, _):
            return True
        case ("board", key) if key != "stages":
            return True
        case _:
            return False


def _without(value: Any, node: Node, gone: set[Path]) -> tuple[Any, Node]:
    """A value without some of its parts, and where the others stand."""
    below: dict[Any, set[Path]] = defaultdict(set)
    for first, *rest in gone:
        below[first].add(tuple(rest))
    kept: dict[Any, tuple[Any, Node]] = {}
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        at = node.children.get(key, node)  # what was put in stands nowhere
        if key not in below:
            kept[key] = each, at
        elif () not in below[key]:
            kept[key] = _without(each, at, below[key])
    values, places = [each for each, _ in kept.values()], [at for _, at in kept.values()]
    if isinstance(value, dict):
        return dict(zip(kept, values, strict=True)), replace(node, children=dict(zip(kept, places, strict=True)))
    return values, replace(node, children=dict(enumerate(places)))
