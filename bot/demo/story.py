"""The play as data: the community, its rules, and what happens day by day."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

RULES = ".github/pathways.yml"
_DATA = Path(__file__).parent
_IN_A_REPOSITORY = frozenset({"open_issue", "open_pull_request", "open_discussion", "push_files"})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Act(BaseModel):
    """One thing that one person does, in the words of the simulated GitHub.

    Attributes:
        named: how later steps call the item that this opens.
        edits_rules: what to write instead of what in the rule file.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    who: str = Field(alias="as")
    do: str
    named: str | None = None
    item: str | None = None
    edits_rules: dict[str, str] | None = None

    def order(self, repository: str, names: Mapping[str, str]) -> dict[str, Any]:
        """The act as the control API takes it.

        Args:
            repository: where it happens.
            names: what the items are really called: `owner/name#7`.
        """
        order: dict[str, Any] = {"as": self.who, "do": self.do, **(self.model_extra or {})}
        if self.do in _IN_A_REPOSITORY:
            order["repo"] = repository
        if self.item is not None:
            order["item"] = names[self.item]
        if self.edits_rules is not None:
            order["files"] = {RULES: edited_rules(self.edits_rules)}
        return order


class Step(_Part):
    """Something that happens, in a sentence, with the acts behind it; without any, time goes by.

    Attributes:
        shows: what is shown of the item afterwards: what the bot says there, or why it asked whom.
        about: the item, where no act names it.
        power_fails: whether the bot is killed as soon as it has begun to act on this.
    """

    at: Annotated[str, StringConstraints(pattern=r"^[0-2][0-9]:[0-5][0-9]$")]
    says: str
    acts: tuple[Act, ...] = ()
    about: str | None = None
    shows: Literal["comment", "choice"] | None = None
    power_fails: bool = False


class Chapter(_Part):
    """A day."""

    day: int
    steps: tuple[Step, ...]


class Story(_Part):
    """Everything that happens."""

    begins: date
    repository: str
    chapters: tuple[Chapter, ...]

    @property
    def acts(self) -> int:
        """How many acts there are."""
        return sum(len(step.acts) for chapter in self.chapters for step in chapter.steps)

    def heading(self, chapter: Chapter) -> str:
        """`Day 3, Wednesday 4 March`."""
        day = self._date(chapter)
        return f"Day {chapter.day}, {day:%A} {day.day} {day:%B}"

    def moment(self, chapter: Chapter, step: Step) -> datetime:
        """When a step happens."""
        return datetime.combine(self._date(chapter), time.fromisoformat(step.at), UTC)

    def _date(self, chapter: Chapter) -> date:
        return self.begins + timedelta(days=chapter.day - 1)


def load_story() -> Story:
    """The story."""
    return Story.model_validate(yaml.safe_load(_read("story.yml")))


def rules() -> str:
    """The rule file with which the community begins."""
    return _read("pathways.yml")


def edited_rules(edits: Mapping[str, str]) -> str:
    """The rule file after an edit."""
    text = rules()
    for old, new in edits.items():
        if old not in text:
            raise ValueError(f"the rules of the demo do not hold {old!r}")
        text = text.replace(old, new)
    return text


def scenario() -> dict[str, Any]:
    """The community as a scenario of the simulated GitHub, with its rule file in place."""
    community: dict[str, Any] = yaml.safe_load(_read("community.yml"))
    community["repositories"][0]["files"][RULES] = rules()
    return community


def edition() -> str:
    """Changes with any of the data: what one edition began, another must not go on with."""
    texts = "\0".join(map(_read, ("community.yml", "pathways.yml", "story.yml")))
    return hashlib.sha256(texts.encode()).hexdigest()[:16]


def _read(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")
