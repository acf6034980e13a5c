"""`stage`: move the item on the board, or carry its stage as a label where there is no board to be seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, BoardIds, Follow, HeldBack, Look, Name, Refusal, Target, Write
from bot.planning.stages import NOWHERE, PREFIX, lacking, renamed
from bot.verb import Trace, Verb, Wording, known_ids
from bot.writing.permissions import ISSUES, PROJECTS, needs
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Card, Facts, Unknown
from rules.gates import lacking_for
from rules.goals.stage import Past, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStage(Action):
    """A stage to be at.

    Attributes:
        card: whether the card on the board is to be moved.
        label: whether a `stage/…` label is to carry it.
        outdated: the stage labels that must go.
        undoes: the stage that a person took back by what this follows; None where there is none.
    """

    do: ClassVar[str] = "stage"
    stage: str
    card: bool
    label: bool
    outdated: tuple[str, ...] = ()
    undoes: str | None = None

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.stage,)

    def keys(self) -> dict[str, Any]:
        return {"stage": self.stage}

    def describe(self) -> str:
        return f"stage {self.stage}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        labels = tuple(label for label in known(facts.labels) if label not in self.outdated)
        present = {label.lower() for label in labels}
        if self.label and f"{PREFIX}{self.stage}".lower() not in present:
            labels = (*labels, f"{PREFIX}{self.stage}")
        card = facts.card
        if self.card:
            card = Card(id=card.id if isinstance(card, Card) else "", status=self.stage)
        undone = facts.undone
        if self.undoes is not None and not isinstance(undone, Unknown):
            undone |= {("stage", self.undoes.lower())}
        stage = None if self.stage == NOWHERE else self.stage
        return {"stage": stage, "labels": labels, "card": card, "undone": undone}

    def claims(self) -> Mapping[str, str]:
        return {"stage": self.stage.lower()}

    def leaves(self, facts: Facts) -> str | None:
        return (known(facts.stage) or "").lower() or None


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

    trace = Trace("stage", alone=True)
    permissions = needs(
        addProjectV2ItemById=PROJECTS,
        updateProjectV2ItemFieldValue=PROJECTS,
        addLabelsToLabelable=ISSUES,
        removeLabelsFromLabelable=ISSUES,
    )
    key = "stage"
    wording = Wording("stage", "stage {}", "stage {}")

    takes_back = "stage"

    def plan(self, goal: Stage, look: Look) -> Iterator[Action | HeldBack]:
        facts, book = look.facts, look.book
        stage = book.stage_named(goal.value.to)
        if stage is None:
            yield look.held_back("stage", f"there is no stage {goal.value.to}")
        elif facts.unboarded and not look.by:
            yield look.held_back("stage", "a person took the card off the board")
        elif isinstance(facts.card, Card) and facts.card.archived:
            yield look.held_back("stage", "the card is archived")
        elif why := _stays(stage, known(facts.stage), goal, look):
            yield look.held_back("stage", why)
        else:
            yield from _reach(stage, goal, look)

    def take_back(self, goal: Stage, targets: frozenset[str], look: Look) -> Iterator[Action | HeldBack]:
        present, before = known(look.facts.stage), look.facts.before
        # Where the rule itself brought it back to is its deed as well, and no work of its goal.
        if present is None or present.lower() not in targets & {goal.value.to.lower()}:
            return
        if before is None or look.book.stage_named(before) is None:
            yield look.held_back("stage", f"nobody knows where it was before {present}")
        else:
            back = Stage(goal.value.model_copy(update={"to": before, "only_from": None, "back": True}))
            yield from self.plan(back, look)

    def names(self, action: SetStage) -> Sequence[Name]:
        wanted = [f"{PREFIX}{action.stage}"] if action.label else []
        return [Name("label", label) for label in (*wanted, *action.outdated)]

    def writes(self, actions: Sequence[SetStage], target: Target) -> Iterator[Write | Refusal]:
        action, carried = actions[-1], tuple(actions)  # only where the item ends is written
        if action.label or any(each.outdated for each in actions):
            yield from _label_writes(carried, target)
        if not action.card:
            return
        option = target.board.options.get(action.stage.lower()) if target.board else None
        if target.board is None or option is None:
            yield Refusal(action, action.stage, f"the board has no column {action.stage}")
        elif target.card is not None:
            yield _set_status(target.board, target.card, option, carried)
        else:
            given = {"projectId": target.board.project, "contentId": target.item.node}
            then = SetStatus(target.board, option, carried)
            yield Write("addProjectV2ItemById", given, carried, select="item { id }", then=then)


def _stays(stage: str, present: str | None, goal: Stage, look: Look) -> str | None:
    """Why the item must not be moved, in a sentence; None where it may, or need not."""
    here = present.lower() if present else "none"
    from_ = {name.lower() for name in goal.value.only_from or ()}
    if here == stage.lower():
        return None
    if not isinstance(goal.value, Past) and (lacks := lacking_for(look.book.gate_of(stage), look.facts)):
        return f"{stage} needs {lacks}"
    if from_ and here not in from_:
        return f"it is at {present or 'no stage yet'}, and the rule moves it only from others"
    if present and look.book.stage_named(present) is None:
        return f"the card stands in {present}, a column that the rules do not name"
    if ("stage", stage.lower()) in {(verb, name.lower()) for verb, name in look.facts.flapping}:
        return f"it went to {stage} too often: left alone for an hour"
    return f"a person took it back from {stage}" if _taken_back(stage, present, look) else None


def _taken_back(stage: str, present: str | None, look: Look) -> bool:
    """Whether a person undid this very step; where the item has gone on since, it was no undoing."""
    if present and _is_back(stage, present, look.book):
        return False
    marks = {("stage", stage.lower())}
    if lacking(known(look.facts.board), stage):
        marks.add(("label", f"{PREFIX}{stage}".lower()))
    return not marks.isdisjoint(known(look.facts.undone))


def _is_back(stage: str, present: str, book: Rulebook) -> bool:
    order = [name.lower() for name in book.stages]
    return order.index(present.lower()) > order.index(stage.lower())


def _reach(stage: str, goal: Stage, look: Look) -> Iterator[Action | HeldBack]:
    """The move, where one is needed, and a word on why a label carries the stage."""
    facts, book = look.facts, look.book
    present, label = known(facts.stage), f"{PREFIX}{stage}"
    onward = bool(goal.value.only_from) or look.rule.names_stage
    if present and _is_back(stage, present, book) and not (onward or goal.value.back):
        return
    board, field = known(facts.board), book.board.field if book.board else ""
    problem = lacking(board, stage)
    if problem:
        yield look.held_back("stage", f"{problem}; the label {label} carries the stage instead")
    else:
        yield from (look.held_back("stage", why) for why in renamed(board, stage, field))
    if present and present.lower() == stage.lower():
        return
    labelled = bool(problem or (book.board and book.board.labels))
    carried = [name for name in known(facts.labels) if name.lower().startswith(PREFIX)] if labelled else []
    outdated = tuple(name for name in carried if name.lower() != label.lower())
    if problem is None or outdated or not carried:
        yield SetStage(
            **look.signed, leads_on=onward, stage=stage, card=problem is None, label=labelled, outdated=outdated
        )


def _label_writes(actions: tuple[SetStage, ...], target: Target) -> Iterator[Write | Refusal]:
    action = actions[-1]
    name = Name("label", f"{PREFIX}{action.stage}")
    if action.label and name in target.ids:
        given = {"labelableId": target.item.node, "labelIds": [target.ids[name]]}
        yield Write("addLabelsToLabelable", given, actions)
    elif action.label:
        yield Refusal(action, action.stage, f"GitHub does not take the label {name.key}")
    outdated = [Name("label", label) for each in actions for label in each.outdated]
    if old := known_ids([old for old in outdated if old.key.lower() != name.key.lower()], target.ids):
        yield Write("removeLabelsFromLabelable", {"labelableId": target.item.node, "labelIds": old}, actions)


def _set_status(board: BoardIds, card: str, option: str, actions: tuple[Action, ...]) -> Write:
    given = {
        "projectId": board.project,
        "itemId": card,
        "fieldId": board.field,
        "value": {"singleSelectOptionId": option},
    }
    return Write("updateProjectV2ItemFieldValue", given, actions)
