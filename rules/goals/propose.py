"""`propose`: a change of one of the community's files that somebody should agree to."""

from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field, StringConstraints

from rules.goal import Goal
from rules.words import Message, Name, OneOrManyHere, Strictly

FORM = "form"
Key = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Path = Annotated[str, StringConstraints(pattern=r"^[^/\s\x00-\x1f][^\x00-\x1f\\]{0,298}\.ya?ml$")]
Given: TypeAlias = bool | int | OneOrManyHere[Name | dict[Key, Name]]
Values = Annotated[dict[Key, Given], Field(min_length=1, max_length=50)]
Members = Annotated[dict[Key, OneOrManyHere[Name]], Field(min_length=1, max_length=50)]


class Proposed(Strictly):
    """The change, and how it is told."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["add"]}, {"required": ["set"]}, {"required": ["remove"]}]}
    )

    file: Path = Field(description="The file from the repository's root, a list in YAML.")
    of: Annotated[dict[Key, Name], Field(min_length=1, max_length=5)] | None = Field(
        default=None, description="By which keys and values an entry is found."
    )
    add: Literal["form"] | Values | None = Field(
        default=None, description="A new entry; with `of` what the lists of that entry get more."
    )
    set: Values | None = Field(default=None, description="What keys of the entry shall say.")
    remove: Members | None = Field(default=None, description="What lists of the entry lose.")
    title: Name | None = None
    body: Message | None = None


class Withdrawn(Proposed):
    """The whole entry goes. No rule can ask for that, only the person whom it is about."""

    model_config = ConfigDict(json_schema_extra={})


class Propose(Goal[Proposed], word="propose"):
    """Proposes a change of a file as a pull request, on a branch of the bot's own. It never merges.

    The file is a list of entries in YAML; comments and the order of things stay. `add` makes a new entry, its first
    key tells whether it is there already; `add: form` takes the answers of the issue's form. With `of`, `add` puts more
    into lists of that entry, `remove` takes out of them, `set` gives its keys other values; an entry that is missing is
    made. A value that is empty is left out. There is one pull request for each rule and item: what the rule asks for
    later is added to it as long as it is open. In the people file, what is no valid value is left out, and this is
    said. The App needs *Contents: write* for it; without that the bot says which lines to write.
    """

    example = (
        'propose: {file: people.yml, add: {github: "{author}", languages: "{field.Languages}"}, title: "Add {author}"}'
    )
    reads = frozenset({"proposals", "granted", "repo", "number", "private", "author", "body"})
    reached = "the file says it, or the pull request is there, merged included"
    held_back = "a person closed the pull request, or changed it there; the file cannot be changed safely"

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        return self.reads | ({"forms", "title", "labels"} if self.value.add == FORM else frozenset())

    @property
    def asks(self) -> frozenset[str]:
        """Those, and the bot's own comment, for what cannot be proposed is told there; and what a newcomer may do."""
        return super().asks | {"sections"} | (set() if self.value.of else {"inviting"})
