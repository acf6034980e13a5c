"""`propose`: what may be written, and what must be known for it."""

import pytest

from rules.diagnostics import RuleFileError
from rules.goals.propose import Propose
from rules.language import load


def goal(do: str) -> Propose:
    found = load(f"project: {{purpose: p}}\nrules: [{{name: R, do: [{{propose: {do}}}]}}]\n").rules[0].goals[0][1]
    assert isinstance(found, Propose)
    return found


def test_a_form_asks_for_the_forms_and_a_comment_may_be_needed() -> None:
    of_form, of_values = goal("{file: g.yml, add: form}"), goal("{file: g.yml, add: {a: '{title}'}}")
    assert of_form.needs - of_values.needs == {"forms", "title", "labels"}
    assert of_values.asks - of_values.needs == {"title", "sections", "inviting"}


@pytest.mark.parametrize(
    "do",
    [
        "{file: /g.yml, add: form}",
        "{file: g.txt, add: form}",
        "{file: g.yml, add: everything}",
        "{file: g.yml, set: {}}",
        "{file: g.yml, set: {a: '{nobody}'}}",
        "{file: g.yml, remove: {a: 1}}",
    ],
)
def test_what_cannot_be_meant_is_refused(do: str) -> None:
    with pytest.raises(RuleFileError):
        goal(do)
