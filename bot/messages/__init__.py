"""Every word that the bot says of its own accord, one file for each message and language: `en/refused.md`.

A file is a text with values in it, `{who}` or `{command|code}`: they are escaped as those of a rule file's texts, and a
sentence that holds an empty one is left out. A language that lacks a message says it in English. What the commands do
is said in `de/commands/label.md`, what the bot did in `de/deeds/label.md`; in English the command says it itself, in
the first line of its docstring.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from rules.template import Template, template

ENGLISH = "en"
COMMANDS, DEEDS = "commands", "deeds"
SAYABLE = (
    *("nudge", "welcome", "thanks", "thanks-documentation", "another", "ask-received", "published"),
    *("idle-warning", "released", "quiet-warning"),
)
"""What a rule may say without a text of its own."""


def say(message: str, language: str = ENGLISH, /, **values: str) -> str:
    """A message, as Markdown.

    Args:
        message: the file's name without `.md`.
        language: a tag such as `pt-BR`; `pt` stands in for it, then English.
        values: what its names stand for, as it is.

    Raises:
        KeyError: there is no such message.
    """
    return _message(message, language).render(values)


def words(message: str, language: str = ENGLISH, /, **values: str) -> str:
    """A message as plain words, to stand in another text as a value; empty where one of its own values is."""
    return _message(message, language).plain(values) or ""


def about(command: str, language: str) -> str:
    """What a command does, in a sentence; empty in a language that does not say it, such as English."""
    return _in(COMMANDS, command, language)


def deed(verb: str, language: str) -> str:
    """What a verb did, with `{}` for its target where that is a word for people; in English where a tongue lacks it."""
    return _in(DEEDS, verb, language) or _in(DEEDS, verb, ENGLISH)


@cache
def built_in() -> Mapping[str, Mapping[str, Template]]:
    """The messages that rules may say without writing them themselves, by name and language."""
    return {name: {tag: text for tag in languages() if (text := _own(name, tag))} for name in SAYABLE}


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are, in the order of their tags."""
    folders = (each.name for each in resources.files(__name__).iterdir() if each.is_dir())
    return tuple(sorted(name for name in folders if not name.startswith("__")))


def _message(message: str, language: str) -> Template:
    for tag in (*_near(language), ENGLISH):
        if found := _own(message, tag):
            return found
    raise KeyError(message)


@cache
def _own(message: str, language: str) -> Template | None:
    """A message in a language itself, read when it is first said: few are, and all of them would be 2 MB."""
    file = resources.files(__name__).joinpath(language, f"{message}.md")
    return template(file.read_text(encoding="utf-8").strip(), ours=True) if file.is_file() else None


def _near(language: str) -> Iterator[str]:
    """The languages that a tag may mean: its own, then the one that it is a kind of."""
    known = {tag.lower(): tag for tag in languages()}
    for tag in (language.lower(), language.lower().partition("-")[0]):
        if tag in known:
            yield known[tag]


@cache
def phrases(kind: str, language: str) -> Mapping[str, str]:
    """What one language says of the commands, or of the deeds, by name."""
    folder = resources.files(__name__).joinpath(language, kind)
    files = (file for file in folder.iterdir() if file.name.endswith(".md")) if folder.is_dir() else ()
    return {file.name.removesuffix(".md"): file.read_text(encoding="utf-8").strip() for file in files}


def _in(kind: str, name: str, language: str) -> str:
    return next((told[name] for tag in _near(language) if name in (told := phrases(kind, tag))), "")
