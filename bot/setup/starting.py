"""The rule file that a repository begins with: from the answers to a few questions. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.explaining.visible import one_line
from bot.importers.imported import Note
from bot.importers.yamlwriter import one
from bot.setup.importing import Other
from rules.language import load

OFFERS = {
    "welcome": "Greet people on their first issue or pull request, and offer them another one when it is done",
    "triage": "Mark new issues until somebody has looked at them",
    "reviews": "Show on each pull request whose turn it is: the reviewer's or the author's",
    "claims": "Let people take issues with /assign, and free what nobody works on any more",
    "documentation": "Mark changes of the documentation",
    "editorial": "Lead texts from draft to review to published",
    "stale": "Ask about what has been quiet for two months, and close it when nobody answers",
}
"""The presets that work without anything else, each in the words of the question."""
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français", "ja": "日本語", "pt": "Português"}
LONGEST_PURPOSE = 200
_DEFAULT_PURPOSE = "What we do here, in a sentence."
_NAME = "  - name: "
_EXTENDS = "extends: "
_RULES = re.compile(r"^rules:$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Choices:
    """The answers.

    Attributes:
        presets: of `OFFERS`; others are left out.
        observe: whether nothing is written to GitHub at first.
        others: files of other programs that are taken over.
    """

    purpose: str = ""
    language: str = "en"
    presets: Sequence[str] = ()
    observe: bool = True
    others: Sequence[Other] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """A first rule file, and for each file that was taken over what it does not say."""

    text: str
    notes: tuple[tuple[str, Note], ...] = ()


def beginning(repo: str, choices: Choices) -> Beginning:
    """The rule file that does what was chosen.

    Raises:
        RuleFileError: the files that were taken over make more than one rule file may hold.
    """
    notes: list[tuple[str, Note]] = []
    rules: list[str] = []
    names: set[str] = set()
    for other in choices.others:
        imported = other.rules()
        notes += [(other.path, note) for note in imported.notes]
        if lines := _rules(imported.rules_text):
            rules += [f"  # From {one_line(other.path, LONGEST_PURPOSE)}", *_named_apart(lines, names)]
    head = list(_head(repo, choices))
    if rules or not head[-1].startswith(_EXTENDS):
        head.append("rules:" if rules else "rules: []")
    text = "\n".join([*head, *rules]) + "\n"
    load(text)
    return Beginning(text, tuple(notes))


def _head(repo: str, choices: Choices) -> Iterator[str]:
    purpose = one_line(choices.purpose, LONGEST_PURPOSE).strip() or _DEFAULT_PURPOSE
    yield f"# How {one_line(repo, LONGEST_PURPOSE)} shows people the way. Every word that may stand here: docs/rules.md"
    yield "project:"
    yield f"  purpose: {one(purpose)}"
    if choices.language in LANGUAGES and choices.language != "en":
        yield f"  language: {choices.language}"
    if choices.observe:
        yield "# Nothing is written to GitHub while this line stands: the bot's pages show what it would do."
        yield "mode: observe"
    if presets := [name for name in OFFERS if name in choices.presets]:
        yield f"{_EXTENDS}[{', '.join(presets)}]"


def _rules(text: str) -> list[str]:
    """The lines below `rules:` of a file that was imported."""
    parts = _RULES.split(text, maxsplit=1)
    return parts[1].strip("\n").split("\n") if len(parts) > 1 else []


def _named_apart(lines: Sequence[str], names: set[str]) -> Iterator[str]:
    """The lines, in which no rule bears a name that is taken."""
    for line in lines:
        if not line.startswith(_NAME):
            yield line
            continue
        name = line.removeprefix(_NAME)
        apart, number = name, 1
        while apart in names:
            number += 1
            apart = f'{name[:-1]} ({number})"' if name.endswith('"') else f"{name} ({number})"
        names.add(apart)
        yield f"{_NAME}{apart}"
