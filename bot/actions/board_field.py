"""`board_field`: set fields of the item's card."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from bot.action import Action, BoardIds, FieldIds, Follow, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb
from bot.writing.permissions import PROJECTS, needs
from rules.condition import known
from rules.diagnostics import did_you_mean
from rules.facts import BoardField as Field
from rules.facts import Card, Facts
from rules.goals.board_field import BoardField

NONE = "none"


class _Unfit(Exception):
    """A value that the board does not take; the text is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetField(Action):
    """A value that a field should hold; None empties it."""

    do: ClassVar[str] = "board_field"
    field: str
    value: str | None

    @property
    def targets(self) -> tuple[str, ...]:
        return (f"{self.field}={self.value or NONE}".lower(),)

    def keys(self) -> dict[str, Any]:
        return {"field": self.field, "value": self.value}

    def describe(self) -> str:
        return f"{self.field}: {self.value or NONE}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        fields = {name: held for name, held in known(facts.fields).items() if name.lower() != self.field.lower()}
        value = {} if self.value is None else {self.field: self.value}
        return {"fields": {**fields, **value}, "card": facts.card or Card(id="")}

    def claims(self) -> Mapping[str, str]:
        return {f"field {self.field}".lower(): self.targets[0]}


@dataclass(frozen=True, slots=True)
class SetFields(Follow):
    """Sets fields of a card that was just added."""

    board: BoardIds
    actions: tuple[SetField, ...]

    def writes(self, answer: Mapping[str, Any]) -> Sequence[Write]:
        """The writes that set them, once the card's id is known."""
        return [_write(action, self.board, answer["item"]["id"]) for action in self.actions]


class BoardFieldVerb(Verb[BoardField], word="board_field"):
    """Sets the fields that hold something else, unless a person changed them."""

    trace = Trace("fields", valued=True)
    permissions = needs(
        addProjectV2ItemById=PROJECTS,
        updateProjectV2ItemFieldValue=PROJECTS,
        clearProjectV2ItemFieldValue=PROJECTS,
    )

    def plan(self, goal: BoardField, look: Look) -> Iterator[Action | HeldBack]:
        facts = look.facts
        board = known(facts.board)
        if board.problem or facts.unboarded:
            yield look.held_back("board_field", board.problem or "a person took the card off the board")
            return
        for name, given in goal.value.items():
            text = f"{given:g}" if isinstance(given, (int, float)) else given.plain(look.values)
            if text is None:
                yield look.held_back("board_field", f"a value for {name} is empty")
                continue
            try:
                yield from _reach(name, text, look)
            except _Unfit as unfit:
                yield look.held_back("board_field", str(unfit))

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        del facts
        field, _, value = target.partition("=")
        return {"field": field, "value": value}

    def writes(self, actions: Sequence[SetField], target: Target) -> Iterator[Write | Refusal]:
        able = []
        for action in actions:
            if target.board is None or not _known(action, target.board):
                yield Refusal(action, action.targets[0], f"the board takes no {action.describe()}")
            elif target.card is not None:
                yield _write(action, target.board, target.card)
            else:
                able.append(action)
        if able and target.board:
            given = {"projectId": target.board.project, "contentId": target.item.node}
            then = SetFields(target.board, tuple(able))
            yield Write("addProjectV2ItemById", given, tuple(able), select="item { id }", then=then)


def _reach(name: str, text: str, look: Look) -> Iterator[Action | HeldBack]:
    """What is to be done so that one field holds what is meant."""
    fields = known(look.facts.board).fields
    field, value = name, None if text.lower() == NONE else text
    if fields is not None:
        found = next((one for one in fields if one.name.lower() == name.lower()), None)
        if found is None:
            advice = did_you_mean(name, [one.name for one in fields])
            raise _Unfit(f"the board has no field {name}{f'; {advice}' if advice else ''}")
        field, value = found.name, value and _fitting(value, found, look.facts)
    held = {one.lower(): told for one, told in known(look.facts.fields).items()}.get(name.lower())
    present = f"{held:g}" if isinstance(held, float) else None if held is None else str(held)
    if (present or NONE).lower() == (value or NONE).lower():
        return
    mark = f"{field}={value or NONE}"
    if why := look.undone("board_field", mark, f"a person changed {field} from {value or NONE}"):
        yield look.held_back("board_field", why)
    else:
        yield SetField(**look.signed, field=field, value=value)


def _fitting(text: str, field: Field, facts: Facts) -> str:
    """The value as the field takes it."""
    if field.kind == "iteration" and text.lower() in {"@current", "@next"}:
        return _iteration(text.lower(), field, known(facts.now).date())
    if field.kind in {"single_select", "iteration"}:
        found = next((one for one in field.options if one.lower() == text.lower()), None)
        if found is None:
            advice = did_you_mean(text, field.options)
            raise _Unfit(f"{field.name} has no option {text}{f'; {advice}' if advice else ''}")
        return found
    if field.kind not in _READS:
        raise _Unfit(f"{field.name} is no field of the board's own; use the verb for it")
    try:
        return _READS[field.kind](text)
    except ValueError:
        raise _Unfit(f"{field.name} takes a {field.kind}, not {text}") from None


def _iteration(word: str, field: Field, today: date) -> str:
    """The title of the iteration that runs today, or of the first one after it."""
    pairs = list(zip(field.options, field.begins, strict=True))
    if word == "@current":
        found = next((title for title, (begin, end) in pairs if begin <= today < end), None)
    else:
        coming = sorted((begin, title) for title, (begin, _) in pairs if begin > today)
        found = coming[0][1] if coming else None
    if found is None:
        raise _Unfit(f"{field.name} has no iteration that is {word} now")
    return found


def _number(text: str) -> str:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return f"{number:g}"


def _date(text: str) -> str:
    return date.fromisoformat(text).isoformat()


_READS: Mapping[str, Callable[[str], str]] = {"number": _number, "date": _date, "text": str}


def _known(action: SetField, board: BoardIds) -> bool:
    field = board.fields.get(action.field.lower())
    return field is not None and (action.value is None or _value(action.value, field) is not None)


def _value(value: str, field: FieldIds) -> dict[str, Any] | None:
    """The value as GitHub takes it; None where an option is gone."""
    if field.kind in {"single_select", "iteration"}:
        option = field.options.get(value.lower())
        key = "iterationId" if field.kind == "iteration" else "singleSelectOptionId"
        return {key: option} if option else None
    return {field.kind: float(value) if field.kind == "number" else value}


def _write(action: SetField, board: BoardIds, card: str) -> Write:
    field = board.fields[action.field.lower()]
    given: dict[str, Any] = {"projectId": board.project, "itemId": card, "fieldId": field.id}
    if action.value is None:
        return Write("clearProjectV2ItemFieldValue", given, (action,))
    return Write("updateProjectV2ItemFieldValue", {**given, "value": _value(action.value, field)}, (action,))
