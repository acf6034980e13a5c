"""Choose people for a goal, and say so where nobody could be chosen and the community should know what it needs. Pure.

What both `assign` and `request_review` do; a need is recorded with the item, and told there in one honest sentence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.action import Action, HeldBack, Look
from bot.messages import say
from bot.people.choice import Choice, choose
from bot.planning.reader import language_for, language_of_author
from bot.verb import VERBS
from rules.condition import known
from rules.goals.comment import Comment, Said
from rules.goals.record import Record
from rules.selector import Selector
from rules.template import literally

LONGEST_NEED = 80
_HANDED_ON: Mapping[str, str] = {"assign": "assigned-next", "request_review": "asked-next"}


def chosen_by(
    selector: Selector, look: Look, have: Iterable[str], barred: Mapping[str, str], *, author_by_name: bool = False
) -> Choice:
    """Who should be asked by a goal, as this community is."""
    home = look.book.home
    return choose(
        selector,
        look.facts,
        look.values,
        have,
        barred,
        author_by_name=author_by_name,
        regions=home.regions,
        zone=home.zone,
    )


def needs_told(choice: Choice, look: Look, *, met: bool) -> Iterator[Action | HeldBack]:
    """What the community needs where nobody fits; once somebody was found, it is not told there any more.

    Args:
        choice: that found nobody, or somebody.
        look: at the goal.
        met: whether somebody has the item, or is about to.
    """
    section = f"{look.rule.id}/need"
    what = (choice.need.need.plain(look.values) or "")[:LONGEST_NEED] if choice.need else ""
    if what:
        language = language_of_author(look.facts, look.book, look.values)
        said, speaking = _speaking(say("nobody-fits", language, need=what), section, look)
        yield from VERBS["record"].plan(Record(f"need: {what}"), look)
        yield from VERBS["comment"].plan(said, speaking)
    elif met and look.facts.knows("sections") and section in known(look.facts.sections):
        said, speaking = _speaking("", section, look)
        yield from VERBS["comment"].take_back(said, frozenset({section.lower()}), speaking)


def role_kept(choice: Choice, look: Look) -> Iterator[Action | HeldBack]:
    """As what people were asked, remembered with the item where the rule says so."""
    if choice.role:
        for login in choice.chosen:
            yield from VERBS["record"].plan(Record(f"{choice.role}: {login}"), look)


def handed_on(
    word: str, choice: Choice, silent: Sequence[str], look: Look, hand: Callable[[tuple[str, ...]], Iterator[Any]]
) -> Iterator[Action | HeldBack]:
    """It is others' turn: as many of the silent are freed as others were found, and both are told.

    Args:
        word: the goal's.
        choice: of the others.
        silent: who had their turn.
        look: at the goal.
        hand: takes it from those who are freed, and gives it to the others.
    """
    yield from needs_told(choice, look, met=bool(choice.chosen))
    if not choice.chosen:
        yield look.held_back(word, choice.why)
        return
    released = tuple(silent[: len(choice.chosen)])
    yield from hand(released)
    yield from role_kept(choice, look)
    yield from _next_told(_HANDED_ON[word], released, choice.chosen, look)


def _next_told(
    message: str, released: Sequence[str], following: Iterable[str], look: Look
) -> Iterator[Action | HeldBack]:
    """That it is others' turn now, told to both in the bot's comment."""
    language = language_for(released[0], look.facts, look.book, look.values)
    text = say(message, language, released=", ".join(released), next=", ".join(following))
    said, speaking = _speaking(text, f"{look.rule.id}/next", look)
    yield from VERBS["comment"].plan(said, speaking)


def _speaking(text: str, section: str, look: Look) -> tuple[Comment, Look]:
    """A comment of the goal's own, and the look in which it is made: a section beside those of the rule's comments."""
    said = Comment(Said.model_construct(text=literally(text)))
    return said, replace(look, rule=replace(look.rule, id=section, goals=((look.position, said),)))
