"""What one value of a rule hardly means as it is written: a glob that no path fits, the account called `author`."""

import re
from collections.abc import Iterator
from typing import Any

from rules.globs import Glob
from rules.goals.comment import Said
from rules.question import given
from rules.rulefile import RuleLook, entry_word
from rules.selector import PEOPLE_OF_THE_ITEM, Selector
from rules.template import NAMES

Slip = tuple[tuple[Any, ...], str, str]

_FLAGGED = re.compile(r"/(.+)/[gimsuy]{1,6}", re.DOTALL)
_DOUBLED = re.compile(rf"(?<!\{{)\{{\{{\s*({'|'.join(NAMES)})\s*\}}\}}(?!\}})")


def slips(rule: RuleLook, path: tuple[Any, ...]) -> Iterator[Slip]:
    """Where each stands, what it means, and what was probably meant."""
    yield from _asked(rule.when, (*path, "when"))
    for i, entry in enumerate(rule.do):
        yield from _accounts(entry, (*path, "do", i))
        said = getattr(entry, "comment_", None) if entry_word(entry) == "comment" else None
        if isinstance(said, Said) and said.text and (doubled := _DOUBLED.search(said.text.source)):
            written = f"{{{doubled[1]}}}"
            where = (*path, "do", i, "comment", "text")
            yield where, f"`{doubled[0]}` says {written} in so many letters", f"for the value write {written}"


def _accounts(entry: Any, path: tuple[Any, ...]) -> Iterator[Slip]:
    """People of the item, written as if they were accounts."""
    word = entry_word(entry)
    selector = getattr(entry, f"{word}_", None)
    users = selector.users if isinstance(selector, Selector) else None
    for user in users or ():
        if user.source in PEOPLE_OF_THE_ITEM:
            advice = f'for the {user.source} of the item write "{{{user.source}}}"'
            yield (*path, word), f"`{user.source}` is the account of that name", advice


def _asked(when: Any, path: tuple[Any, ...]) -> Iterator[Slip]:
    for name, value in given(when):
        word = name.removesuffix("_")
        where = (*path, word)
        if word in {"not", "any", "all"}:
            for i, block in enumerate(value):
                yield from _asked(block, (*where, i))
        elif word == "files":
            for key, globs in given(value):
                for i, glob in enumerate(globs if isinstance(globs, tuple) else ()):
                    yield from _glob(glob, (*where, key, i))
        elif word in {"title", "body"}:
            for i, text in enumerate(value):
                yield from _pattern(text.source, (*where, i))


def _glob(glob: Glob, path: tuple[Any, ...]) -> Iterator[Slip]:
    sign, plain = glob.source[: glob.excludes], glob.source[glob.excludes :]
    meant = re.sub(r"^\.?/+", "", plain)
    if meant and (meant != plain or plain.endswith("/")):
        meant = f"{meant}**" if meant.endswith("/") else meant
        yield (
            path,
            f"no path fits `{glob.source}`: paths begin with a name and end with a file's",
            f'write "{sign}{meant}"',
        )


def _pattern(source: str, path: tuple[Any, ...]) -> Iterator[Slip]:
    if (flagged := _FLAGGED.fullmatch(source)) and not source.endswith("/i"):
        kind = "i" if "i" in source.rpartition("/")[2] else ""
        message = f"`{source}` is looked for as plain text: a regular expression ends with / or /i"
        yield path, message, f"write '/{flagged[1]}/{kind}'"
