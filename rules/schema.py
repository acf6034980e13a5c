"""The JSON Schema of a rule file, made from the models that read it: for completion and hints in an editor.

It says what a rule file may hold, word by word. What only the whole file can tell (a stage that is named exists, a
pattern can be read) is left to `fingerpost check`.
"""

from functools import cache
from typing import Any

from rules.rulefile import ENTRIES, RuleFile
from rules.shorthand import SHORT
from rules.words import NAMED_LIST

ADDRESS = "https://json-schema.org/draft/2020-12/schema"
VALUE = "#/$defs/Value"
LIST = "#/$defs/List"
VERB = "#/$defs/Verb"
_LIST = {
    "description": "A list under `lists`, by its name.",
    "type": "object",
    "properties": {"list": {"type": "string", "minLength": 1, "maxLength": 500}},
    "required": ["list"],
    "additionalProperties": False,
}
_VALUE = {
    "description": "Anything but nothing.",
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "array", "items": {"$ref": VALUE}},
        {"type": "object", "additionalProperties": {"$ref": VALUE}},
    ],
}


@cache
def schema() -> dict[str, Any]:
    """The schema of `.github/pathways.yml`."""
    made: dict[str, Any] = _plain(RuleFile.model_json_schema(by_alias=True))
    made["$defs"] = {**_one_verb(made["$defs"]), "Value": _VALUE, "List": _LIST}
    for doing in ("RuleLook", "Later"):
        made["$defs"][doing]["properties"]["do"]["items"] = {"anyOf": [{"$ref": VERB}, {"$ref": "#/$defs/Later"}]}
    rule = made["$defs"]["RuleLook"]
    rule["required"] = []
    rule["anyOf"] = [{"required": ["name"]}, {"required": ["id"]}]  # a rule of a base may be addressed by its id
    named = {"rules": {"items": {"required": ["name"]}}}
    made["anyOf"] = [{"required": ["rules"], "properties": named}, {"required": ["extends"]}]
    for named in (made["properties"]["labels"], made["$defs"]["BoardLook"]["properties"]["stages"]):
        complete = named["additionalProperties"]
        named["additionalProperties"] = {"anyOf": [complete, {"type": "null"}]}  # a bare name is enough
    return {"$schema": ADDRESS, **made}


def _one_verb(models: dict[str, Any]) -> dict[str, Any]:
    """The models with the entries of `do` as one mapping: an editor completes one better than thirty."""
    words = sorted(word for word in ENTRIES if f"Do_{word}" in models)
    verb = {
        "type": "object",
        "description": "One verb with its value.",
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {word: models[f"Do_{word}"]["properties"][word] for word in words},
    }
    others = {name: models[name] for name in sorted(models) if not name.startswith("Do_")}
    return {**others, "Verb": verb}


def _plain(node: Any) -> Any:
    """A part of pydantic's schema as an editor should see it: no made-up titles, no nulls, an example by itself."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node == NAMED_LIST:
        return {"$ref": LIST}
    kept: dict[str, Any] = {
        key: _named(value) if key in {"properties", "$defs"} else _plain(value) for key, value in node.items()
    }
    for made_up in ("title", "discriminator"):
        kept.pop(made_up, None)
    if kept.get("additionalProperties") is True:
        kept["additionalProperties"] = {"$ref": VALUE}
    if kept.get("default", "") is None:
        del kept["default"]
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if kept.get("items") == {}:
        kept["items"] = {"$ref": VALUE}
    if SHORT in kept:
        (mapping,) = kept["anyOf"]
        kept["anyOf"] = [{"$ref": f"{mapping['$ref']}/properties/{kept.pop(SHORT)}"}, mapping]
    return _flat(kept)


def _flat(node: dict[str, Any]) -> dict[str, Any]:
    """The same without null, without a choice of one, and with the example apart from the description."""
    kinds = [kind for kind in node.pop("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        node = {**kinds[0], **node}
    elif kinds:
        node["anyOf"] = kinds
    about, _, example = str(node.get("description", "")).partition("\n\nExample: ")
    return node | {"description": about, "examples": [example]} if example else node


def _named(properties: dict[str, Any]) -> dict[str, Any]:
    """Properties by name; one of which nothing is said may be any value."""
    plain = {name: _plain(each) for name, each in properties.items()}
    return {name: each if _tells(each) else {**each, "$ref": VALUE} for name, each in plain.items()}


def _tells(node: dict[str, Any]) -> bool:
    return not node.keys() <= {"description", "examples", "default"}
