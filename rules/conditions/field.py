"""`field`: what was answered in the issue form."""

from typing import Annotated, Any

from pydantic import Field as Limits

from rules.answer import CHECKED, UNCHECKED, Answer
from rules.condition import Condition, known
from rules.facts import Facts
from rules.filled import FORM_FACTS, filled_in
from rules.forms import Field, answers, choices
from rules.words import Answers, OneOrMany, Text, listed

SHOWN = 80
CHOSEN = frozenset({"dropdown", "checkboxes"})

Wanted = Annotated[dict[Text, OneOrMany[Answers]], Limits(min_length=1, max_length=50)]


class FormField(Condition[Wanted], word="field"):
    """Met when every question that is named has one of the answers that are asked for.

    Questions are named by label or id. A free text holds the text, or fits `/…/` or `/…/i`; of a dropdown or of
    checkboxes one choice is it; `">= 3"` compares a number. `empty` is a question that was left open (GitHub writes
    `_No response_`) or that the body does not hold, `true` and `checked` are checkboxes that are all ticked,
    `false` and `unchecked` checkboxes of which none is.
    """

    example = 'field: {Version: "/^2\\\\./", Media type: [Article, Video], Copies: ">= 3"}'
    reads = FORM_FACTS
    kinds = frozenset({"issue"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        form = filled_in(facts)
        if form is None:
            return False, None
        told = answers(form, known(facts.body))
        asked = {name: form.field_named(name) for name in self.value}
        texts = {name: told.get(field.label, "") if field else None for name, field in asked.items()}
        met = all(
            field is not None and any(_holds(each, field, texts[name] or "") for each in self.value[name])
            for name, field in asked.items()
        )
        return met, {name: _short(text) for name, text in texts.items()}

    def asks(self) -> str:
        return " and ".join(f"the answer to {name} is {listed(wanted)}" for name, wanted in self.value.items())


def _holds(wanted: Answer, field: Field, text: str) -> bool:
    if field.type not in CHOSEN:
        return not text if wanted.empty else bool(text) and wanted.found_in(text)
    chosen = choices(field, text)
    if field.type == "checkboxes" and wanted.source == CHECKED:
        return bool(chosen) and len(chosen) == len(field.options)
    left_open = wanted.empty or (field.type == "checkboxes" and wanted.source == UNCHECKED)
    return (left_open and not chosen) or any(wanted.is_(each) for each in chosen)


def _short(text: str | None) -> str | None:
    return f"{text[:SHOWN]}…" if text is not None and len(text) > SHOWN else text
