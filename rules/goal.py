"""What a goal is: one state of an item that a rule asks for.

A goal lives in two files of one name: `rules/goals/x.py` says what may be written, `bot/actions/x.py` does it.

    class Unlabel(Goal[OneOrMany[Name]], word="unlabel"):
        '''Takes labels off the item.'''

        example = "unlabel: needs-triage"
        reads = frozenset({"labels", "undone"})

Its docstring, example and value type make the reference page, the JSON Schema and the hints in error messages.
"""

from functools import cached_property
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar, get_args

from rules.facts import Facts
from rules.spoken import SILENT, Spoken

V = TypeVar("V")

ANY_ITEM = frozenset({"issue", "pull_request", "discussion"})


class Goal(Generic[V]):
    """A state that a rule asks for, with the value that the rule file gives it.

    Attributes:
        word: its key in `do`.
        takes: the type of its value, checked by pydantic when the file is loaded.
        reads: the facts that are needed to tell whether it is reached or must be held back.
        example: a line that a rule file may hold.
        reached: when there is nothing to do, in words.
        held_back: when it is not done although it is not reached, in words.
        kinds: the kinds of item that can be in such a state.
        chooses: whether its value says whom to choose, so that it is good to know who has least to do.
        then: the goals that it leaves to a later moment, each with its position.

    A goal that people ask for by a command, and no rule file can, is defined with `by_command=True`.
    """

    word: ClassVar[str] = ""
    takes: ClassVar[Any] = None
    reads: ClassVar[frozenset[str]] = frozenset()
    example: ClassVar[str] = ""
    reached: ClassVar[str] = ""
    held_back: ClassVar[str] = ""
    kinds: ClassVar[frozenset[str]] = ANY_ITEM
    chooses: ClassVar[bool] = False
    then: "Goals" = ()

    def __init_subclass__(cls, *, word: str = "", by_command: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if word:
            cls.word = word
            cls.takes = get_args(cls.__orig_bases__[0])[0]  # type: ignore[attr-defined]  # set by Generic
            (SPOKEN_GOALS if by_command else GOALS)[word] = cls

    def __init__(self, value: V, spoken: Spoken = SILENT) -> None:
        self.value, self.spoken = value, spoken

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned; `team:org/slug` is a team's members."""
        return self.reads

    @property
    def asks(self) -> frozenset[str]:
        """All the facts that it wants: those that it needs, those behind its texts, and what is good to know."""
        return self.needs | self.spoken.needs

    def missing(self, facts: Facts) -> list[str]:
        """The facts without which it cannot be planned for this item, those behind its texts included."""
        lacking = facts.lacking(self._needed)
        if self.spoken.names:
            lacking += self.spoken.missing(facts)
        return sorted({*lacking}) if lacking else lacking

    @cached_property
    def _needed(self) -> frozenset[str]:
        return self.needs


Goals: TypeAlias = tuple[tuple[int, Goal[Any]], ...]
"""Goals with their positions in `do`."""

GOALS: dict[str, type[Goal[Any]]] = {}
SPOKEN_GOALS: dict[str, type[Goal[Any]]] = {}
"""Those that only a command asks for."""
