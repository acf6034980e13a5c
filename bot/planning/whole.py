"""A repository as a whole, for rules that look at no item. Pure."""

from datetime import datetime
from typing import Any

from rules.facts import BLANK, Facts, Maybe, Person
from rules.scope import REPOSITORY

NUMBER = 0
"""Stands where items have their number: there is no item 0."""


def repository_facts(repo: Maybe[str], now: Maybe[datetime], **known: Any) -> Facts:
    """What is true of a repository: it has a name, and nothing of what makes an item."""
    nobody = Person(login="", new=False, roles=(), may=frozenset())
    said = {"title": "", "body": "", "labels": (), "author": nobody, "actor": nobody, "awaited": {}}
    return BLANK.but(kind=REPOSITORY, repo=repo, number=NUMBER, now=now, **{**said, **known})
