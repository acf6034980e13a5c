"""The words of a comment: a message in the reader's language, and where it is not there, a way to write it. Pure."""

from urllib.parse import quote

from bot.action import Look
from bot.messages import say
from bot.planning.reader import language_of_author
from rules.goals.comment import Said
from rules.sayings import FOLDER, speaks
from rules.template import Template


def text_of(said: Said, look: Look) -> Template | None:
    """What is to be said, in the language that the rule asks for, else in the author's; None where there is nothing."""
    return said.text if said.say is None else look.book.saying(said.say, _asked(said, look))


def language_of_text(said: Said, look: Look) -> str:
    """The language in which it is said: a rule's own words are in the project's."""
    tongues = look.book.tongues(said.say or "") if said.say is not None else ()
    asked = _asked(said, look) if tongues else ""
    return asked if asked and speaks(tongues, asked) else look.book.project.language


def untranslated(said: Said, look: Look) -> str:
    """That the message is not there in the language in which it should be said, and where to write it; else nothing."""
    tongues = look.book.tongues(said.say or "")
    asked = _asked(said, look) if tongues else ""
    link = _new_file(look, f"{said.say}.{asked}.md") if asked and not speaks(tongues, asked) else ""
    if not link:
        return ""
    return f"\n\n{say('untranslated', asked, language=asked)} [{say('translate', asked)}]({link})"


def _asked(said: Said, look: Look) -> str:
    """The language in which it should be said."""
    if said.language:
        return said.language.plain(look.values) or ""
    return language_of_author(look.facts, look.book, look.values, look.book.tongues(said.say or ""))


def _new_file(look: Look, name: str) -> str:
    """Where a browser writes a new message file; nothing where the item's own address is not known."""
    item = look.values.get("url", "").rsplit("/", 2)[0]
    return f"{item}/new/HEAD/{FOLDER}?filename={quote(name, safe='')}" if item else ""
