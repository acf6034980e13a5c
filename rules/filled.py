"""The form that an issue was written with, from the facts."""

from rules.condition import known
from rules.facts import Facts
from rules.forms import Form, answers, form_of

FORM_FACTS = frozenset({"forms", "title", "body", "labels"})


def filled_in(facts: Facts) -> Form | None:
    """The form; every fact of `FORM_FACTS` is known here."""
    return form_of(known(facts.forms), title=known(facts.title), body=known(facts.body), labels=known(facts.labels))


def answers_of(facts: Facts) -> dict[str, str]:
    """What was answered, by label; nothing where no form was used."""
    form = filled_in(facts)
    return dict(answers(form, known(facts.body))) if form else {}


def answer_to(question: str, facts: Facts) -> str:
    """What was answered to the question with this label, or else with this id; empty where nothing was."""
    form = filled_in(facts)
    asked = form.field_named(question) if form else None
    return answers_of(facts).get(asked.label, "").strip() if asked else ""
