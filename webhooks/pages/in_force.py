"""The rules in force, and the people whom they name, as pages read them."""

from functools import partial

from bot.people.directory import read_people
from bot.people.files import Wanted
from bot.store import rulefiles
from bot.store.executor import StoreExecutor
from bot.store.rulefiles import RuleFile
from rules.book import Rulebook
from rules.diagnostics import RuleFileError
from rules.facts import Member
from rules.language import load


def book_of(file: RuleFile | None) -> Rulebook | None:
    """The rules of a file; None where there is none, or one that this version of the program cannot read."""
    try:
        return load(file.text, file.bases) if file else None
    except RuleFileError:
        return None


async def people_of(store: StoreExecutor, repo_id: int, book: Rulebook) -> tuple[Member, ...]:
    """Everybody in the people file that rules name, as it was last seen.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    if book.project.people is None:
        return ()
    name = Wanted(book.project.people, book.people_from, private=True).name
    file = await store.read(partial(rulefiles.last_valid, repo_id=repo_id, path=name))
    return read_people(file.text).members if file else ()
