"""The names that an `if:` expression may use: their types, the facts that they need, their values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.condition import known
from rules.facts import Facts, Person
from rules.filled import FORM_FACTS, answers_of, filled_in

TEXT, FLAG, NUMBER, TIME = "string", "bool", "int", "timestamp"
TEXTS, NAMED, TABLE, ANY = "list(string)", "map(string, string)", "list(map(string, string))", "map(string, dyn)"


@dataclass(frozen=True, slots=True)
class Word:
    """One name.

    Attributes:
        type: in CEL's words.
        needs: the facts without which it has no value.
        value: what it stands for; every needed fact is known then.
    """

    type: str
    needs: frozenset[str]
    value: Callable[[Facts], Any]


def _fact(name: str, type_: str) -> Word:
    """A fact as it is; a text that is missing is empty."""
    empty: Any = "" if type_ == TEXT else None

    def value(facts: Facts) -> Any:
        found = known(getattr(facts, name))
        return list(found) if isinstance(found, tuple) else empty if found is None else found

    return Word(type_, frozenset({name}), value)


def _of_person(who: str, part: str, type_: str) -> Word:
    def value(facts: Facts) -> Any:
        person: Person = known(getattr(facts, who))
        found = getattr(person, part)
        return sorted(found) if type_ == TEXTS else found

    return Word(type_, frozenset({who if part in {"login", "bot"} else f"{who}.{part}"}), value)


def _reviews(facts: Facts) -> list[dict[str, str]]:
    return [{"author": review.author, "state": review.state.lower()} for review in known(facts.reviews)]


def _form(facts: Facts) -> str:
    form = filled_in(facts)
    return form.name if form else ""


WORDS: Mapping[str, Word] = {
    **{name: _fact(name, TEXT) for name in ("kind", "repo", "title", "body", "state", "head", "base")},
    **{name: _fact(name, TEXT) for name in ("milestone", "stage", "checks")},
    **{name: _fact(name, FLAG) for name in ("draft", "locked")},
    **{name: _fact(name, NUMBER) for name in ("number", "additions", "deletions", "comments", "reactions", "linked")},
    **{name: _fact(name, TEXTS) for name in ("labels", "assignees", "files", "requested")},
    **{name: _fact(name, TIME) for name in ("created_at", "updated_at", "human_at", "now")},
    **{
        f"{who}.{part}": _of_person(who, part, type_)
        for who in ("author", "actor")
        for part, type_ in (
            *(("login", TEXT), ("bot", FLAG), ("association", TEXT), ("new", FLAG), ("roles", TEXTS), ("may", TEXTS)),
        )
    },
    "event.name": Word(TEXT, frozenset(), lambda facts: facts.event or ""),
    "event.label": _fact("event_label", TEXT),
    "event.comment": _fact("event_comment", TEXT),
    "reviews": Word(TABLE, frozenset({"reviews"}), _reviews),
    "check_runs": _fact("check_runs", NAMED),
    "fields": _fact("fields", ANY),
    "form": Word(TEXT, FORM_FACTS, _form),
    "field": Word(NAMED, FORM_FACTS, answers_of),
}
