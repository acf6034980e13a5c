"""What a person says is true of an item: from the names and values of a facts document to facts.

Names and values are those of the documentation, not of GitHub's API: `author: alice`, `labels: [bug]`. Whatever is
wrong is reported with its place, so that the one who wrote it finds it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from bot.explaining.moments import read_moment
from bot.explaining.unfit import SHOWN, FactsError, Unfit, Wrong, dotted, shown
from bot.hearing.malformed import first_mistake
from bot.people.entry import Entry
from rules.diagnostics import did_you_mean, nearest
from rules.facts import UNKNOWN, Candidate, Changer, Facts, Member, Person, Review
from rules.forms import FOLDER, Form, read_form
from rules.groups import group_in
from rules.outcomes import OUTCOMES
from rules.people import Association, newness
from rules.votes import Remark, Talk, Vote

__all__ = ["FACTS", "FactsError", "Wrong", "read_facts"]

Read = Callable[[Any], Any]

_ENTRIES = TypeAdapter(list[Entry])

KINDS = ("issue", "pull_request", "discussion")
STATES = ("open", "closed", "merged")
REVIEWS = ("approved", "changes_requested", "commented", "dismissed")
_LARGEST = 2**53
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
            values[name] = _within(name, FACTS[name], value)
        except Unfit as unfit:
            mistakes.append(unfit.told())
    if mistakes:
        raise FactsError(mistakes)
    return Facts(**values)


def _within(part: Any, read: Read, value: Any) -> Any:
    try:
        return read(value)
    except Unfit as unfit:
        unfit.path = (part, *unfit.path)
        raise


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    raise Unfit("a text", value, f'quote it: "{value}"' if plain else "")


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise Unfit("true or false", value)


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST:
        return value
    raise Unfit("a whole number", value)


def _moment(value: Any) -> datetime:
    try:
        return read_moment(value)
    except ValueError:
        raise Unfit("a date or time", value, "write 2026-01-31 or 2026-01-31T09:00:00Z") from None


def _login(value: Any) -> str:
    login = value.removeprefix("@") if isinstance(value, str) else ""
    if login and login.isprintable() and " " not in login:
        return login
    raise Unfit("a GitHub login", value)


def _maybe(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        word = value.lower() if isinstance(value, str) else ""
        if word in words:
            return word
        near = nearest(word[:SHOWN], words)
        raise Unfit(" or ".join([", ".join(words[:-1]), words[-1]]), value, f"did you mean `{near}`?" if near else "")

    return read


def _loud(read: Callable[[Any], str]) -> Read:
    """In capitals, as GitHub's own words are."""
    return lambda value: read(value).upper()


def _listed(read: Read) -> Read:
    """A list; what stands alone is a list of one."""

    def listed(value: Any) -> tuple[Any, ...]:
        if isinstance(value, list):
            return tuple(_within(i, read, each) for i, each in enumerate(value))
        if value is None:
            raise Unfit("a list", value, "write [] for none")
        return (read(value),)

    return listed


