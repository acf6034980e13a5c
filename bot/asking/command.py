"""What a command is: a rule that a person speaks.

A command is one file in `bot/commands/` and one test. It says what it is for and who may give it, and makes goals of
what was wished; the verbs then reach the goals, as they do for the rules of a file.

    class LabelCommand(Command, name="label", examples=("/label bug",), goals=(Label,)):
        '''Puts a label on the item.'''

        usage = "NAME"
        may = "triage"

        def obey(self, request: Request) -> Answered:
            return [Label((literally(request.wish),))]

Its docstring, usage and examples make the answer to `/help` and the page `docs/commands.md`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from bot.asking.authority import ANYONE
from bot.messages import about, say
from bot.writing.permissions import given
from rules.book import Rulebook
from rules.facts import Facts, Person
from rules.goal import ANY_ITEM, Goal

NO_OTHERS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks of the bot, and all that is known then.

    Attributes:
        wish: what stands behind the command's name.
        facts: the item, as what was asked before has changed it.
        by: who asks, with what they may do.
        language: in which they are answered.
    """

    wish: str
    facts: Facts
    book: Rulebook
    by: Person
    language: str = "en"

    @property
    def may_propose(self) -> bool:
        """Whether the people file can be changed by a pull request; else whoever may writes it by hand."""
        return bool(self.book.project.people) and given(self.facts, "contents", "pull_requests")

    def say(self, message: str, **values: str) -> str:
        """What a file of `bot/messages` words, in the language of whoever asks."""
        return say(message, self.language, **values)

    def refused(self, message: str, **values: str) -> "Refused":
        """The refusal that a file of `bot/messages` words."""
        return Refused(say(message, self.language, **values))

    def answer(self, message: str, **values: str) -> "Answer":
        """The answer that a file of `bot/messages` words."""
        return Answer(say(message, self.language, **values))


@dataclass(frozen=True, slots=True)
class Refused:
    """Not done, and why, in a sentence for whoever asked.

    Attributes:
        instead: what is done all the same: whoever comes too late stands in line.
    """

    why: str
    instead: tuple[Goal[Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wanted to know, as Markdown; posted anew, so that they hear of it."""

    text: str


Answered: TypeAlias = Iterable[Goal[Any] | Answer] | Refused


class Command(ABC):
    """Something that people can ask of the bot.

    Attributes:
        name: the word behind the slash.
        about: what it does, in a sentence: the docstring's first line.
        usage: what is written behind the name; empty where nothing is.
        examples: whole lines that people may write.
        aliases: further names by language; under "" those that other bots taught people.
        may: who may give it: a word of `may` in the rule file's roles, or `anyone`.
        weighs: further words of `may` on which it depends what comes of it.
        kinds: the kinds of item for which it means something.
        goals: the goals that it may ask for; the facts that they need are known then, and `reads` besides.
        events: what rules hear beside `command.NAME` when it was obeyed.
    """

    name: ClassVar[str]
    usage: ClassVar[str] = ""
    examples: ClassVar[tuple[str, ...]]
    aliases: ClassVar[Mapping[str, tuple[str, ...]]]
    may: ClassVar[str] = ANYONE
    weighs: ClassVar[frozenset[str]] = frozenset()
    kinds: ClassVar[frozenset[str]] = ANY_ITEM
    goals: ClassVar[tuple[type[Goal[Any]], ...]]
    reads: ClassVar[frozenset[str]] = frozenset()
    events: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(
        cls,
        *,
        name: str,
        examples: tuple[str, ...],
        aliases: Mapping[str, tuple[str, ...]] = NO_OTHERS,
        goals: tuple[type[Goal[Any]], ...] = (),
    ) -> None:
        super().__init_subclass__()
        cls.name, cls.examples, cls.aliases, cls.goals = name, examples, aliases, goals
        COMMANDS[name] = cls()

    @abstractmethod
    def obey(self, request: Request) -> Answered:
        """What is to be so because somebody who may ask for it did. Every needed fact is known here."""

    def may_for(self, wish: str, login: str) -> str:
        """Who may give it with this wish, where that is not the same for all that may be wished."""
        del wish, login
        return self.may

    @property
    def about(self) -> str:
        """What it does, in a sentence."""
        return (self.__doc__ or "").strip().partition("\n")[0]

    def about_in(self, language: str) -> str:
        """The same in a language; in English where that one lacks it."""
        return about(self.name, language) or self.about

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be obeyed."""
        return self.reads.union(*(goal.reads for goal in self.goals))

    def asks(self, book: Rulebook) -> frozenset[str]:
        """All the facts that it wants: those that it needs, and what is good to know."""
        del book
        return self.needs

    @property
    def heard_as(self) -> tuple[str, ...]:
        """The events that rules may wait for."""
        return (f"command.{self.name}", *sorted(self.events))

    @property
    def written(self) -> str:
        """It as it is written: `/label NAME`."""
        return f"/{self.name} {self.usage}".strip()


COMMANDS: dict[str, Command] = {}


def names() -> dict[str, str]:
    """Every name and other name of a command, with the command's own."""
    found = {name: name for name in COMMANDS}
    for name, command in COMMANDS.items():
        for others in command.aliases.values():
            for other in others:
                found.setdefault(other, name)
    return found
