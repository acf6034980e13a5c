"""Verbs: how each kind of goal is reached, where it shows, what it takes and how it is told.

A verb belongs to a goal: `bot/actions/x.py` plans what `rules/goals/x.py` asks for, and says which GraphQL mutation
does it. All that the rest of the bot wants to know of a verb is said there, so that a new one is those two files.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from bot.action import Action, Errand, HeldBack, Look, Name, Refusal, Target, Write
from rules.facts import UNKNOWN, Facts
from rules.goal import Goal

G = TypeVar("G", bound=Goal[Any])

_NAMED = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Trace:
    """Where an item shows a verb's deeds.

    Attributes:
        place: the fact; empty where no fact shows it.
        aspect: what of it, where several verbs change one fact without changing the same thing.
        alone: whether the place holds one thing, so that the bot's last deed there is the one that counts.
        valued: whether a target is `name=value`, of which only the name says what is changed.
        removing: whether the deed is that something is not there.
        timeline: whether GitHub's timeline tells who undid it.
        read: what of the fact's value is there; the whole of it unless given.
    """

    place: str
    aspect: str = ""
    alone: bool = False
    valued: bool = False
    removing: bool = False
    timeline: bool = False
    read: Callable[[Any], Any] | None = None

    def thing(self, target: str) -> tuple[str, str]:
        """What a deed changes: two deeds on one thing follow each other, the later one counts."""
        name = "" if self.alone else target.rpartition("=")[0] if self.valued else target
        return (f"{self.place} {self.aspect}" if self.aspect else self.place), name.lower()

    def there(self, facts: Facts) -> Collection[str] | None:
        """What the place holds, as targets are written; None where that is not known."""
        value: Any = getattr(facts, self.place)
        if value is UNKNOWN:
            return None
        value = self.read(value) if self.read else value
        if isinstance(value, bool):
            return [self.place] if value else []
        if isinstance(value, Mapping) and self.valued:
            return [f"{name}={told}" for name, told in value.items()]
        return ["none" if value is None else value] if isinstance(value, str) or value is None else value


@dataclass(frozen=True, slots=True)
class Wording:
    """How a verb's deeds are told on a page.

    Attributes:
        mark: `label`, `stage`, `ask`, `comment` or `other`: colour and shape.
        done: in a few words, `{}` standing for the target; or for the whole action, `{name}` standing for what
            `explain` prints as `name`.
        plan: the same while it is not done.
        back: where it was taken back, for verbs that take back their own deeds.
        end: where in a target begins what is no word for people.
    """

    mark: str
    done: str
    plan: str
    back: str = ""
    end: str = ""

    @property
    def is_of_whole(self) -> bool:
        """Whether it stands for a whole action, and not for each of its targets."""
        return _NAMED.search(self.done) is not None

    def shown(self, target: str) -> str:
        """As much of a target as is a word for people."""
        return target.partition(self.end)[0] if self.end else target


def filled(pattern: str, value: Callable[[str], str]) -> str:
    """The words for a whole action, given what `explain` prints of it under a name."""
    return _NAMED.sub(lambda name: value(name[1]), pattern)


NOWHERE = Trace("")
BY_ITS_NAME = Wording("other", "", "")


class Verb(ABC, Generic[G]):
    """How one kind of goal is reached.

    Attributes:
        word: the goal's.
        last: whether it is planned when all else is settled, because it speaks of the rest.
        parting: whether it is written after all else, because the item is elsewhere then.
        repeats: whether it may be done again within one cause, because what it says changes with the facts.
        takes_back: the goal whose deeds it can take back, for rules with `while: true`.
        trace: where its deeds show.
        permissions: what the App needs for each mutation.
        key: the word before a target in what `explain` prints; empty where its actions have no such word.
        several: whether one of its actions may have several targets.
        wording: how pages tell it; by its name and the target unless given.
    """

    word: ClassVar[str] = ""
    last: ClassVar[bool] = False
    parting: ClassVar[bool] = False
    repeats: ClassVar[bool] = False
    takes_back: ClassVar[str] = ""
    trace: ClassVar[Trace] = NOWHERE
    permissions: ClassVar[Mapping[str, str]] = {}
    key: ClassVar[str] = ""
    several: ClassVar[bool] = False
    wording: ClassVar[Wording] = BY_ITS_NAME

    def __init_subclass__(cls, *, word: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if word:
            cls.word = word
            VERBS[word] = cls()

    @abstractmethod
    def plan(self, goal: G, look: Look) -> Iterator[Action | HeldBack]:
        """What is to be done so that the goal is reached; nothing where it is. Every needed fact is known here."""

    def rests(self, goal: G, facts: Facts) -> bool:
        """Whether a goal is plainly reached, so that its plan holds nothing; no where that takes a closer look.

        It is asked before the plan, for rules are asked until none of them wants anything new.
        """
        del goal, facts
        return False

    def take_back(self, goal: Any, targets: frozenset[str], look: Look) -> Iterator[Action | HeldBack]:
        """What is to be done so that these targets of a goal `takes_back` are not so any more."""
        del goal, targets, look
        yield from ()

    def names(self, action: Any) -> Sequence[Name]:
        """What must be known by id before it can be written."""
        del action
        return ()

    def writes(self, actions: Sequence[Any], target: Target) -> Iterator[Write | Errand | Refusal]:
        """The writes that carry out actions, and what GitHub cannot take; none where all of it is kept here."""
        del actions, target
        yield from ()

    def passed_over(self, action: Any, answer: Mapping[str, Any]) -> Iterator[Refusal]:
        """What GitHub left undone of an action although it took the write."""
        del action, answer
        yield from ()

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        """What `explain` would print of a deed of which only the target is known."""
        del facts
        return {self.key: [target] if self.several else target} if self.key else {}

    def unknown(self, actions: Sequence[Any], target: Target, why: str) -> Iterator[Refusal]:
        """A refusal for each name that GitHub does not know; `{}` stands for the name."""
        for action in actions:
            for name in self.names(action):
                if name not in target.ids:
                    yield Refusal(action, name.key.lower(), why.format(name.key))

    def known_parts(self, actions: Sequence[Any], target: Target) -> tuple[Any, ...]:
        """What is left of the actions without the names that GitHub does not know."""
        known = {name.key.lower() for action in actions for name in self.names(action) if name in target.ids}
        parts = (action.only(frozenset(known)) for action in actions)
        return tuple(part for part in parts if part is not None)


VERBS: dict[str, Verb[Any]] = {}


def known_ids(names: Iterable[Name], ids: Mapping[Name, str]) -> list[str]:
    """The ids of those names that GitHub knows, in order, each once."""
    return list(dict.fromkeys(ids[name] for name in names if name in ids))
