"""What templates may put into a text, taken from the facts when it is asked for; what is not known is empty."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from bot.planning.listed import LISTED
from bot.planning.nextstep import next_step
from rules.book import Rulebook
from rules.facts import UNKNOWN, Facts, Person, Unknown
from rules.filled import FORM_FACTS, answers_of, filled_in
from rules.home import Home
from rules.outright import as_label
from rules.place import country_of, needs_of_place, region_of
from rules.speech import Undetected, language_of, needs_of_language
from rules.template import Template
from rules.way import needs_of_pathway, pathway_of

_FIELD = "field."


def values_of(facts: Facts, book: Rulebook, url: str = "") -> Mapping[str, str]:
    """The values by name, plain: the template escapes them where they are put."""
    return _Values(facts, book, url)


class _Values(Mapping[str, str]):
    """Only names that have a value; each is made when it is first asked for, for telling a language takes time."""

    def __init__(self, facts: Facts, book: Rulebook, url: str) -> None:
        self._facts, self._book = facts, book
        self._made: dict[str, str] = {"url": url, "project": book.project.name or ""}

    def __getitem__(self, name: str) -> str:
        if name.startswith(_FIELD):
            return self._answers[name.lower()]
        if name not in self._made:
            self._made[name] = _READERS[name](self._facts, self._book)
        if not self._made[name]:
            raise KeyError(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in (*_READERS, "url", "project") if name in self)
        yield from self._answers

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @cached_property
    def _answers(self) -> Mapping[str, str]:
        """What was answered in the issue's form, by the label and by the id of each question, in lower case."""
        if self._facts.lacking(FORM_FACTS):
            return {}
        form, told = filled_in(self._facts), answers_of(self._facts)
        ids = {field.id: told.get(field.label, "") for field in form.fields if field.id} if form else {}
        return {f"{_FIELD}{name}".lower(): text for name, text in {**ids, **told}.items() if text}


def label_of(name: Template, values: Mapping[str, str]) -> str | None:
    """The label that a name with values in it stands for, as long as GitHub lets it be; None where a value is empty."""
    label = name.plain(values)
    return label and as_label(label)


def _language(facts: Facts, book: Rulebook) -> str:
    if facts.lacking(needs_of_language(facts, book.home)):
        return ""
    try:
        return language_of(facts, book.home)
    except Undetected:
        return ""


def _placed(where: Callable[[Facts, Home], str]) -> Callable[[Facts, Rulebook], str]:
    def read(facts: Facts, book: Rulebook) -> str:
        lacking = facts.lacking(needs_of_place(facts, book.home))
        return "" if lacking else where(facts, book.home)

    return read


def _pathway(facts: Facts, book: Rulebook) -> str:
    return "" if facts.lacking(needs_of_pathway(facts, book.home)) else pathway_of(facts, book.home)


def _next_step(facts: Facts, book: Rulebook) -> str:
    return next_step(facts, book, book.project.language)


def _fact(name: str) -> Callable[[Facts, Rulebook], str]:
    return lambda facts, _: _plain(getattr(facts, name))


def _plain(value: Any) -> str:
    if isinstance(value, Person):
        return value.login
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is UNKNOWN or value is None else str(value)


def _day(form: str) -> Callable[[Facts, Rulebook], str]:
    def read(facts: Facts, book: Rulebook) -> str:
        now = facts.now
        return "" if isinstance(now, Unknown) else now.astimezone(book.home.zone).strftime(form)

    return read


_READERS: Mapping[str, Callable[[Facts, Rulebook], str]] = {
    **{name: _fact(name) for name in ("author", "actor", "title", "number", "repo", "labels")},
    **{name: _fact(name) for name in ("stage", "milestone", "base", "head")},
    "assignee": _fact("assignees"),
    "reviewers": _fact("requested"),
    "language": _language,
    "country": _placed(country_of),
    "region": _placed(region_of),
    "pathway": _pathway,
    "next_step": _next_step,
    **LISTED,
    "date": _day("%Y-%m-%d"),
    "month": _day("%Y-%m"),
}
