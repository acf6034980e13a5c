"""How far an item has come on its pathway: which steps are taken, as the form tells it or somebody has confirmed."""

from collections.abc import Collection, Mapping

from rules.facts import UNKNOWN, Facts
from rules.filled import FORM_FACTS, answers_of
from rules.forms import ticked
from rules.groups import group_of
from rules.pathways import Pathway, Step

PREFIX = "step: "
FOLLOWED = "checklist: "


def confirmed_as(step: str) -> str:
    """Under which name an item is remembered because somebody confirmed a step of it."""
    return f"{PREFIX}{step}"


def followed_as(pathway: str) -> str:
    """Under which name an item is remembered because the steps of a pathway are followed there."""
    return f"{FOLLOWED}{pathway}"


def followed(recorded: Collection[str], pathways: Mapping[str, Pathway]) -> str | None:
    """The pathway whose steps are followed on an item, by what is remembered of it; None where none is."""
    return next((name for name in pathways if followed_as(name).lower() in recorded), None)


def step_named(pathway: Pathway, name: str) -> str | None:
    """A step as the file spells it, whatever the case of `name`."""
    return next((step for step in pathway.steps or {} if step.lower() == name.strip().lower()), None)


def progress(pathway: Pathway, facts: Facts) -> dict[str, bool]:
    """Each step, with whether it is known to be taken; what nobody confirmed and nothing tells is not."""
    return {name: _taken(name, step, facts) for name, step in (pathway.steps or {}).items()}


def next_of(pathway: Pathway, facts: Facts) -> str:
    """The first step that is not taken; empty where all are."""
    return next((name for name, taken in progress(pathway, facts).items() if not taken), "")


def by_word(step: Step) -> bool:
    """Whether somebody has to say that a step is taken."""
    return step.confirmed_by is not None


def _taken(name: str, step: Step, facts: Facts) -> bool:
    said = facts.recorded is not UNKNOWN and confirmed_as(name).lower() in facts.recorded
    shown = (step.form is None or _answered(step.form, facts)) and (step.group is None or _has(step.group, facts))
    return (said or not by_word(step)) and shown


def _has(asked: Mapping[str, int], facts: Facts) -> bool:
    """Whether the groups file says enough of the group that the item is about."""
    group = group_of(facts)
    return group is not None and all(group.has.get(key, 0) >= least for key, least in asked.items())


def _answered(questions: Mapping[str, str], facts: Facts) -> bool:
    if facts.kind != "issue" or facts.lacking(FORM_FACTS):
        return False
    told = {label.lower(): text for label, text in answers_of(facts).items()}
    return all(_shows(told.get(label.lower(), ""), wanted) for label, wanted in questions.items())


def _shows(answer: str, wanted: str) -> bool:
    return ticked(answer) if wanted == "checked" else bool(answer)
