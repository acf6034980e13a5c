"""`comment`: what the bot says on the item."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from rules.goal import Goal
from rules.selector import Selected
from rules.shorthand import Shorthand
from rules.words import Message, Name, Strictly, Text


def _by_word(value: Any) -> Any:
    """`author` for `{author}`: nobody means a stranger who is called so."""
    return f"{{{value}}}" if value in ("author", "actor", "assignee") else value


class Said(Strictly):
    """What to say, to whom, in which language."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["text"]}, {"required": ["say"]}]})

    text: Message | None = None
    say: Text | None = None
    language: Name | None = Field(default=None, alias="in")
    only_if: Literal["found"] | None = None
    notify: bool = False
    to: Annotated[Selected, BeforeValidator(_by_word)] | None = None


Words = Annotated[Said, Shorthand("text")]


class Comment(Goal[Words], word="comment"):
    """Says something in the bot's one comment on the item, in a section of this rule's own.

    The comment is edited in place, so nobody is notified twice; `notify: true` posts it anew at the end and deletes
    the old one. Values are escaped; a sentence that holds an empty value is left out. `say` names a message: files such
    as `.github/pathways/messages/welcome.de.md`, texts of `messages`, those that come with the program. `in` is its
    language, the author's own unless it is given: where there is no text in `pt-BR`, `pt` is taken, then the project's
    language, and a link offers to translate it. With `only_if: found` nothing is said where a value of the text is
    empty.
    `to` calls people or teams by name at the beginning: logins, `author`, the first of a role.
    """

    example = 'comment: "Welcome, {author}! Somebody will read this within two days."'
    reads = frozenset({"sections"})
    reached = "the section stands as it is written"
    once: ClassVar[bool] = False
    held_back = "a person deleted the bot's comment, or `limits.comments_per_item` is reached"

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned; a team is called by its own name."""
        to = self.value.to
        return self.reads | (to.model_copy(update={"team": None}).needs if to else frozenset())
