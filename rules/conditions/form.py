"""`form`: which issue form was filled in."""

from typing import Any

from rules.condition import Condition
from rules.facts import Facts
from rules.filled import FORM_FACTS, filled_in
from rules.words import OneOrMany, Text, listed


class IssueForm(Condition[OneOrMany[Text]], word="form"):
    """Met when the issue was written with one of the forms: the form's name, or its file's without `.yml`.

    GitHub keeps no record of the form, so the headings of the body tell: the form with most of its questions there is
    the one; among equals the title's beginning counts, then the labels. `none` is an issue of no form. Anybody can
    write such headings, so a form never proves who somebody is.
    """

    example = "form: [bug, idea]"
    reads = FORM_FACTS
    kinds = frozenset({"issue"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        form = filled_in(facts)
        if form is None:
            return "none" in self.value, None
        return any(form.called(name) for name in self.value), form.name

    def asks(self) -> str:
        return f"the form is {listed(self.value)}"
