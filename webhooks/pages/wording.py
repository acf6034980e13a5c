"""What one look did, in words: a mark and a few words for each deed, and why others were left alone. Pure."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.actions import VERBS
from bot.store.decisions import Again, again_in
from bot.verb import BY_ITS_NAME, Wording, filled
from rules.goals import GOALS
from webhooks.pages.text import opening, spoken

Document = Mapping[str, Any]

FIRST_WORDS = 70
NOBODY = "nobody who is meant can be asked just now"
"""All that strangers read of why nobody was asked: the reasons tell who is away, busy, or a colleague of whom."""
_THEIR_OWN = frozenset({"leave", "forget"})
"""What people had the bot know or forget of them, which is no stranger's to read."""
_BOLD = re.compile(r"\*\*([^*]+)\*\*")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done to one target, was to be done and failed, waits, or was not sent.

    Attributes:
        mark: `label`, `stage`, `ask`, `comment` or `other`: its colour and shape.
        words: it in a few words: `+docs`, `asked bob for a review`.
        state: `done`, `failed`, `waits` for content that GitHub takes no more of at present, `observed` for what only
            would be done, or `unsent` for work that was done before.
        why: the reason of a failure, or of waiting.
        said: the whole of a comment.
        do: its verb.
        target: what it is about, as the ledger knows it; empty for what was not sent.
    """

    mark: str
    words: str
    state: str
    rule: str
    why: str = ""
    said: str = ""
    do: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A goal that was left alone: held back, or given up to another rule."""

    what: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for by a button on the item's page; strangers are not told who."""

    command: str
    by: str


@dataclass(frozen=True, slots=True)
class Told:
    """One look in words.

    Attributes:
        choices: whom it asked, and why these and not others; strangers are not told.
        again: where it was not the only one that came to this.
    """

    deeds: tuple[Deed, ...]
    choices: tuple[Left, ...]
    held_back: tuple[Left, ...]
    conflicts: tuple[Left, ...]
    wishes: tuple[Wish, ...] = ()
    again: Again | None = None

    @property
    def carried(self) -> tuple[Deed, ...]:
        """What did not fail."""
        return tuple(deed for deed in self.deeds if deed.state != "failed")

    @property
    def failures(self) -> tuple[Deed, ...]:
        """What was to be done and was not."""
        return tuple(deed for deed in self.deeds if deed.state == "failed")


def told(document: Document, *, insider: bool) -> Told:
    """A decision in words.

    Args:
        document: as it is kept.
        insider: whether it is for those who are told what the bot knows of people: who may write to the repository.
    """
    actions, held = ([*_open_to(document.get(name) or (), insider=insider)] for name in ("actions", "held_back"))
    conflicts = document.get("conflicts") or ()
    observed = frozenset(document.get("observed") or ())
    return Told(
        deeds=tuple(_deeds(actions, _ends(document.get("outcomes") or ()), observed)),
        choices=tuple(_choice(one) for one in actions if insider and one.get("why")),
        held_back=tuple(dict.fromkeys(_held_back(one, insider=insider) for one in held)),
        conflicts=tuple(Left(one["place"], one["rule"], f"“{one['winner']}” wants it otherwise") for one in conflicts),
        wishes=tuple(Wish(command, login if insider else "") for command, login in document.get("asked") or ()),
        again=again_in(document),
    )


def _open_to(some: Sequence[Document], *, insider: bool) -> Iterator[Document]:
    """What may be told at all."""
    return (one for one in some if insider or one["do"] not in _THEIR_OWN)


def _choice(one: Document) -> Left:
    """Why somebody was asked: `asked because: …`; of several, whose reason it is stands before each."""
    asked, _, because = one["why"].partition(": ")
    alone = asked.startswith("asked") and because
    return Left(f"A{asked[1:]}", one["rule"], because) if alone else Left("Who was asked", one["rule"], one["why"])


def _held_back(one: Document, *, insider: bool) -> Left:
    choosing = one["do"] in GOALS and GOALS[one["do"]].chooses
    why = NOBODY if choosing and not insider else _unmarked(spoken(one["why"]))
    return Left(_named(one["do"]), one["rule"], why)


def _deeds(
    actions: Sequence[Document], ends: Mapping[tuple[str, str, str], tuple[str, str, str]], observed: Container[str]
) -> Iterator[Deed]:
    for action in actions:
        do, rule = action["do"], action["rule"]
        wording = VERBS[do].wording if do in VERBS else BY_ITS_NAME
        otherwise = ("observed" if rule in observed else "unsent", "", "")
        for target in ("",) if wording.is_of_whole else tuple(_targets(action)) or ("",):
            state, end, known_as = ends.get((do, rule, _key(do, target)), otherwise)
            said = spoken(target) if do == "comment" else ""
            pattern = _pattern(wording, do, state, withdrawn=bool(action.get("withdrawn")))
            short = opening(_unmarked(said or wording.shown(target)), FIRST_WORDS)
            words = filled(pattern, partial(_value, action)) if wording.is_of_whole else pattern.replace("{}", short)
            yield Deed(wording.mark, words, state, rule, end, said, do, known_as)


def _value(action: Document, name: str) -> str:
    """What `explain` prints of an action under a name, in words."""
    return opening(str(action.get(name, "")).replace("_", " "), FIRST_WORDS)


def _unmarked(markdown: str) -> str:
    """The words without what makes them bold."""
    return _BOLD.sub(r"\1", markdown)


def _pattern(wording: Wording, do: str, state: str, *, withdrawn: bool) -> str:
    if withdrawn:
        return wording.back
    return (wording.done if state == "done" else wording.plan) or f"{_named(do)} {{}}"


def _targets(action: Document) -> Iterator[str]:
    """What an action is about, one by one; of a rule that waits, how long, and what it would do then."""
    if action["do"] == "after":
        verbs = ", ".join(_named(each["do"]) for each in action.get("then") or ())
        yield f"{action.get('in', '')}, then: {verbs}"
        return
    for key, value in action.items():
        if key not in {"do", "rule", "withdrawn", "why"}:
            yield from map(str, value) if isinstance(value, list) else (str(value),)


def _ends(outcomes: Sequence[Document]) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    """How each deed ended, where it was not done why not, and its target as the ledger knows it."""
    ends: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    for outcome in outcomes:
        key = (outcome["do"], outcome["rule"], _key(outcome["do"], outcome["target"]))
        why = "" if outcome["state"] == "done" else outcome.get("why") or "no reason was given"
        if key not in ends or not ends[key][1]:
            ends[key] = (outcome["state"], why, outcome["target"])
    return ends


def _key(do: str, target: str) -> str:
    several = do in VERBS and VERBS[do].several
    return target.lower() if several else ""  # of other verbs an action has one target, told in its own way


def _named(do: str) -> str:
    return do.replace("_", " ")
