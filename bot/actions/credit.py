"""`credit`: records who contributed what."""

from collections.abc import Iterator, Mapping, Sequence

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.hearing.payloads import GHOST
from bot.verb import Trace, Verb, Wording
from bot.writing.credited import GiveCredit, has_credit, quiet_people
from rules.condition import known
from rules.facts import Facts, Person
from rules.goals.credit import Credit
from rules.home import Home
from rules.recognition import UNNAMED, CreditType, credit_name
from rules.speech import translated_into

_AS: Mapping[str, CreditType] = {"author": "content", "reviewers": "review", "translators": "translation"}


class CreditVerb(Verb[Credit], word="credit"):
    """Its deeds are kept as records are: `credit: review, ada`."""

    trace = Trace("recorded", timeline=True)
    key = "name"
    wording = Wording("other", "recorded the {}", "record the {}")

    def plan(self, goal: Credit, look: Look) -> Iterator[Action | HeldBack]:
        recorded = known(look.facts.recorded)
        for name, type_, login in credited(goal, look.facts, look.book.home):
            if name.lower() in recorded or has_credit(type_, login, recorded):
                continue
            if why := look.undone("credit", name, "a person took it back"):
                yield look.held_back("credit", why)
            else:
                yield GiveCredit(**look.signed, name=name, login=login)

    def writes(self, actions: Sequence[GiveCredit], target: Target) -> Iterator[Write | Refusal]:
        del actions, target
        yield from ()


def credited(goal: Credit, facts: Facts, home: Home) -> Iterator[tuple[str, str, str]]:
    """The contributions to an item: the name of its record, its type, the person; who is not named is a number."""
    quiet, unnamed = quiet_people(facts), dict[str, int]()
    for login, type_ in contributions(goal, facts, home):
        if login.lower() in quiet:
            unnamed[type_] = unnamed.get(type_, 0) + 1
            yield credit_name(type_, f"{UNNAMED} {unnamed[type_]}"), type_, ""
        else:
            yield credit_name(type_, login), type_, login


def contributions(goal: Credit, facts: Facts, home: Home) -> list[tuple[str, str]]:
    """Who contributed what to an item, each once; bots and deleted accounts contribute nothing."""
    author = known(facts.author)
    translated = "translators" in goal.value.to and bool(translated_into(facts, home) - {home.languages[0]})
    found: list[tuple[str, str]] = []
    for group in goal.value.to:
        if group != "reviewers" and translated is (group == "author"):
            continue
        logins = _reviewers(facts, author) if group == "reviewers" else _people(author)
        found += [(login, goal.value.type or _AS[group]) for login in logins]
    return list(dict.fromkeys(found))


def _people(author: Person) -> list[str]:
    return [] if author.bot or author.login.lower() == GHOST.login else [author.login]


def _reviewers(facts: Facts, author: Person) -> list[str]:
    """Whoever said an opinion of the pull request, but for its author."""
    if facts.kind != "pull_request":
        return []
    logins = sorted({review.author for review in known(facts.reviews)})
    nobody = {author.login.lower(), GHOST.login}
    return [login for login in logins if login.lower() not in nobody and not login.endswith("[bot]")]
