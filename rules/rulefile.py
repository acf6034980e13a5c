"""The whole rule file as one pydantic model, put together from the conditions and goals that are registered."""

from typing import Annotated, Any, Literal, Union

from pydantic import Discriminator, Field, StringConstraints, Tag, WithJsonSchema, create_model

from rules.bases import PATTERN, presets
from rules.conditions import CONDITIONS
from rules.decisions import Decision
from rules.events import EVENTS
from rules.goals import GOALS
from rules.goals.after import Later
from rules.goals.check import Reported
from rules.later import CONDITIONS_LATER, GOALS_LATER
from rules.pathways import Pathway, PathwayName
from rules.sections import BoardLook, Countries, LabelLook, Limits, NamedList, Project, Role, Saying
from rules.words import OneOrMany, OneOrManyHere, Strictly, Text

MAX_RULES = 1_000

Mode = Literal["act", "observe"]
LabelName = Annotated[str, StringConstraints(min_length=1, max_length=50)]


_EVENT = {"anyOf": [{"enum": sorted(EVENTS)}, {"type": "string", "pattern": r"^command\..", "maxLength": 500}]}
Event = Annotated[Text, WithJsonSchema(_EVENT)]
_BASIS = {"anyOf": [{"enum": sorted(presets())}, {"type": "string", "pattern": PATTERN}]}
Basis = Annotated[Text, WithJsonSchema(_BASIS)]


def _first_line(docstring: str | None) -> str:
    return (docstring or "").strip().partition("\n")[0]


def _when_fields() -> dict[str, Any]:
    """A field for each condition; the name ends in `_` so that no word clashes with Python's or pydantic's."""
    fields: dict[str, Any] = {}
    for word, condition in sorted(CONDITIONS.items()):
        description = f"{_first_line(condition.__doc__)}\n\nExample: {condition.example}"
        fields[f"{word}_"] = (condition.takes, Field(default=None, alias=word, description=description))
    for word, about in CONDITIONS_LATER.items():
        fields[f"{word}_"] = (Any, Field(default=None, alias=word, description=f"{about} (a later version acts on it)"))
    combined = (("not", "None of these holds."), ("any", "At least one of these holds."), ("all", "All of these hold."))
    for word, about in combined:
        fields[f"{word}_"] = (OneOrMany["When"], Field(default=None, alias=word, description=about))
    return fields


_made = create_model("When", __base__=Strictly, __module__=__name__, **_when_fields())
When: Any = _made


_passing = {"when": When, "decided": Literal["decided"]}
_PASSING = tuple(Annotated[asked, Tag(f"<{tag}>")] for tag, asked in _passing.items())
Passing: Any = Annotated[
    Union[_PASSING],  # noqa: UP007 - made of a tuple
    Discriminator(lambda value: "<when>" if isinstance(value, (dict, When)) else "<decided>"),
]
Reported.model_rebuild(_types_namespace={"Passing": Passing})


def _entry(word: str, takes: Any, description: str) -> type[Strictly]:
    fields: dict[str, Any] = {f"{word}_": (takes, Field(alias=word, description=description))}
    return create_model(f"Do_{word}", __base__=Strictly, **fields)


ENTRIES: dict[str, type[Strictly]] = {
    **{word: _entry(word, Any, f"{about} (a later version acts on it)") for word, about in GOALS_LATER.items()},
    **{
        word: _entry(word, goal.takes, f"{_first_line(goal.__doc__)}\n\nExample: {goal.example}")
        for word, goal in sorted(GOALS.items())
        if word != "after"
    },
    "after": Later,
}


_WORDS = {model: word for word, model in ENTRIES.items()}


def entry_word(entry: Any) -> str | None:
    """The verb of an entry of `do`; None when it has none, or several."""
    if isinstance(entry, Strictly):
        return _WORDS[type(entry)]
    if isinstance(entry, dict) and "after" in entry:
        return "after"
    if isinstance(entry, dict) and len(entry) == 1:
        return next((word for word in entry if word in ENTRIES), None)
    return None


def entry_value(entry: Any) -> Any:
    """What an entry of `do` says of its verb; what happens later is said by the whole entry."""
    return entry if isinstance(entry, Later) else getattr(entry, f"{entry_word(entry)}_")


def _tag(entry: Any) -> str | None:
    word = entry_word(entry)
    return f"<{word}>" if word else None


_MEMBERS = tuple(Annotated[model, Tag(f"<{word}>")] for word, model in ENTRIES.items())
Do: Any = Annotated[Union[_MEMBERS], Discriminator(_tag)]  # noqa: UP007 - made of a tuple

_asking = {"when": When, "activity": Literal["activity"]}
_UNLESS = tuple(Annotated[asked, Tag(f"<{tag}>")] for tag, asked in _asking.items())
Unless: Any = Annotated[
    Union[_UNLESS],  # noqa: UP007 - made of a tuple
    Discriminator(lambda value: "<when>" if isinstance(value, (dict, When)) else "<activity>"),
]
Later.model_rebuild(_types_namespace={"Do": Do, "Unless": Unless})


class RuleLook(Strictly):
    """One rule: when something happens or holds, then do."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        description="A sentence that people will read; unique in the file."
    )
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,60}$")] | None = Field(
        default=None, description="Stays the same when the name changes."
    )
    on: OneOrMany[Event] | None = Field(
        default=None, description="The events that the rule waits for; without it, every look."
    )
    when: When = Field(  # pyright: ignore[reportInvalidTypeForm] - the model is made of the registry
        default=None, description="What must hold; everything listed."
    )
    if_: Text | None = Field(default=None, alias="if", description="An expression in CEL that must be true too.")
    do: Annotated[list[Do], Field(max_length=20)] = Field(  # pyright: ignore[reportInvalidTypeForm] - as above
        default_factory=list, description="What should be so then."
    )
    while_: bool = Field(default=False, alias="while", description="Take it back when it no longer holds.")
    for_each: Literal["item", "repository", "group", "region"] | None = None
    on_own_actions: bool = Field(default=False, description="Whether the bot's own acts count as events.")
    mode: Mode | None = None
    off: bool = False
    locked: bool = False


class RuleFile(Strictly):
    """`.github/pathways.yml`."""

    project: Project
    extends: OneOrManyHere[Basis] | None = Field(
        default=None, description="Presets, or the rule files of other repositories, that this one builds on."
    )
    mode: Mode = "act"
    labels: dict[LabelName, LabelLook] = Field(default_factory=dict)
    board: BoardLook | None = None
    roles: dict[Text, Role] = Field(default_factory=dict)
    decisions: dict[Text, Decision] = Field(default_factory=dict)
    pathways: Annotated[dict[PathwayName, Pathway], Field(max_length=100)] = Field(
        default_factory=dict, description="The ways to contribute; an item is on the first that it fits."
    )
    regions: dict[Text, Countries] = Field(
        default_factory=dict,
        description="Countries by their codes, under the name by which rules and people mean them.",
    )
    lists: dict[Text, NamedList] = Field(
        default_factory=dict, description="Values that rules name as `{list: NAME}` wherever a list may stand."
    )
    messages: dict[Text, Saying] = Field(default_factory=dict)
    limits: Limits = Limits()
    translations: dict[str, Any] | None = None
    resources: dict[str, Any] | None = None
    needs: dict[str, Any] | None = None
    rules: Annotated[list[RuleLook], Field(max_length=MAX_RULES)] | None = None


When.model_rebuild()
