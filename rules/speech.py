"""Which language an item is in, from the surest sign to the weakest.

A translated file says it, then the answer in a form, then a `lang/…` label, then the people file of the author. Where
nobody says it, the text itself is looked at, and what cannot be told with some certainty is taken for the project's
language.
"""

import importlib
import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rules.condition import known
from rules.facts import Facts
from rules.filled import answer_to
from rules.home import Home
from rules.pattern import PatternError, compile_expression
from rules.sayings import speaks
from rules.tongues import english_name, tongues_in

SURE = 0.6
LOOKED_AT = 5_000
PREFIX = "lang/"
QUESTION = "language"

_NOT_PROSE = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|<!--.*?(?:-->|\Z)|https?://\S+|\S*[/\\]\S*|^\s*>.*$", re.DOTALL | re.MULTILINE
)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WORD = re.compile(rf"(?<![\w-]){_TAG.pattern}(?![\w-])")


class Undetected(LookupError):
    """The text would have to tell, and the extra that reads it is not installed."""


def language_of(facts: Facts, home: Home) -> str:
    """The item's language, as the rule file spells it where it names it.

    Raises:
        Undetected: nobody says it, and the extra `lang` is not installed.
    """
    declared = _of_files(facts, home) or _of_form(facts, home) or _of_labels(facts, home) or _of_author(facts, home)
    if declared or len(home.languages) == 1:
        return declared or home.languages[0]
    return detected(f"{known(facts.title)}\n{known(facts.body)}"[:LOOKED_AT], home) or home.languages[0]


def needs_of_language(facts: Facts, home: Home) -> frozenset[str]:
    """The facts without which it cannot be told of this item: files only of pull requests, forms only of issues."""
    needs = {"kind", "labels", "title", "body"}
    needs |= {"files"} if home.translations and facts.kind == "pull_request" else set()
    needs |= {"forms"} if facts.kind == "issue" and "###" in str(facts.body) else set()
    needs |= {"author", "people"} if home.people else set()
    return frozenset(needs)


def all_needs_of_language(home: Home) -> frozenset[str]:
    """The facts without which it cannot be told of some item or other."""
    needs = {"kind", "labels", "title", "body", "forms"}
    return frozenset(
        needs | ({"files"} if home.translations else set()) | ({"author", "people"} if home.people else set())
    )


def translated_into(facts: Facts, home: Home) -> frozenset[str]:
    """The languages of the translated files that a pull request changes."""
    if facts.kind != "pull_request" or not home.translations:
        return frozenset()
    patterns = [path for path in map(_path, home.translations) if path]
    matches = [pattern.fullmatch(path) for path in known(facts.files) for pattern in patterns]
    return frozenset(_spelled(match["lang"], home) for match in matches if match)


def _of_files(facts: Facts, home: Home) -> str | None:
    """The only language of the translated files that a pull request changes."""
    found = translated_into(facts, home)
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=256)
def _path(template: str) -> Any:
    """The paths that `translations/{lang}/{name}.md` stands for; None for what names no language, or is too much."""
    parts = re.split(r"\{(\w+)\}", template)
    texts = [re.escape(part) if i % 2 == 0 else _hole(part) for i, part in enumerate(parts)]
    try:
        return compile_expression("".join(texts)) if parts.count("lang") == 1 else None
    except PatternError:
        return None


def _hole(name: str) -> str:
    return f"(?P<lang>{_TAG.pattern})" if name == "lang" else "[^/]+"


def declared(facts: Facts) -> list[str]:
    """The languages that the answer to a question called Language names: `Deutsch`, `German (de)`, `de` alone."""
    told = _answer(facts)
    return list(dict.fromkeys((*_named(told), *_WORD.findall(told))))


def _answer(facts: Facts) -> str:
    return answer_to(QUESTION, facts) if facts.kind == "issue" and "###" in known(facts.body) else ""


def _named(told: str) -> Iterator[str]:
    """The languages that are named in full, as the tag beside the name has them: `pt-BR` in `Portuguese (pt-BR)`."""
    tags = [tag for tag in _WORD.findall(told) if "-" in tag]
    for name in tongues_in(told):
        yield next((tag for tag in tags if _primary(tag) == _primary(name)), name)


def _of_form(facts: Facts, home: Home) -> str | None:
    """The first one that the rule file names; else the first that is named in full, or alone: no word by chance."""
    told = _answer(facts)
    ours = (found for tag in declared(facts) if (found := speaks(home.languages, tag)))
    alone = [told] if _TAG.fullmatch(told) and english_name(_primary(told)) else []
    return next(itertools.chain(ours, _named(told), alone), None)


def _of_labels(facts: Facts, home: Home) -> str | None:
    tags = [label[len(PREFIX) :] for label in known(facts.labels) if label.lower().startswith(PREFIX)]
    return _spelled(tags[0], home) if len(tags) == 1 else None


def _of_author(facts: Facts, home: Home) -> str | None:
    """The first language that the people file says the author speaks, among those that the rule file names."""
    if not home.people:
        return None
    login = known(facts.author).login.lower()
    spoken = next((member.languages for member in known(facts.people) if member.login.lower() == login), ())
    return next((found for tag in spoken if (found := speaks(home.languages, tag))), None)


@lru_cache(maxsize=256)
def detected(text: str, home: Home) -> str | None:
    """What the text seems to be written in, among the languages that the rule file names."""
    prose = _NOT_PROSE.sub(" ", text)
    if not any(char.isalpha() for char in prose):
        return None
    found = identifier(frozenset(_primary(tag) for tag in home.languages))
    if len(found.labels) == 1:  # one language alone is always certain
        return None
    tag, certainty = found.classify(prose)
    return _spelled(tag, home) if certainty >= SURE else None


@lru_cache(maxsize=8)
def identifier(languages: frozenset[str]) -> Any:
    """What tells these languages apart, as far as its model knows them.

    Raises:
        Undetected: it is not installed.
    """
    try:
        langid = importlib.import_module("py3langid.langid")
    except ImportError:
        raise Undetected from None
    made = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    made.set_languages(sorted(languages & set(made.labels)) or ["en"])
    return made


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _spelled(tag: str, home: Home) -> str:
    """A tag as the rule file spells it: `pt` is `pt-BR` where that is the only Portuguese there."""
    exact = next((each for each in home.languages if each.lower() == tag.lower()), None)
    return exact or next((each for each in home.languages if _primary(each) == tag.lower()), tag)
