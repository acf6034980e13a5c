"""Rule files that mean harm, at the size at which each kind takes longest.

Each is refused at a place, or loads within bounds; `python -m benchmarks.hostile` tells how long each takes.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rules.bases import Base

PROJECT = {"purpose": "A garden"}


@dataclass(frozen=True, slots=True)
class Hostile:
    """One such file.

    Attributes:
        found: line, column and code of the first finding; None where there is none.
    """

    text: str | bytes
    found: tuple[int, int, str] | None
    bases: Mapping[str, Base] = field(default_factory=dict)


def file(**sections: Any) -> str:
    """A rule file as JSON, on one line."""
    return json.dumps({"project": PROJECT, **sections})


def when(**asked: Any) -> str:
    """A rule file with one rule."""
    return file(rules=[{"name": "A", "when": asked, "do": [{"label": "x"}]}])


def rules(count: int, make: Callable[[int], dict[str, Any]]) -> list[dict[str, Any]]:
    """So many rules, each with a name of its own."""
    return [{"name": f"Rule {number}", **make(number)} for number in range(count)]


def many(count: int, form: str) -> list[str]:
    """So many texts of a form, each with its number."""
    return [form.replace("N", str(number)) for number in range(count)]


def _bomb() -> str:
    levels = (f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    return "l0: &l0 [x]\n" + "".join(levels)


def _base(numbers: Iterable[int], **keys: Any) -> Base:
    return Base(file(rules=[{"name": f"Theirs {number}", **keys} for number in numbers]))


def _opposed(verbs: tuple[str, str], labels: int) -> Callable[[int], dict[str, Any]]:
    """Rules that would undo each other if they could hold together."""
    return lambda n: {
        "when": {"state": ("open", "closed")[n % 2], "label": f"x{n}"},
        "do": [{verbs[n % 2]: many(labels, "lN")}],
    }


_STAGES: dict[str, Any] = {"stages": {f"{n:02}" + "ab" * 20: {} for n in range(100)}}
_LANGUAGES = {f"aa-{n:03}": "x" for n in range(100)}

FORMS: Mapping[str, Hostile] = {
    "alias bomb": Hostile(_bomb(), (6, 20, "limit")),
    "five megabytes": Hostile("#" * 5_000_000, (1, 1, "too-large")),
    "deep nesting": Hostile("[" * 100_000, (1, 25, "limit")),
    "values without end": Hostile(f"a: [{'a,' * 500_000}]", (1, 100_003, "limit")),
    "tabs": Hostile("project:\n" + "\t" * 900_000, (2, 1, "syntax")),
    "a byte order mark in the middle": Hostile("project: {purpose: \ufeffx}\nrules: []\n", (1, 20, "character")),
    "not UTF-8": Hostile(b"project: {purpose: \xff}", (1, 20, "encoding")),
    "equal keys": Hostile("{" + "".join(f"k{n}: 1, " for n in range(24_000)) + "k0: 2}", (1, 252_892, "duplicate-key")),
    "unknown keys": Hostile(file(**{f"k{n}": 1 for n in range(24_000)}), (1, 38, "unknown-key")),
    "nothing but blanks": Hostile("".join(f"k{n}:\n" for n in range(24_000)), (1, 1, "empty")),
}
PATTERNS: Mapping[str, Hostile] = {
    "ten thousand globs": Hostile(when(files=many(10_000, "docs/N/**")), None),
    "globs of alternatives": Hostile(when(files=many(8_000, "N" + "/{a,b}" * 6)), (1, 10_033, "pattern")),
    "braces in braces": Hostile(when(files=many(2_000, "{" * 200 + "N" + "}" * 200)), (1, 33_769, "pattern")),
    "braces that are never closed": Hostile(when(files=many(2_000, "N" + "{" * 460 + "{a,b}" * 6)), (1, 81, "pattern")),
    "braces of one": Hostile(when(files=many(2_000, "N" + "{a,b}" * 6 + "{1..1}" * 76)), (1, 81, "pattern")),
    "broken globs": Hostile(when(files=many(45_000, "../N")), (1, 81, "pattern")),
    "alternatives that come to nothing": Hostile(
        when(body=many(2_000, "/N" + r"|\W" * 110 + "/")), (1, 1_421, "pattern")
    ),
    "patterns that vary in many places": Hostile(
        when(**{"not": {"body": [f"/a[ab]{{{20 + n % 300}}}c{n}/" for n in range(2_000)]}}), (1, 1_176, "pattern")
    ),
    "globs with many wildcards": Hostile(
        when(**{"not": {"files": many(8_000, "**/*a?????????*bN")}}), (1, 849, "pattern")
    ),
    "a catastrophic pattern": Hostile(when(body=[r"/(a+)+$/", r"/(a|aa)+b/", r"/(.*)*x/"]), None),
    "large patterns": Hostile(when(body=many(8_000, r"/N\w\W\w\W\w\W\w/i")), (1, 2_200, "pattern")),
    "too large patterns": Hostile(when(body=many(8_000, r"/N(\pL\w\W){60}/")), (1, 80, "pattern")),
    "broken patterns": Hostile(when(body=many(45_000, "/N(/")), (1, 80, "pattern")),
    "short patterns": Hostile(when(body=many(45_000, "wN")), (1, 41_639, "pattern")),
}
TEXTS: Mapping[str, Hostile] = {
    "texts that call": Hostile(file(rules=[{"name": "A", "do": [{"comment": "{author()}"}]}]), (1, 81, "template")),
    "texts that import": Hostile(
        file(rules=[{"name": "A", "do": [{"comment": "{__import__('os')}"}]}]), (1, 81, "template")
    ),
    "texts that loop": Hostile(
        file(rules=rules(1_000, lambda _: {"do": [{"comment": "{% for x in y %}{x}{% endfor %}"}]})),
        (1, 86, "template"),
    ),
    "messages in a hundred languages": Hostile(
        file(messages={f"m{n}": _LANGUAGES for n in range(240)}, rules=[]), None
    ),
    "messages nobody wrote": Hostile(
        file(
            messages={f"{n:03}" + "ab" * 240: "x" for n in range(900)},
            rules=rules(900, lambda _: {"do": [{"comment": {"say": "ba" * 200}}]}),
        ),
        (1, 442_908, "unknown-message"),
    ),
    "stages that do not exist": Hostile(
        file(board=_STAGES, rules=rules(1_000, lambda _: {"when": {"stage": ["ba" * 20] * 10}, "do": [{"pin": True}]})),
        (1, 5_109, "unknown-stage"),
    ),
}
EXPRESSIONS: Mapping[str, Hostile] = {
    "long expressions": Hostile(
        file(rules=rules(1_000, lambda n: {"if": f"{n} in [{', '.join(['1'] * 150)}]", "do": [{"pin": True}]})),
        (1, 55_657, "limit"),
    ),
    "an expression that never ends": Hostile(
        file(rules=[{"name": "A", "if": "files.all(a, " * 4 + "a == a" + ")" * 4, "do": [{"pin": True}]}]), None
    ),
}
WHOLES: Mapping[str, Hostile] = {
    "rules that may undo each other": Hostile(
        file(rules=rules(1_000, _opposed(("label", "unlabel"), 20))), (1, 38, "more")
    ),
    "rules that may come too late": Hostile(
        file(
            board=_STAGES,
            rules=rules(1_000, lambda n: {"when": {"title": f"t{n}"}, "do": [{"stage": "00" + "ab" * 20}] * 5}),
        ),
        (1, 5_061, "more"),
    ),
    "amounts without end": Hostile(when(all=[{"lines": f"> {n}"} for n in range(12_000)]), None),
    "lists of lists": Hostile(
        file(
            lists={**{f"l{n}": [{"list": f"l{n + 1}"}] * 100 for n in range(6)}, "l6": ["x"]},
            rules=[{"name": "A", "when": {"label": {"list": "l0"}}}],
        ),
        (1, 8_936, "limit"),
    ),
    "a chain of lists": Hostile(
        file(
            lists={f"l{n}": [{"list": f"l{n + 1}"}] for n in range(9_000)},
            rules=[{"name": "A", "when": {"label": {"list": "l0"}}}],
        ),
        (1, 644, "limit"),
    ),
    "bases of a thousand rules": Hostile(
        file(extends="acme/base", rules=rules(1_000, lambda _: {})),
        (1, 71, "too-long"),
        {"acme/base": _base(range(1_000))},
    ),
    "large bases": Hostile(
        file(extends=[f"acme/b{n}" for n in range(10)]),
        (1, 149, "extends"),
        {f"acme/b{n}": _base(range(n * 190, (n + 1) * 190), when={"title": many(20, "N")}) for n in range(10)},
    ),
    "bases that extend themselves": Hostile(
        file(extends="acme/a"), (1, 49, "extends"), {"acme/a": Base(file(extends=["acme/a"] * 1_000))}
    ),
}


def _everything(number: int) -> dict[str, Any]:
    """A rule that takes of every bound its part."""
    rule = _opposed(("label", "unlabel"), 10)(number)
    asked = {**rule["when"], "all": [{"lines": f"> {n}"} for n in range(3)]}
    if number % 15 == 0:
        asked["body"] = rf"/{number}\w\W\w\W\w\W\w/i"
    return {**rule, "when": asked, "if": f"{number} in [{', '.join(['1'] * 13)}]"}


ALL_AT_ONCE = Hostile(file(rules=rules(1_000, _everything)), (1, 38, "more"))
CASES: Mapping[str, Hostile] = {
    **FORMS,
    **PATTERNS,
    **TEXTS,
    **EXPRESSIONS,
    **WHOLES,
    "everything at once": ALL_AT_ONCE,
}
