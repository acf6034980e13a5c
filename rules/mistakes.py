"""From pydantic's errors to diagnostics that a maintainer understands, at the exact place in the file."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError

from rules.blanks import comes_of_blank
from rules.diagnostics import MOST, Diagnostic, did_you_mean, left_out
from rules.keys import keys_at
from rules.pointing import point
from rules.rulefile import ENTRIES
from rules.yamltree import Node, locate

Error = Any

KINDS = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "list_type": "a list",
    "dict_type": "a mapping of keys and values",
    "model_type": "a mapping of keys and values",
    "model_attributes_type": "a mapping of keys and values",
}

_MAPPINGS = frozenset({"dict_type", "model_type", "model_attributes_type"})
_NO_SPACE = re.compile(r"(\w{1,40}):(\S.{0,80})")

_HELP = {
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number without quotes",
    "list_type": "write each entry on a line of its own that begins with `- `",
    "model_type": "write each key with its value on a line of its own: `key: value`",
    "model_attributes_type": "write each key with its value on a line of its own: `key: value`",
    "dict_type": "write each key with its value on a line of its own: `key: value`",
}


def explain(error: ValidationError, tree: Node) -> tuple[Diagnostic, ...]:
    """One diagnostic for each mistake, first to last; those that stand at one place are told once.

    Blanks are told elsewhere, and what may only come of one is not told.
    """
    found: dict[tuple[int, int, bool], Diagnostic] = {}
    errors = [each for each in error.errors(include_url=False) if not comes_of_blank(each)]
    # Where a value may be of several kinds, the kind that it has tells more than the one that it has not.
    for each in sorted(_joined(errors[:MOST], tree), key=lambda each: each["type"] in KINDS):
        diagnostic = _diagnostic(each, tree)
        found.setdefault((diagnostic.line, diagnostic.column, diagnostic.code == "unknown-key"), diagnostic)
    # A key that is missing was most often written otherwise.
    slips = {(line, column): each.help for (line, column, slip), each in found.items() if slip}
    told = sorted(
        each
        for (line, column, slip), each in found.items()
        if slip or (line, column) not in slips or (each.code == "missing-key" and not _meant(each, slips[line, column]))
    )
    return (*told, *left_out(told[-1], len(errors) - MOST)) if told else ()


def _joined(errors: Iterable[Error], tree: Node) -> list[Error]:
    """The mistakes, with all the words that may stand at a place wherever several kinds of value name some."""
    words: dict[tuple[int, int], list[str]] = {}
    placed = [(each, locate(tree, each["loc"])) for each in errors]
    for each, node in placed:
        if each["type"] == "literal_error":
            words.setdefault((node.line, node.column), []).append(each["ctx"]["expected"])
    return [
        {**each, "ctx": {"expected": ", ".join(dict.fromkeys(words[node.line, node.column]))}}
        if each["type"] == "literal_error"
        else each
        for each, node in placed
    ]


def _meant(missing: Diagnostic, advice: str) -> bool:
    """Whether the key that is missing is the one that a slip was meant for."""
    return missing.message.split("`")[1] == advice.partition("`")[2].partition("`")[0]


def _diagnostic(error: Error, tree: Node) -> Diagnostic:
    path, given = error["loc"], error["input"]
    if not isinstance(given, (str, dict, list, tuple)):
        error = {**error, "input": locate(tree, path).text}  # 1.10 and 0e8a16 as they are spelled in the file
    code, message, advice, where, key = _EXPLAINERS.get(error["type"], _plain)(error)
    return point(locate(tree, where or path, key=key or path[-1] == "[key]"), "error", code, message, advice)


Explained = tuple[str, str, str, tuple[Any, ...] | None, bool]


def _unknown_key(error: Error) -> Explained:
    path = error["loc"]
    word, known = str(path[-1]), sorted(keys_at(path[:-1]))
    return "unknown-key", f"unknown key `{word}`", did_you_mean(word, known), None, True


def _missing(error: Error) -> Explained:
    path = error["loc"]
    return "missing-key", f"`{path[-1]}` is missing", _MISSING.get(path, f"add `{path[-1]}: …`"), path[:-1], False


def _choice(error: Error) -> Explained:
    words = [word.strip("' ") for word in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
    words, given = [word.lower() if word in {"True", "False"} else word for word in words], error["input"]
    if given in words and given == "true":
        return "wrong-kind", "`true` in quotes is a text", "write it without quotes", None, False
    if given in words:  # YAML takes it for a number
        return "wrong-kind", f"{_shown(given)} is not a text", f'quote it: "{given}"', None, False
    return (
        "unknown-word",
        f"{_shown(given)} is not one of the words that may stand here",
        _FORMS["passes_when"]
        if "passes_when" in error["loc"] and words == ["decided"]
        else did_you_mean(_word_in(given), words),
        None,
        False,
    )


def _word_in(value: Any) -> str:
    """A word that stands alone, or alone in a list; aliases make gigabytes of anything else."""
    one = value[0] if isinstance(value, list) and len(value) == 1 else value
    return "" if isinstance(one, (list, dict)) else str(one)


def _verb(error: Error) -> Explained:
    given = error["input"]
    if isinstance(given, dict) and len(given) == 1:
        word = str(next(iter(given)))
        return "unknown-verb", f"unknown verb `{word}`", did_you_mean(word, ENTRIES), (*error["loc"], word), True
    advice = "write each verb as an entry of its own: `do: [{label: bug}, {comment: Thanks!}]`"
    if isinstance(given, str) and (key := _NO_SPACE.fullmatch(given)):
        advice = f"write a space after the colon: `{key[1]}: {key[2]}`"
    return "not-a-verb", "an entry of `do` is one verb with its value", advice, None, False


def _kind(error: Error) -> Explained:
    given, kind, field = error["input"], error["type"], _field(error)
    advice = _HELP.get(kind, "")
    if isinstance(given, str) and (key := _NO_SPACE.fullmatch(given)) and kind in _MAPPINGS:
        advice = f"write a space after the colon: `{key[1]}: {key[2]}`"
    elif kind in _MAPPINGS and isinstance(given, list):
        advice = "write its keys without `- ` before them"
    elif kind in _MAPPINGS:
        advice = _MAPPED.get(field, advice)
    elif kind == "string_type" and field in _AMOUNTS:
        advice = _FORMS[field]
    elif kind == "string_type" and isinstance(given, str):
        advice = f'quote it: "{given}"'
    elif kind == "string_type" and "on" in error["loc"]:
        advice = "write GitHub's event and action as one word: issues.opened"
    return "wrong-kind", f"{_shown(given)} is not {KINDS[kind]}", advice, None, False


def _range(error: Error) -> Explained:
    bounds = error["ctx"]
    bound = f"at most {bounds['le']}" if "le" in bounds else f"at least {bounds['ge']}"
    return "out-of-range", f"{_shown(error['input'])} is out of range", f"write a number of {bound}", None, False


def _long(error: Error) -> Explained:
    most, what = error["ctx"]["max_length"], "characters" if error["type"] == "string_too_long" else "entries"
    return "too-long", f"{len(error['input']):,} {what} are too many", f"write at most {most:,}", None, False


def _text(error: Error) -> Explained:
    return error["type"], error["ctx"]["reason"], error["ctx"].get("help", ""), None, False


def _empty(error: Error) -> Explained:
    advice = _MISSING.get(error["loc"], "leave the key out, or give it a value")
    return "empty", "nothing stands here", advice, None, False


def _plain(error: Error) -> Explained:
    message = error["msg"]
    code = error["type"].replace("_", "-")
    return code, f"{_shown(error['input'])}: {message[:1].lower()}{message[1:]}", "", None, False


def _form(error: Error) -> Explained:
    field, given = _field(error), error["input"]
    if field == "users":
        advice = f"write a team as {{team: {given.removeprefix('@')}}}" if "/" in given else _FORMS[field]
        return "wrong-form", f"{_shown(given)} is no login", advice, None, False
    message = f"{_shown(given)} does not have the form that `{field}` takes"
    return "wrong-form", message, _FORMS.get(field, ""), None, False


def _field(error: Error) -> str:
    """The key whose value is wrong, or the nearest one above it whose form is known."""
    names = [part for part in reversed(error["loc"]) if isinstance(part, str)]
    return next((name for name in names if name in _FORMS or name in _MAPPED), names[0] if names else "")


_EXPLAINERS: dict[str, Callable[[Error], Explained]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "literal_error": _choice,
    "enum": _choice,
    "union_tag_not_found": _verb,
    "union_tag_invalid": _verb,
    "pattern": _text,
    "template": _text,
    "duration": _text,
    "timezone": _text,
    "country": _text,
    "too_short": _empty,
    "string_too_short": _empty,
    "string_pattern_mismatch": _form,
    "string_too_long": _long,
    "too_long": _long,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    **dict.fromkeys(KINDS, _kind),
}

_MISSING = {
    ("project",): 'begin the file with `project: {purpose: "What the community is for."}`',
    ("project", "purpose"): 'add `purpose: "What the community is for, in one sentence."`',
}
_AMOUNTS = ("count", "lines", "comments", "reactions", "approved", "changes_requested")
_MAPPED = {
    "reviews": "say which reviews: {approved: 2}",
    "open_issue": 'say its title: {title: "…"}',
    "check": "say its name, and what it passes by: {name: ready, passes_when: {draft: false}}",
}
_FORMS = {
    "passes_when": "write conditions, as under `when`: {draft: false}",
    "messages": "a text, or a text for each language: {en: …, pt-BR: …}",
    "record": "a name: talk, adaptation",
    "color": 'six hexadecimal digits, quoted: "0e8a16"',
    "team": "an organisation and a team: acme/docs",
    "users": "GitHub logins: [alice, bob]",
    "login": "a GitHub login: alice",
    "accepts_from": "a repository: acme/docs",
    "applies_to": "a repository: acme/docs",
    **dict.fromkeys(("count", "lines", "comments", "reactions"), 'a number to compare with: ">= 10"'),
    **dict.fromkeys(("approved", "changes_requested"), 'how many: 2, or a number to compare with: ">= 1"'),
    "linked": 'true, false, or a number to compare with: ">= 2"',
    "assignees": 'none, GitHub logins, or a number to compare with: ">= 2"',
    **dict.fromkeys(
        ("project", "add_to", "remove_from", "archive_on"),
        "the number of the owner's project, or https://github.com/orgs/OWNER/projects/NUMBER",
    ),
    "id": "letters, digits, dots and dashes",
    "transfer": "a repository of the same account: acme/website",
    "repo": "a repository of the same account: acme/website",
}


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list, tuple)):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"`{value}`" if len(value) <= 40 else f"`{value[:40]}…`"  # noqa: PLR2004 - what reads well in one line
