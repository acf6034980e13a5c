"""Rule files made by chance: right ones from the JSON Schema itself, and wrong ones by a small change."""

import copy
import random
import re
from collections.abc import Iterator
from typing import Any

from rules.schema import LIST, schema

# One text at least for each form that a value can have.
TEXTS = (
    *("bug", "Drafting", "1.0", "A longer text, for people", "@ada", "acme/docs", "3 days", "> 2", "0e8a16", "66%"),
    *("command.assign", "community/people.yml", "https://github.com/orgs/acme/projects/1"),
)
OFTEN = 0.98
OTHERS: tuple[Any, ...] = (
    *("", "bug", "x" * 501, "issues.opened", "command.assign", "author", "all", "none", "0e8a16", "acme/docs"),
    *(0, 1, 16, -1, 2.5, True, False, None, [], {}, ["bug"], ["bug", 1], [[]], {"any": "x"}, {"x": "y"}),
    *({"role": "editor"}, {"text": "x"}, {"to": "x"}, {"label": "bug"}),
)


class Maker:
    """Makes values that fit the schema."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.schema = chance, schema()

    def file(self) -> dict[str, Any]:
        """A rule file of a few sections and rules."""
        made: dict[str, Any] = self.value(self.schema, 9)
        if "extends" in made:
            made["extends"] = self.chance.choice(("welcome", ["triage", "welcome"]))  # those that there are
        made["rules"] = [
            {**self.value({"$ref": "#/$defs/RuleLook"}, 8), "name": f"Rule {i}", "id": f"r{i}"}
            for i in range(self.chance.randint(1, 3))
        ]
        return made

    def value(self, node: dict[str, Any], deep: int) -> Any:
        """A value that a part of the schema takes."""
        if "$ref" in node:
            return self.value(self.found(node["$ref"]), deep)
        if "const" in node or "enum" in node:
            return self.chance.choice([node["const"]] if "const" in node else node["enum"])
        if "properties" in node:
            return self.mapping(node, deep)
        if kinds := node.get("anyOf", node.get("oneOf")):
            if self.chance.random() < OFTEN:  # the names of lists are hardly ever those of lists that there are
                kinds = [kind for kind in kinds if kind != {"$ref": LIST}] or kinds
            return self.value(self.chance.choice(kinds[:1] if deep < 0 else kinds), deep - 1)
        kind = node.get("type", "string")
        return self.plain(self.chance.choice(kind) if isinstance(kind, list) else kind, node, deep)

    def plain(self, kind: str, node: dict[str, Any], deep: int) -> Any:
        """A value of one of JSON's kinds."""
        if kind == "string":
            return self.text(node)
        if kind == "array":
            least, most = node.get("minItems", 0), 1 if deep < 0 else 3
            return [self.value(node["items"], deep - 1) for _ in range(self.chance.randint(least, max(least, most)))]
        if kind == "object":
            count = max(node.get("minProperties", 0), 0 if deep < 0 else self.chance.randint(0, 2))
            of_languages = [*node.get("patternProperties", {}).values()]
            names = ("en", "pt-BR") if of_languages else ("n0", "n1")
            below = of_languages[0] if of_languages else node["additionalProperties"]
            return {name: self.value(below, deep - 1) for name in names[:count]}
        least = node.get("minimum", 0)
        return {"boolean": self.chance.random() < 0.5, "null": None}.get(
            kind, self.chance.randint(least, min(least + 9, node.get("maximum", least + 9)))
        )

    def text(self, node: dict[str, Any]) -> str:
        """A text of the form that is wanted."""
        return self.chance.choice([text for text in TEXTS if re.search(node.get("pattern", ""), text)])

    def mapping(self, node: dict[str, Any], deep: int) -> dict[str, Any]:
        """A mapping with what is required and a little more."""
        required = set(node.get("required", ()))
        if "anyOf" in node:
            required |= set(self.chance.choice(node["anyOf"])["required"])
        keys = [key for key in node["properties"] if key not in required]
        least = max(0, node.get("minProperties", 0) - len(required))
        wanted = max(least, self.chance.choice((0, 1, 1, 2, 3)) if deep > 0 else 0)
        more = self.chance.sample(keys, min(len(keys), wanted, node.get("maxProperties", wanted)))
        return {key: self.value(node["properties"][key], deep - 1) for key in (*sorted(required), *more)}

    def found(self, ref: str) -> dict[str, Any]:
        """What a reference means."""
        node: Any = self.schema
        for part in ref.removeprefix("#/").split("/"):
            node = node[part]
        return dict(node)


def changed(file: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same file with one small change somewhere."""
    places = list(_places(file))
    if not places:
        return file
    holder, key = chance.choice(places)
    value = holder[key]
    change = chance.randrange(5)
    if change == 0:
        del holder[key]
    elif change == 1:
        holder[key] = copy.deepcopy(chance.choice(OTHERS))
    elif change == 2:
        holder[key] = [value]
    elif change == 3:
        other, place = chance.choice(places)
        holder[key] = copy.deepcopy(other[place])
    elif isinstance(holder, dict):
        holder[f"{key}s"] = holder.pop(key)
    return file


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
