"""`open_issue`: an issue that should exist because of this item."""

from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from rules.goal import Goal
from rules.sections import Repository
from rules.selector import Selected
from rules.words import Message, Name, OneOrMany, Strictly, Text


class Wanted(Strictly):
    """The issue that is to be opened."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["title"]}, {"required": ["form"]}]})

    title: Name | None = None
    body: Message | None = None
    form: Text | None = None
    labels: OneOrMany[Name] | None = None
    assign: Selected | None = None
    repo: Repository | None = None
    for_each: Literal["item", "repository", "group", "region"] | None = None
    ask: Selected | None = None
    for_: Text | None = Field(default=None, alias="for")
    each: Text | None = None


class OpenIssue(Goal[Wanted], word="open_issue"):
    """Opens an issue, once for each item: its text refers to the item, and whoever closes or deletes it is heeded.

    With `form`, it begins with the questions of that issue form. `repo` names another repository of the same account
    where the App is installed; its labels must exist there. Nothing of a private repository is told in another one.
    Of a discussion, the bot's comment says by which issue it goes on; people ask for one by `/to-issue`.
    """

    example = 'open_issue: {title: "Translate {title}", labels: translation, assign: {role: translator}}'
    reads = frozenset({"opened", "repo", "number", "private", "author", "body"})
    reached = "the rule has opened it before, whatever became of it"
    held_back = "a rule opened this issue itself, it would tell of a private repository, or there is no such form"
    each_time: ClassVar[bool] = False
    kinds = frozenset({"issue", "pull_request", "discussion", "repository"})

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned."""
        form = {"forms"} if self.value.form else set()
        people = self.value.assign.needs if self.value.assign else frozenset()
        return self.reads | form | people


class OpenEachTime(OpenIssue):
    """Opens an issue for each comment that asks for one, on whatever item that is."""

    each_time = True
