"""What a person says is true of an item: from the names and values of a facts document to facts.

Names and values are those of the documentation, not of GitHub's API: `author: alice`, `labels: [bug]`. Whatever is
wrong is reported with its place, so that the one who wrote it finds it.
"""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from bot.explaining.readers import (
    Read,
    flag,
    listed,
    login,
    loud,
    maybe,
    moment,
    named,
    one_of,
    shaped,
    text,
    whole,
    within,
)
from bot.explaining.unfit import SHOWN, FactsError, Unfit, Wrong, dotted, shown
from bot.hearing.malformed import first_mistake
from bot.people.entry import Entry
from rules.diagnostics import did_you_mean
from rules.facts import UNKNOWN, Candidate, Changer, Facts, Member, Person, Review
from rules.forms import FOLDER, Form, read_form
from rules.groups import group_in
from rules.outcomes import OUTCOMES
from rules.people import Association, newness
from rules.votes import Remark, Talk, Vote

__all__ = ["FACTS", "FactsError", "Wrong", "read_facts"]

_ENTRIES = TypeAdapter(list[Entry])

KINDS = ("issue", "pull_request", "discussion")
STATES = ("open", "closed", "merged")
REVIEWS = ("approved", "changes_requested", "commented", "dismissed")
_MOST_MISTAKES = 20


def read_facts(document: Any) -> Facts:
    """The facts that a document tells; what it does not speak of is unknown.

    Raises:
        FactsError: names that are no facts, or values that they do not take.
    """
    if not isinstance(document, dict):
        raise FactsError([Wrong((), f"facts are names with values, not {shown(document)}", "write `labels: [bug]`")])
    values: dict[str, Any] = {}
    mistakes: list[Wrong] = []
    for name, value in document.items():
        if len(mistakes) == _MOST_MISTAKES:
            break
        if name not in FACTS:
            short = name[:SHOWN]
            mistakes.append(Wrong((name,), f"there is no fact `{short}`", did_you_mean(short, FACTS), key=True))
            continue
        try:
            values[name] = within(name, FACTS[name], value)
        except Unfit as unfit:
            mistakes.append(unfit.told())
    if mistakes:
        raise FactsError(mistakes)
    return Facts(**values)


_ASSOCIATION = loud(one_of(*get_args(Association)))
_PERSON = shaped(
    "a login, or {login, association, new, roles}",
    {"login": login},
    {
        "association": _ASSOCIATION,
        "new": flag,
        "roles": listed(text),
        "may": listed(text),
        "bot": flag,
    },
)
_REVIEW = shaped("{author, state}", {"author": login, "state": loud(one_of(*REVIEWS))}, {})
_VOTE = shaped(
    "{decision, begun_at, nominee, role, nominator}",
    {"decision": text, "begun_at": moment},
    {"nominee": login, "role": text, "nominator": login},
)
_REMARK = shaped("{login, text, at}", {"login": login, "text": text, "at": moment}, {})
_CANDIDATE = shaped(
    "{open_items, limited, asked_at, id}",
    {},
    {"open_items": whole, "limited": flag, "asked_at": moment, "id": whole},
)


def _person(value: Any) -> Person:
    said = _PERSON(value if isinstance(value, dict) else {"login": login(value)} if value else value)
    bot = said.get("bot", said["login"].endswith("[bot]"))
    told = False if bot else newness(said.get("association", ""))
    return Person(
        login=said["login"],
        bot=bot,
        association=said.get("association", UNKNOWN),
        new=said.get("new", UNKNOWN if told is None else told),
        roles=said.get("roles", UNKNOWN),
        may=frozenset(said["may"]) if "may" in said else UNKNOWN,
    )


def _members(value: Any) -> tuple[Member, ...]:
    """Entries as they stand in the people file; `login` is another word for `github`."""
    try:
        return tuple(
            entry.member() for entry in _ENTRIES.validate_python(value if isinstance(value, list) else [value])
        )
    except ValidationError as error:
        place, wrong = first_mistake(error)
        raise Unfit("entries of the people file", value, f"{dotted(place)}: {wrong}") from None


def _candidates(value: Any) -> dict[str, Candidate]:
    """What is known of those who may be chosen, by login; whoever is named is somebody."""
    told = named(_CANDIDATE)(value)
    return {who.lower(): Candidate(**{"id": 0, **each}) for who, each in told.items()}


def _changers(value: Any) -> tuple[Changer, ...]:
    """How often people changed files: `{ada: {docs/x.md: 3}}`."""
    told = named(named(whole))(value)
    found = (Changer(login=who, files=files) for who, files in told.items())
    return tuple(sorted(found, key=lambda one: -sum(one.files.values())))


def _votes(value: Any) -> tuple[Vote, ...]:
    """What decisions are about that are open; the rules at hand tell the rest."""
    return tuple(
        Vote(key="", rule="", rule_id="", position=0, cause="", closes_at=one["begun_at"], **one)
        for one in listed(_VOTE)(value)
    )


def _talk(value: Any) -> Talk:
    """What people said where they decide."""
    return Talk(remarks=tuple(Remark(**one) for one in listed(_REMARK)(value)))


def _forms(value: Any) -> tuple[Form, ...]:
    """Issue forms as their files hold them, by the file's name."""
    files = named(text)(value)
    return tuple(form for name, told in files.items() if (form := read_form(f"{FOLDER}/{name}", told)))


def _undone(value: Any) -> frozenset[tuple[str, str]]:
    pairs = listed(named(text))(value)
    return frozenset((verb, target.lower()) for each in pairs for verb, target in each.items())


FACTS: Mapping[str, Read] = {
    "kind": one_of(*KINDS),
    "number": whole,
    "title": text,
    "body": text,
    "state": one_of(*STATES),
    "draft": flag,
    "author": _person,
    "actor": _person,
    "labels": listed(text),
    "assignees": listed(login),
    "milestone": maybe(text),
    "locked": flag,
    "files": listed(text),
    "head": text,
    "base": text,
    "additions": whole,
    "deletions": whole,
    "committers": listed(login),
    "reviews": listed(lambda value: Review(**_REVIEW(value))),
    "checks": maybe(one_of(*OUTCOMES)),
    "check_runs": named(one_of(*OUTCOMES)),
    "linked": whole,
    "comments": whole,
    "reactions": whole,
    "stage": maybe(text),
    "fields": named(lambda value: value),
    "created_at": moment,
    "updated_at": moment,
    "human_at": moment,
    "now": moment,
    "repo": text,
    "requested": listed(login),
    "people": _members,
    "groups": lambda value: tuple(map(group_in, listed(named(lambda each: each))(value))),
    "earned": named(listed(login)),
    "candidates": _candidates,
    "changers": _changers,
    "teams": named(listed(login)),
    "codeowners": text,
    "documents": named(text),
    "forms": _forms,
    "event_label": maybe(text),
    "event_comment": maybe(text),
    "undone": _undone,
    "votes": _votes,
    "talk": _talk,
    "sections": named(text),
}
