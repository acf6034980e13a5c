"""Stages as boards show them. Pure."""

from dataclasses import dataclass

from rules.book import Rulebook
from rules.words import listed

NO_STAGE = "No stage yet"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as the rule file describes it; `owner` acts next."""

    name: str
    owner: str = ""
    done: bool = False


def stages_of(book: Rulebook) -> tuple[Stage, ...]:
    """The stages that a rule file names, first to last."""
    looks = book.board.stages.items() if book.board else ()
    return tuple(Stage(name, listed(look.owner) if look.owner else "", look.done) for name, look in looks)
