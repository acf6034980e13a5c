"""`pathways`: the ways to contribute. How an item comes onto one, what is counted, which steps it has."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, WithJsonSchema

from rules.events import ITEM_EVENTS
from rules.recognition import CreditType
from rules.words import Asking, OneOrManyHere, Path, Strictly, Text

COUNTED_FAMILIES = tuple(family for family in ITEM_EVENTS if family.startswith(("issue", "pull_request", "discussion")))
_COUNTED = tuple(f"{family}.{action}" for family in COUNTED_FAMILIES for action in ITEM_EVENTS[family])
COMMAND = "command."

PathwayName = Annotated[str, StringConstraints(min_length=1, max_length=45)]
"""As long as a label `path/…` can be."""
Counted = Annotated[
    Text,
    WithJsonSchema({"anyOf": [{"enum": list(_COUNTED)}, {"type": "string", "pattern": r"^command\.."}]}),
]
StepName = Annotated[str, StringConstraints(pattern=r"^[^\s<>]([^<>\n]{0,78}[^\s<>])?$")]
Answered = Literal["checked", "answered"]


class Step(Asking):
    """What shows that a step is taken; everything that is given must hold."""

    form: dict[Text, Answered] | None = Field(
        default=None, description="Questions of the issue form: `checked` where all boxes are ticked, or `answered`."
    )
    confirmed_by: OneOrManyHere[Text] | None = Field(default=None, description="The roles of which somebody says so.")
    group: dict[Text, Annotated[int, Field(ge=1, le=1_000)]] | None = Field(
        default=None, description="How much the group's entry in the groups file must say under a key: `organizers: 2`."
    )


class Completes(Asking):
    """What is true once all steps are taken."""

    group_status: Literal["new", "official", "dormant"] = Field(
        description="The `status` of the group in the groups file; proposed as a pull request."
    )


class Pathway(Strictly):
    """A way to contribute."""

    about: Annotated[str, StringConstraints(min_length=1, max_length=2_000)] | None = Field(
        default=None, description="What people do on it, in a sentence."
    )
    form: OneOrManyHere[Text] | None = Field(default=None, description="An issue of one of these forms is on it.")
    files: OneOrManyHere[Path] | None = Field(
        default=None, description="A pull request that changes such a path is on it."
    )
    counts: Counted | None = Field(
        default=None,
        description="The event that is counted for whoever brings it about, once for each item; where nothing is said, "
        "an item of the pathway is counted for its author once it is merged, completed or done.",
    )
    credit: CreditType | None = Field(default=None, description="The type of all-contributors.")
    steps: Annotated[dict[StepName, Step], Field(min_length=1, max_length=50)] | None = Field(
        default=None, description="What is to be done on the way, in order."
    )
    completes: Completes | None = Field(default=None, description="What is true once all steps are taken.")


def is_counted(event: str) -> bool:
    """Whether an event can be counted: a person brings it about, on an item."""
    return event in _COUNTED or (event.startswith(COMMAND) and len(event) > len(COMMAND))


COUNTED = _COUNTED
"""The events that can be counted, beside commands."""
