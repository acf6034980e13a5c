"""`stage`: move the item on the board, or carry its stage as a label where there is no board to be seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, BoardIds, Follow, HeldBack, Look, Name, Refusal, Target, Verb, Write, known_ids
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Card, Facts
from rules.goals.stage import Stage

PREFIX = "stage/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStage(Action):
    """A stage to be at.

    Attributes:
        card: whether the card on the board is to be moved.
        label: whether a `stage/…` label is to carry it.
        outdated: the stage labels that must go.
    """

    do: ClassVar[str] = "stage"
    stage: str
    card: bool
    label: bool
    outdated: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.stage,)

    def keys(self) -> dict[str, Any]:
        return {"stage": self.stage}

    def describe(self) -> str:
        return f"stage {self.stage}"

    def applied_to(self, facts: Facts) -> Facts:
        labels = tuple(label for label in known(facts.labels) if label not in self.outdated)
        present = {label.lower() for label in labels}
        if self.label and f"{PREFIX}{self.stage}".lower() not in present:
            labels = (*labels, f"{PREFIX}{self.stage}")
        card = facts.card
        if self.card:
            card = Card(id=card.id if isinstance(card, Card) else "", status=self.stage)
        return facts.but(stage=self.stage, labels=labels, card=card)

    def claims(self) -> Mapping[str, str]:
        return {"stage": self.stage}


@dataclass(frozen=True, slots=True)
class SetStatus(Follow):
    """Sets the column of a card that was just added."""

    board: BoardIds
    option: str
    actions: tuple[Action, ...]

    def writes(self, answer: Mapping[str, Any]) -> Sequence[Write]:
        """The write that sets it, once the card's id is known."""
        return [_set_status(self.board, answer["item"]["id"], self.option, self.actions)]


class StageVerb(Verb[Stage], word="stage"):
    """Moves forward, and back only where the rule says so; what a person took off the board stays off."""

    def plan(self, goal: Stage, look: Look) -> Iterator[Action | HeldBack]:
        facts, book = look.facts, look.book
        stage = book.stage_named(goal.value.to)
        present = known(facts.stage)
        if stage is None:
            yield look.held_back("stage", f"there is no stage {goal.value.to}")
        elif facts.unboarded:
            yield look.held_back("stage", "a person took the card off the board")
        elif isinstance(facts.card, Card) and facts.card.archived:
            yield look.held_back("stage", "the card is archived")
        elif why := _stays(stage, present, goal, look):
            if why != "reached":
                yield look.held_back("stage", why)
        else:
            yield from _move(stage, look)

    def names(self, action: SetStage) -> Sequence[Name]:
        wanted = [f"{PREFIX}{action.stage}"] if action.label else []
        return [Name("label", label) for label in (*wanted, *action.outdated)]

    def writes(self, actions: Sequence[SetStage], target: Target) -> Iterator[Write | Refusal]:
        action = actions[-1]
        if action.label:
            yield from _label_writes(action, target)
        if not action.card:
            return
        option = target.board.options.get(action.stage.lower()) if target.board else None
        if target.board is None or option is None:
            yield Refusal(action, action.stage, f"the board has no column {action.stage}")
        elif target.card is not None:
            yield _set_status(target.board, target.card, option, (action,))
        else:
            given = {"projectId": target.board.project, "contentId": target.item.node}
            then = SetStatus(target.board, option, (action,))
            yield Write("addProjectV2ItemById", given, (action,), select="item { id }", then=then)


def _stays(stage: str, present: str | None, goal: Stage, look: Look) -> str | None:
    """Why the item stays where it is: `reached`, or a sentence; None when it moves."""
    if present is None:
        if goal.value.only_from and "none" not in {name.lower() for name in goal.value.only_from}:
            return "it is at no stage yet, and the rule moves it only from others"
        return None
    here, order = look.book.stage_named(present), look.book.stages
    if goal.value.only_from and present.lower() not in {name.lower() for name in goal.value.only_from}:
        return "reached" if here == stage else f"it is at {present}, and the rule moves it only from others"
    if here is None:
        return f"the card stands in {present}, a column that the rules do not name"
    may_go_back = goal.value.back or bool(goal.value.only_from) or look.rule.names_stage
    if here == stage or (order.index(here) > order.index(stage) and not may_go_back):
        return "reached"
    return None


def _move(stage: str, look: Look) -> Iterator[Action | HeldBack]:
    facts = look.facts
    board = known(facts.board)
    problem = board.problem
    if problem is None and stage.lower() not in {option.lower() for option in board.options}:
        problem = f"the board has no column {stage}"
    if problem:
        yield look.held_back("stage", f"{problem}; the label {PREFIX}{stage} carries the stage instead")
    labelled = bool(problem or (look.book.board and look.book.board.labels))
    carried = [label for label in known(facts.labels) if label.lower().startswith(PREFIX)]
    outdated = tuple(label for label in carried if label.lower() != f"{PREFIX}{stage}".lower()) if labelled else ()
    yield SetStage(**look.signed, stage=stage, card=problem is None, label=labelled, outdated=outdated)


def _label_writes(action: SetStage, target: Target) -> Iterator[Write | Refusal]:
    name = Name("label", f"{PREFIX}{action.stage}")
    if name in target.ids:
        given = {"labelableId": target.item.node, "labelIds": [target.ids[name]]}
        yield Write("addLabelsToLabelable", given, (action,))
    else:
        yield Refusal(action, action.stage, f"GitHub does not take the label {name.key}")
    if old := known_ids([Name("label", label) for label in action.outdated], target.ids):
        yield Write("removeLabelsFromLabelable", {"labelableId": target.item.node, "labelIds": old}, (action,))


def _set_status(board: BoardIds, card: str, option: str, actions: tuple[Action, ...]) -> Write:
    given = {
        "projectId": board.project,
        "itemId": card,
        "fieldId": board.field,
        "value": {"singleSelectOptionId": option},
    }
    return Write("updateProjectV2ItemFieldValue", given, actions)


def stage_of(card: Card | None, labels: Sequence[str], book: Rulebook) -> str | None:
    """The stage that an item is at: its card's column, or the label that carries it where there is no card."""
    if card is not None and card.status is not None:
        return card.status
    carried = (book.stage_named(label[len(PREFIX) :]) for label in labels if label.lower().startswith(PREFIX))
    return next((stage for stage in carried if stage), None)
