"""`/undo`: what the bot did last, or one thing that is named, is taken back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.asking.authority import may
from bot.asking.command import Answered, Command, Request
from bot.verb import VERBS
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Doing, Facts
from rules.goal import GOALS, Goal
from rules.goals.add_to import AddTo
from rules.goals.assign import Assign
from rules.goals.board_field import BoardField
from rules.goals.close import Close
from rules.goals.draft import Draft
from rules.goals.label import Label
from rules.goals.lock import Lock
from rules.goals.milestone import Milestone
from rules.goals.pin import Pin
from rules.goals.remove_from import RemoveFrom
from rules.goals.reopen import Reopen
from rules.goals.stage import Past, Stage
from rules.goals.take_back import Done, TakeBack
from rules.goals.unassign import Unassign
from rules.goals.unlabel import Unlabel
from rules.selector import Selector
from rules.template import literally

NONE = "none"
_OF_BOARDS = frozenset({"stage", "board_field"})


class UndoCommand(
    Command,
    name="undo",
    examples=("/undo", "/undo label docs"),
    aliases={
        "": ("revert",),
        "es": ("deshacer",),
        "fr": ("annuler",),
        "de": ("zurück",),
        "pt": ("desfazer",),
        "ja": ("取り消し",),
    },
):
    """Takes back what the bot did last here, or one thing that you name, for good: no rule does it again.

    Labels, assignees, requests for reviews, the stage and other fields of the board, cards, the milestone, closing and
    opening, locking, pinning, drafts, credits, and what it said. What somebody has changed since stays as it is.
    Whoever asked for it may, and whoever may everything. One thing is named by its verb and what it was about; the
    item's page has a button for each.
    """

    usage = "[VERB WHAT]"
    weighs = frozenset({"everything"})
    reads = frozenset({"doings"})

    def asks(self, book: Rulebook) -> frozenset[str]:
        """All that may have been done; where there is no board, nothing was done on it."""
        verbs = _BACKWARDS.keys() - (frozenset() if book.board else _OF_BOARDS)
        return self.needs.union(*(GOALS[verb].reads for verb in verbs))

    def obey(self, request: Request) -> Answered:
        """It is as it was before, as far as the bot can bring that about."""
        last = _meant(request.wish, known(request.facts.doings))
        if last is None:
            return request.refused("nothing-to-undo")
        if last.by != request.by.login.lower() and not may(request.by, "everything"):
            return request.refused("not-yours", who=request.by.login, rule=last.rule, by=last.by)
        goals = [
            goal
            for deed in last.deeds
            if _stands(*deed, request.facts) and (goal := _backwards(*deed, request.facts, last.found.get(deed)))
        ]
        return goals or request.refused("cannot-undo", rule=last.rule)


def can_undo(verb: str) -> bool:
    """Whether deeds of a verb can be taken back at all."""
    return verb in _BACKWARDS


def deed_as_wish(verb: str, target: str) -> str:
    """What is written behind `/undo` to name one deed."""
    return f"{verb} {target}"


def _meant(wish: str, doings: Sequence[Doing]) -> Doing | None:
    """What the bot did last; or of what is named only that, as it was done last."""
    if not wish:
        return doings[-1] if doings else None
    named = ((doing, deed) for doing in reversed(doings) for deed in doing.deeds if _spelled(*deed) == _spelled(wish))
    return next((replace(doing, deeds=(deed,)) for doing, deed in named), None)


def _spelled(*words: str) -> str:
    """However somebody writes a verb's name: `request_review`, `Request review`."""
    return " ".join(" ".join(words).lower().replace("_", " ").split())


def _stands(verb: str, target: str, facts: Facts) -> bool:
    """Whether a deed still shows; what is not known may."""
    there = VERBS[verb].trace.there(facts) if verb in VERBS else None
    return there is None or (target.lower() in {one.lower() for one in there}) is not VERBS[verb].trace.removing


def _backwards(verb: str, target: str, facts: Facts, found: str | None) -> Goal[Any] | None:
    """What has to be so that a deed is not any more; None for what cannot be taken back."""
    before = facts.before if verb == "stage" else found if verb in _RESTORED else target
    return None if before is None or verb not in _BACKWARDS else _BACKWARDS[verb](target, before)


def _people(login: str) -> Selector:
    return Selector.model_validate({"users": login})


def _address(project: str) -> str:
    """A project's address, as far as it tells which one it is."""
    owner, _, number = project.partition("/")
    return f"orgs/{owner}/projects/{number}"


def _field(target: str, found: str) -> BoardField:
    """The field as it was."""
    name, held = target.partition("=")[0], found.partition("=")[2]
    return BoardField({name: literally(held or NONE)})


_RESTORED = frozenset({"milestone", "board_field"})
_BACKWARDS: Mapping[str, Callable[[str, str], Goal[Any]]] = {
    "label": lambda label, _: Unlabel((literally(label),)),
    "unlabel": lambda label, _: Label((literally(label),)),
    "assign": lambda login, _: Unassign(_people(login)),
    "unassign": lambda login, _: Assign(_people(login)),
    "request_review": lambda who, _: TakeBack(Done("request_review", who)),
    "comment": lambda section, _: TakeBack(Done("comment", section)),
    "credit": lambda name, _: TakeBack(Done("credit", name)),
    "close": lambda *_: Reopen(True),
    "reopen": lambda *_: Close("completed"),
    "stage": lambda _, before: Stage(Past(to=before, back=True)),
    "milestone": lambda _, before: Milestone(literally(before or NONE)),
    "board_field": _field,
    "add_to": lambda project, _: RemoveFrom(_address(project)),
    "remove_from": lambda project, _: AddTo(_address(project)),
    "lock": lambda target, _: Lock(target == "unlocked"),
    "pin": lambda target, _: Pin(target == "unpinned"),
    "draft": lambda target, _: Draft(target == "ready"),
}
"""By verb, what undoes a deed, given its target and what was there before."""