def _named(read: Read) -> Read:
    """A mapping whose names are free."""

    def named(value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return {name: _within(name, read, each) for name, each in value.items()}
        raise Unfit("names with values", value)

    return named


def _shaped(takes: str, required: Mapping[str, Read], optional: Mapping[str, Read]) -> Callable[[Any], dict[str, Any]]:
    """A mapping whose names are given."""
    known = {**required, **optional}

    def shaped(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or not required.keys() <= value.keys():
            raise Unfit(takes, value)
        for name in value:
            if name not in known:
                raise Unfit(takes, value, did_you_mean(name[:SHOWN], known), unknown_key=name[:SHOWN])
        return {name: _within(name, known[name], each) for name, each in value.items()}

    return shaped


_ASSOCIATION = _loud(_one_of(*get_args(Association)))
_PERSON = _shaped(
    "a login, or {login, association, new, roles}",
    {"login": _login},
    {
        "association": _ASSOCIATION,
        "new": _flag,
        "roles": _listed(_text),
        "may": _listed(_text),
        "bot": _flag,
    },
)
_REVIEW = _shaped("{author, state}", {"author": _login, "state": _loud(_one_of(*REVIEWS))}, {})
_VOTE = _shaped(
    "{decision, begun_at, nominee, role, nominator}",
    {"decision": _text, "begun_at": _moment},
    {"nominee": _login, "role": _text, "nominator": _login},
)
_REMARK = _shaped("{login, text, at}", {"login": _login, "text": _text, "at": _moment}, {})
_CANDIDATE = _shaped(
    "{open_items, limited, asked_at, id}",
    {},
    {"open_items": _whole, "limited": _flag, "asked_at": _moment, "id": _whole},
)


def _person(value: Any) -> Person:
    said = _PERSON(value if isinstance(value, dict) else {"login": _login(value)} if value else value)
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
    told = _named(_CANDIDATE)(value)
    return {login.lower(): Candidate(**{"id": 0, **each}) for login, each in told.items()}


def _changers(value: Any) -> tuple[Changer, ...]:
    """How often people changed files: `{ada: {docs/x.md: 3}}`."""
    told = _named(_named(_whole))(value)
    found = (Changer(login=login, files=files) for login, files in told.items())
    return tuple(sorted(found, key=lambda one: -sum(one.files.values())))


def _votes(value: Any) -> tuple[Vote, ...]:
    """What decisions are about that are open; the rules at hand tell the rest."""
    return tuple(
        Vote(key="", rule="", rule_id="", position=0, cause="", closes_at=one["begun_at"], **one)
        for one in _listed(_VOTE)(value)
    )


def _talk(value: Any) -> Talk:
    """What people said where they decide."""
    return Talk(remarks=tuple(Remark(**one) for one in _listed(_REMARK)(value)))


def _forms(value: Any) -> tuple[Form, ...]:
    """Issue forms as their files hold them, by the file's name."""
    texts = _named(_text)(value)
    return tuple(form for name, text in texts.items() if (form := read_form(f"{FOLDER}/{name}", text)))


def _undone(value: Any) -> frozenset[tuple[str, str]]:
    pairs = _listed(_named(_text))(value)
    return frozenset((verb, target.lower()) for each in pairs for verb, target in each.items())


FACTS: Mapping[str, Read] = {
    "kind": _one_of(*KINDS),
    "number": _whole,
    "title": _text,
    "body": _text,
    "state": _one_of(*STATES),
    "draft": _flag,
    "author": _person,
    "actor": _person,
    "labels": _listed(_text),
    "assignees": _listed(_login),
    "milestone": _maybe(_text),
    "locked": _flag,
    "files": _listed(_text),
    "head": _text,
    "base": _text,
    "additions": _whole,
    "deletions": _whole,
    "committers": _listed(_login),
    "reviews": _listed(lambda value: Review(**_REVIEW(value))),
    "checks": _maybe(_one_of(*OUTCOMES)),
    "check_runs": _named(_one_of(*OUTCOMES)),
    "linked": _whole,
    "comments": _whole,
    "reactions": _whole,
    "stage": _maybe(_text),
    "fields": _named(lambda value: value),
    "created_at": _moment,
    "updated_at": _moment,
    "human_at": _moment,
    "now": _moment,
    "repo": _text,
    "requested": _listed(_login),
    "people": _members,
    "groups": lambda value: tuple(map(group_in, _listed(_named(lambda each: each))(value))),
    "earned": _named(_listed(_login)),
    "candidates": _candidates,
    "changers": _changers,
    "teams": _named(_listed(_login)),
    "codeowners": _text,
    "documents": _named(_text),
    "forms": _forms,
    "event_label": _maybe(_text),
    "event_comment": _maybe(_text),
    "undone": _undone,
    "votes": _votes,
    "talk": _talk,
    "sections": _named(_text),
}
