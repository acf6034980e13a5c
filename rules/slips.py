"""What one value of a rule hardly means as it is written: a glob that no path fits, the account called `author`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rules.globs import Glob
from rules.goals.after import Later
from rules.goals.check import Reported
from rules.goals.comment import Said
from rules.outright import LONGEST_LABEL
from rules.pattern import Pattern
from rules.question import given
from rules.rulefile import RuleLook, entry_word
from rules.selector import PEOPLE_OF_THE_ITEM, Selector
from rules.template import NAMES

Slip = tuple[tuple[Any, ...], str, str]

_FLAGGED = re.compile(r"/(.+)/[gimsuy]{1,6}", re.DOTALL)
_LOOKS_LIKE_REGEX = re.compile(r"\^(?:[^\W_]|[(\[\\])|\\[bdswBDSW]|\.[*+]", re.ASCII)
_DOUBLED = re.compile(rf"(?<!\{{)\{{\{{\s*({'|'.join(NAMES)})\s*\}}\}}(?!\}})")
_REF = "refs/heads/"
_NO_ACCOUNTS = {"all": "for everybody who is assigned write `unassign: all`", "none": "for nobody leave it out"}
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")


def slips(rule: RuleLook, path: tuple[Any, ...]) -> Iterator[Slip]:
    """Where each stands, what it means, and what was probably meant."""
    yield from _asked(rule.when, (*path, "when"))
    yield from _of_entries(rule.do, path)


def _of_entries(entries: Iterable[Any], path: tuple[Any, ...]) -> Iterator[Slip]:
    for i, entry in enumerate(entries):
        word, where = entry_word(entry) or "", (*path, "do", i)
        if isinstance(entry, Later):
            yield from _of_entries(entry.do, where)
        else:
            yield from _wanted(word, getattr(entry, f"{word}_", None), (*where, word))


def _wanted(word: str, value: Any, path: tuple[Any, ...]) -> Iterator[Slip]:
    if isinstance(value, Selector):
        yield from _accounts(value, path)
    elif isinstance(value, Said) and value.text and (doubled := _DOUBLED.search(value.text.source)):
        written = f"{{{doubled[1]}}}"
        yield (*path, "text"), f"`{doubled[0]}` says {written} in so many letters", f"for the value write {written}"
    elif isinstance(value, Reported) and value.passes_when != "decided":
        yield from _asked(value.passes_when, (*path, "passes_when"))
        yield from _own_check(value.name, value.passes_when, (*path, "passes_when"))
    elif isinstance(value, tuple) and word in {"label", "unlabel"}:
        for i, name in enumerate(value):
            yield from () if name.names else _text("label", name.source, (*path, i))


def _own_check(own: str, when: Any, path: tuple[Any, ...]) -> Iterator[Slip]:
    """Where a check asks how it ended itself."""
    for name, value in given(when):
        word = name.removesuffix("_")
        if word in {"not", "any", "all"}:
            for i, block in enumerate(value):
                yield from _own_check(own, block, (*path, word, i))
        elif word == "checks" and (not isinstance(value, dict) or own.lower() in {other.lower() for other in value}):
            advice = "name the other checks: `checks: {build: success}`"
            yield (*path, word), f"the check “{own}” counts here too: it waits for itself", advice


def _accounts(value: Selector, path: tuple[Any, ...]) -> Iterator[Slip]:
    """People of the item, everybody and nobody, written as if they were accounts."""
    for user in value.users or ():
        advice = _NO_ACCOUNTS.get(user.source.lower())
        if user.source in PEOPLE_OF_THE_ITEM:
            advice = f'for the {user.source} of the item write "{{{user.source}}}"'
        if advice:
            yield path, f"`{user.source}` is the account of that name", advice


def _asked(when: Any, path: tuple[Any, ...]) -> Iterator[Slip]:
    for name, value in given(when):
        word = name.removesuffix("_")
        where = (*path, word)
        if word in {"not", "any", "all"}:
            for i, block in enumerate(value):
                yield from _asked(block, (*where, i)) if block.model_fields_set else _empty(word, (*where, i))
        elif word in {"files", "label"}:
            for key, texts in given(value):
                for i, text in enumerate(texts if isinstance(texts, tuple) else ()):
                    yield from _text(word, text, (*where, key, i))
        elif word in _TEXTS:
            for i, text in enumerate(value):
                yield from _text(word, text, (*where, i))


def _empty(word: str, path: tuple[Any, ...]) -> Iterator[Slip]:
    """A block under `not`, `any` or `all` in which nothing stands: it holds of everything."""
    comes = {"not": "`not` never holds", "any": "`any` always holds", "all": "it changes nothing"}[word]
    yield path, f"nothing is asked here, so that {comes}", "ask something, or leave it out"


def _text(word: str, text: Any, path: tuple[Any, ...]) -> Iterator[Slip]:
    """A text that is looked for."""
    source = text if isinstance(text, str) else text.source
    if unseen := _unseen(source):
        yield path, *unseen
    else:
        yield from _TEXTS[word](text, path)


def _unseen(source: str) -> tuple[str, str] | None:
    """A character in it that nobody sees and hardly anybody means."""
    found = _UNSEEN.search(source)
    if found is None:
        return None
    if found[0] == "\b":
        return '`\\b` in "…" is a backspace, which no text holds', "write the text in '…', where a backslash is one"
    return f"this holds a character that nobody sees, U+{ord(found[0]):04X}", "write it without that character"


def _path(glob: Glob, path: tuple[Any, ...]) -> Iterator[Slip]:
    sign, plain = glob.source[: glob.excludes], glob.source[glob.excludes :]
    meant = re.sub(r"^\.?/+", "", plain)
    if meant and (meant != plain or plain.endswith("/")):
        meant = f"{meant}**" if meant.endswith("/") else meant
        message = f"no path fits `{glob.source}`: paths begin with a name and end with a file's"
        yield path, message, f'write "{sign}{meant}"'


def _branch(glob: Glob, path: tuple[Any, ...]) -> Iterator[Slip]:
    sign, plain = glob.source[: glob.excludes], glob.source[glob.excludes :]
    if plain.startswith(_REF):
        written = f"{sign}{plain.removeprefix(_REF)}"
        yield path, f"no branch fits `{glob.source}`: branches are named without {_REF}", f'write "{written}"'


def _label(name: str, path: tuple[Any, ...]) -> Iterator[Slip]:
    if len(name) > LONGEST_LABEL:
        message = f"no label has {len(name)} characters: GitHub allows {LONGEST_LABEL}"
        yield path, message, "write the label as it is called on GitHub"
    elif "*" in name:
        yield path, f"only a label called `{name}` is meant: labels are no globs", "name each label"


def _pattern(text: Pattern, path: tuple[Any, ...]) -> Iterator[Slip]:
    source = text.source
    if (flagged := _FLAGGED.fullmatch(source)) and not source.endswith("/i"):
        kind = "i" if "i" in source.rpartition("/")[2] else ""
        message = f"`{source}` is looked for as plain text: a regular expression ends with / or /i"
        yield path, message, f"write '/{flagged[1]}/{kind}'"
    elif not text.is_regex and _LOOKS_LIKE_REGEX.search(source):
        message = f"`{source}` is looked for as plain text: a regular expression stands between slashes"
        yield path, message, f"write '/{source}/'"


_TEXTS: Mapping[str, Callable[[Any, tuple[Any, ...]], Iterator[Slip]]] = {
    "files": _path,
    "label": _label,
    "base": _branch,
    "head": _branch,
    "title": _pattern,
    "body": _pattern,
}
