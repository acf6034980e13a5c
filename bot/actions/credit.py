"""`credit`: records who contributed what."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.action import Action, HeldBack, Look
from bot.hearing.payloads import GHOST
from bot.verb import Trace, Verb, Wording
from bot.writing.credited import GiveCredit, has_credit, is_quiet
from rules.condition import known
from rules.facts import Facts
from rules.goals.credit import Credit
from rules.home import Home
from rules.recognition import UNNAMED, credit_name
from rules.speech import translated_into
from rules.way import pathway_of

_AS: Mapping[str, str] = {"author": "content", "reviewers": "review", "translators": "translation"}


class CreditVerb(Verb[Credit], word="credit"):
    """Its deeds are kept as records are: `credit: review, ada`."""

    trace = Trace("recorded", timeline=True)
    key = "name"
    takes_back = "credit"
    wording = Wording("other", "recorded the {}", "record the {}", "dropped the {}")

    def plan(self, goal: Credit, look: Look) -> Iterator[Action | HeldBack]:
        recorded = known(look.facts.recorded)
        for name, type_, login in credited(goal, look.facts, look.book.home):
            if name.lower() in recorded or has_credit(type_, login, recorded):
                continue
            if ("credit", name.lower()) in look.facts.overruled:
                yield look.held_back("credit", "a person took it back")
            else:
                yield GiveCredit(**look.signed, name=name, login=login)

    def take_back(self, goal: Any, targets: frozenset[str], look: Look) -> Iterator[Action | HeldBack]:
        del goal
        for name in sorted(targets & known(look.facts.recorded)):
            yield GiveCredit(**look.signed, name=name, dropped=True)


def credited(goal: Credit, facts: Facts, home: Home) -> Iterator[tuple[str, str, str]]:
    """The contributions to an item: the name of its record, its type, the person; who is not named is a number."""
    unnamed = dict[str, int]()
    for login, type_ in contributions(goal, facts, home):
        if is_quiet(login, facts):
            unnamed[type_] = unnamed.get(type_, 0) + 1
            yield credit_name(type_, f"{UNNAMED} {unnamed[type_]}"), type_, ""
        else:
            yield credit_name(type_, login), type_, login


def contributions(goal: Credit, facts: Facts, home: Home) -> list[tuple[str, str]]:
    """Who contributed what to an item, each once; bots and deleted accounts contribute nothing."""
    person = known(facts.author)
    author = person.login
    translators = _translators(author, facts, home) if "translators" in goal.value.to else []
    people = {
        "author": [] if person.bot or author in translators else [author],
        "reviewers": _reviewers(author, facts),
        "translators": translators,
    }
    types = {**_AS, "author": _type_of_author(goal, facts, home)}
    found = [(login, goal.value.type or types[group]) for group in goal.value.to for login in people[group]]
    return list(dict.fromkeys((login, type_) for login, type_ in found if _is_somebody(login)))


def _is_somebody(login: str) -> bool:
    return login.lower() != GHOST.login and not login.endswith("[bot]")


def _type_of_author(goal: Credit, facts: Facts, home: Home) -> str:
    """What the item's pathway says."""
    told = {way.name: way.credit for way in home.pathways if way.credit}
    if goal.value.type or "author" not in goal.value.to or not told:
        return _AS["author"]
    return told.get(pathway_of(facts, home), _AS["author"])


def _translators(author: str, facts: Facts, home: Home) -> list[str]:
    """Those who committed to translations; with nothing else in it, or nobody else, the author too."""
    source = home.languages[0]
    if not translated_into(facts, home) - {source}:
        return []
    others = [login for login in known(facts.committers) if login.lower() != author.lower()]
    alone = all(translated_into(facts.but(files=(path,)), home) - {source} for path in known(facts.files))
    return [author, *others] if alone or not any(map(_is_somebody, others)) else others


def _reviewers(author: str, facts: Facts) -> list[str]:
    """Whoever said an opinion of the pull request, but for its author."""
    if facts.kind != "pull_request":
        return []
    return [
        login for login in sorted({review.author for review in known(facts.reviews)}) if login.lower() != author.lower()
    ]
