"""The parts of a rule file other than its rules, as pydantic reads them."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from rules.countries import CountryError, codes, country
from rules.gate import Gate
from rules.ladder import Requirement
from rules.words import Message, OneOrManyHere, Span, Strictly, Team, Text, Zone

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
StageName = Annotated[str, StringConstraints(min_length=1, max_length=43)]
Repository = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", max_length=140)]
REPOSITORIES = r"^!?([A-Za-z0-9-]+|\*)/[A-Za-z0-9._*?-]+$"
Repositories = Annotated[str, StringConstraints(pattern=REPOSITORIES, max_length=140)]
May = Literal[
    "triage", "stage", "vote", "nominate", "credit", "relay", "introduce", "mentor", "offer", "request", "suggest",
    "everything",
]  # fmt: skip
PROJECT_URL = r"^https://[^/\s]+/(orgs|users)/[A-Za-z0-9-]+/projects/\d{1,9}/?$"
ProjectAddress = Annotated[int, Field(ge=1, le=999_999_999)] | Annotated[str, StringConstraints(pattern=PROJECT_URL)]


class Project(Strictly):
    """What the community is, and where its data lies."""

    purpose: Sentence = Field(description="What the community is for, in a sentence.")
    name: Text | None = Field(default=None, description="What the community is called.")
    goals: OneOrManyHere[Sentence] | None = None
    license: Text | None = Field(default=None, description="SPDX name of the licence.")
    attribution: Sentence | None = None
    language: Text = Field(default="en", description="The community's first language, `en`, `pt-BR`.")
    timezone: Zone | None = Field(default=None, description="Where a day begins and ends, `Europe/Berlin`; else UTC.")
    people: Text | None = Field(default=None, description="Path of the people file.")
    groups: Text | None = Field(
        default=None,
        description="Path of the groups file: steps, `group` and `listed_in` ask it; pull requests to it are checked.",
    )
    accepts_from: OneOrManyHere[Repositories] | None = Field(
        default=None, description="The repositories that may extend this file, `acme/docs` or `acme/*`."
    )
    applies_to: OneOrManyHere[Repositories] | None = Field(
        default=None,
        description="In OWNER/.github: the owner's repositories in which this file acts where they have none.",
    )


class LabelLook(Strictly):
    """How a label is created where it is missing."""

    color: Annotated[str, StringConstraints(pattern=r"^#?[0-9a-fA-F]{6}$")] | None = Field(
        default=None, description="Six hexadecimal digits, quoted."
    )
    about: Annotated[str, StringConstraints(max_length=100)] | None = Field(
        default=None, description="GitHub's description."
    )


class StageLook(Strictly):
    """One stage of the board."""

    owner: OneOrManyHere[Text] | None = Field(
        default=None, description="Who acts next: author, assignee, anyone, or a role."
    )
    nudge: Span | None = Field(
        default=None, description='After which time without a person\'s act the owner is asked: "7 days".'
    )
    needs: Gate | None = Field(default=None, description="What an item needs before it may come here.")
    done: bool = Field(default=False, description="Whether the work is finished here.")
    counts: bool = Field(
        default=True,
        description="Whether it is a contribution of the author's that an item comes here, where it is done.",
    )


class BoardLook(Strictly):
    """The project board and its stages, in order."""

    project: ProjectAddress | None = Field(
        default=None, description="The number of the owner's project, or its address."
    )
    field: Text = Field(default="Status", description="The single-select field that holds the stage.")
    labels: bool = Field(
        default=False, description="Whether a `stage/…` label and the card follow each other; people may change either."
    )
    linked: bool = Field(
        default=False, description="Whether an issue's card follows the pull request that will close it."
    )
    stages: Annotated[dict[StageName, StageLook], Field(min_length=1, max_length=100)]


class Role(Strictly):
    """A rung of the ladder."""

    about: Sentence | None = Field(default=None, description="What people in this role do.")
    granted: Text | None = Field(
        default=None, description="How people come to it: `automatically`, or `by` a decision."
    )
    requires: Requirement | None = Field(default=None, description="What is asked of whoever comes to it.")
    may: OneOrManyHere[May] | None = Field(
        default=None, description="What the role allows; `everything` stands for all of it."
    )
    team: Team | None = Field(
        default=None, description="The team to which people are invited whom a decision gave the role."
    )
    term: Span | None = Field(default=None, description='How long one has it before people look at it anew, "1 year".')
    seats: OneOrManyHere[Text] | None = Field(
        default=None, description="Places of its own within the role; one that nobody has is a need."
    )
    stays_if: Requirement | None = Field(
        default=None, description="With less than this, people are asked to talk about it, once a month is over."
    )
    otherwise: Text | None = Field(
        default=None, description="The role in which people rest who had this one: `emeritus`."
    )


def code(text: str) -> str:
    """A country's code, as pydantic checks it."""
    try:
        return country(text)
    except CountryError as error:
        raise PydanticCustomError("country", "{reason}", {"reason": str(error), "help": error.help}) from None


CountryCode = Annotated[Text, AfterValidator(code), WithJsonSchema({"enum": list(codes())})]
Countries = OneOrManyHere[CountryCode]
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
NamedList = Annotated[list[Any], Field(min_length=1, max_length=10_000)]
"""A list that rules name as `{list: NAME}`."""
Saying = Message | Annotated[dict[Language, Message], Field(min_length=1, max_length=200)]
"""A message: one text, or one for each language."""


class Limits(Strictly):
    """How much the bot may say."""

    comments_per_item: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=None, description="How many rules may say something in the bot's comment on one item."
    )
    mentions_per_person_per_week: Annotated[int, Field(ge=0)] | None = Field(
        default=None,
        description="How often the bot may call one person by name within seven days; then it only writes the name.",
    )
    open_claims: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="How many open issues of the repository one person may have taken by `/assign`."
    )
    claims_for_newcomers: Annotated[int, Field(ge=0)] | None = Field(
        default=None,
        description="The same for people who had no change merged here, are no members and have no role; 0 for none.",
    )

    @property
    def claims(self) -> bool:
        """Whether it matters how many issues somebody has."""
        return self.open_claims is not None or self.claims_for_newcomers is not None
