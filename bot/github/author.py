"""Who opened an item, and whether they are new: where GitHub's word for the bond does not tell, their history does."""

from collections.abc import Mapping
from typing import Any

from bot.github.answer import Answer
from bot.github.document import Part
from bot.github.history import login_of
from bot.item import ItemRef
from rules.facts import UNKNOWN, Person
from rules.people import newness


def earlier_part(item: ItemRef, author: str) -> Part:
    """The question for the first thing that somebody opened in a repository."""
    text = (
        "search(type: ISSUE, first: 1, query: $earlier) "
        "{ nodes { ... on Issue { number } ... on PullRequest { number } } }"
    )
    wording = f"repo:{item.repo} author:{author} sort:created-asc"
    return Part("earlier", text, {"earlier": ("String!", wording)})


def author_of(node: Mapping[str, Any], answer: Answer, known_person: bool | None) -> Person:
    """The author of an item; `known_person` says whether they are known not to be new, where that is known."""
    account = node.get("author")
    login, association = login_of(account), node.get("authorAssociation") or "NONE"
    bot = login.endswith("[bot]")
    told = False if bot else newness(association)
    if told is None and known_person is not None:
        told = not known_person
    earlier = answer.data.get("earlier")
    if told is None and isinstance(earlier, dict):
        numbers = [found["number"] for found in earlier["nodes"] if found and "number" in found]
        told = not numbers or numbers[0] >= node["number"]
    number = account.get("databaseId", UNKNOWN) if isinstance(account, Mapping) else UNKNOWN
    return Person(login=login, bot=bot, id=number, association=association, new=UNKNOWN if told is None else told)
