"""In which language somebody is spoken to. Pure.

What people say of themselves counts most: their entry in the people file, then their answer in the item's form. Else it
is the item's language, and where nobody knows that, the project's.
"""

from collections.abc import Collection, Iterator, Mapping

from bot.messages import languages
from rules.book import Rulebook
from rules.facts import Facts, Person, Unknown
from rules.sayings import speaks
from rules.speech import declared


def language_for(
    login: str, facts: Facts, book: Rulebook, values: Mapping[str, str], tongues: Collection[str] = ()
) -> str:
    """The first language of somebody in which it can be said; their first one where none of them can.

    Args:
        login: of whoever is spoken to.
        facts: the item.
        book: the community's rules.
        values: those of texts, by name.
        tongues: the languages in which it can be said; the bot's own unless given.
    """
    theirs = list(_own(login, facts, values))
    said = tongues or languages()
    fitting = next((tag for tag in theirs if speaks(said, tag)), theirs[0] if theirs else "")
    return fitting or values.get("language", book.project.language)


def language_of_author(facts: Facts, book: Rulebook, values: Mapping[str, str], tongues: Collection[str] = ()) -> str:
    """The same for the author, for whom what stands in the bot's comment is written in the first place."""
    author = facts.author.login if isinstance(facts.author, Person) else ""
    return language_for(author, facts, book, values, tongues)


def _own(login: str, facts: Facts, values: Mapping[str, str]) -> Iterator[str]:
    """What somebody says of their languages, the surest first; a form is read where the item's language is known."""
    members = () if isinstance(facts.people, Unknown) else facts.people
    yield from (tag for member in members if member.login.lower() == login.lower() for tag in member.languages)
    author = facts.author.login.lower() if isinstance(facts.author, Person) else ""
    if author == login.lower() and "language" in values:
        yield from declared(facts)
