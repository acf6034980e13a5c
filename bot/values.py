"""What templates may put into a text, taken from the facts; a value that is not known is empty."""

from collections.abc import Mapping
from typing import Any

from rules.book import Rulebook
from rules.facts import UNKNOWN, Facts, Person
from rules.filled import FORM_FACTS, answers_of, filled_in
from rules.template import Template

LONGEST_LABEL = 50


def values_of(facts: Facts, book: Rulebook, url: str = "") -> dict[str, str]:
    """The values by name, plain: the template escapes them where they are put."""
    said = {
        "author": _login(facts.author),
        "actor": _login(facts.actor),
        "title": _word(facts.title),
        "number": _word(facts.number),
        "repo": _word(facts.repo),
        "assignee": _listed(facts.assignees),
        "reviewers": _listed(facts.requested),
        "labels": _listed(facts.labels),
        "stage": _word(facts.stage),
        "milestone": _word(facts.milestone),
        "base": _word(facts.base),
        "head": _word(facts.head),
        "url": url,
        "project": book.project.name or "",
    }
    said |= _answers(facts)
    return {name: value for name, value in said.items() if value}


def _answers(facts: Facts) -> dict[str, str]:
    """What was answered in the issue's form, by the label and by the id of each question."""
    if not all(facts.knows(need) for need in FORM_FACTS):
        return {}
    form, told = filled_in(facts), answers_of(facts)
    ids = {field.id: told.get(field.label, "") for field in form.fields if field.id} if form else {}
    return {f"field.{name}": text for name, text in {**ids, **told}.items()}


def label_of(name: Template, values: Mapping[str, str]) -> str | None:
    """The label that a name with values in it stands for, as long as GitHub lets it be; None where a value is empty."""
    label = name.plain(values)
    return label and label[:LONGEST_LABEL].strip()


def _login(person: Any) -> str:
    return person.login if isinstance(person, Person) else ""


def _word(value: Any) -> str:
    return "" if value is UNKNOWN or value is None else str(value)


def _listed(names: Any) -> str:
    return ", ".join(names) if isinstance(names, tuple) else ""
