"""The value types that conditions and goals share, as pydantic reads them from a rule file."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, LiteralString, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from rules.amount import spelled
from rules.answer import Answer, answer, plainly
from rules.durations import Duration, DurationError, duration
from rules.globs import Glob, glob
from rules.pattern import Pattern, PatternError, pattern
from rules.template import Template, TemplateError, template
from rules.zones import ZoneError, zone

T = TypeVar("T")


class Strictly(BaseModel):
    """The base of all parts of a rule file: unknown keys are mistakes, and nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


class Asking(Strictly):
    """A question with several keys, of which at least one must be given: `{}` would always be met."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("too_short", "nothing is asked")
        return self


NAMED_LIST = {"namedList": True}
"""Stands in pydantic's schema, which knows no such definition, for what `rules/schema.py` puts there."""


class _OneOrMany:
    """Lets a list be written as its only element, in the data and in the JSON Schema.

    In a rule a list of the file may stand for it or for some of its elements: `rules/lists.py` puts the values in.
    """

    def __init__(self, *, named: bool) -> None:
        self.named = named

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core)
        items = schema.get("items", {})
        if not self.named:
            return {"anyOf": [items, {"type": "array", "items": items, "minItems": 1}]}
        each = {"anyOf": [items, NAMED_LIST]}
        return {"anyOf": [items, {"type": "array", "items": each, "minItems": 1}, NAMED_LIST]}


def as_list(value: Any) -> Any:
    """A value that stands alone is a list of one."""
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


OneOrMany = Annotated[
    tuple[T, ...], Strict(False), BeforeValidator(as_list), Field(min_length=1), _OneOrMany(named=True)
]
OneOrManyHere = Annotated[
    tuple[T, ...], Strict(False), BeforeValidator(as_list), Field(min_length=1), _OneOrMany(named=False)
]
"""The same outside rules, where no list can be named."""


class Effort:
    """What the patterns and globs of one file may cost together, so that no file keeps the bot busy for long.

    The unit is a microsecond at most; a mistake costs more, for nobody reads thousands of them.
    """

    MISTAKE = 40_000

    def __init__(self, most: int = 700_000) -> None:
        self.left = most

    def make(self, make: Callable[[str], Any], text: str) -> Any:
        """What `make` makes of a text, as long as the file has not asked for too much.

        Raises:
            PatternError: too much has been made already.
        """
        if self.left < 0:
            raise PatternError("the patterns and globs of this file are too many to be searched for quickly")
        self.left -= self.MISTAKE
        made = make(text)
        searched = made.pattern if isinstance(made, Answer) else made
        self.left += self.MISTAKE - (searched.effort if isinstance(searched, (Pattern, Glob)) else 0)
        return made


class _FromText:
    """Reads a text and turns it into something checked; in the JSON Schema it stays a text."""

    def __init__(self, make: Callable[[str], Any], *, most: int, pattern: str | None = None) -> None:
        self.make, self.most, self.pattern = make, most, pattern

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        del source, handler
        text = core_schema.str_schema(strict=True, min_length=1, max_length=self.most, pattern=self.pattern)
        return core_schema.with_info_after_validator_function(self.read, text)

    def read(self, text: str, info: ValidationInfo) -> Any:
        try:
            return info.context.make(self.make, text) if isinstance(info.context, Effort) else self.make(text)
        except (PatternError, TemplateError, DurationError, ZoneError) as error:
            context = {"reason": str(error), "help": getattr(error, "help", "")}
            raise PydanticCustomError(_CODES[type(error)], "{reason}", context) from None


_CODES: dict[type[ValueError], LiteralString] = {
    PatternError: "pattern",
    TemplateError: "template",
    DurationError: "duration",
    ZoneError: "timezone",
}


def _bare(text: str) -> str:
    return text.removeprefix("@")


Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Search = Annotated[Pattern, _FromText(pattern, most=500)]
Path = Annotated[Glob, _FromText(glob, most=500)]
Answers = Annotated[
    Answer,
    _FromText(answer, most=500),
    BeforeValidator(plainly),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1, "maxLength": 500}, {"type": ["number", "boolean"]}]}),
]
Message = Annotated[Template, _FromText(template, most=20_000)]
Span = Annotated[Duration, _FromText(duration, most=100), BeforeValidator(spelled)]
Zone = Annotated[ZoneInfo, _FromText(zone, most=100)]
Name = Annotated[Template, _FromText(template, most=200)]
# An enterprise that manages its accounts ends their names in `_acme`.
LOGIN = r"^@?[A-Za-z0-9][A-Za-z0-9_-]{0,60}(\[bot\])?$"
TEAM = r"^@?[A-Za-z0-9][A-Za-z0-9-]{0,60}/[A-Za-z0-9._-]{1,100}$"
Login = Annotated[str, _FromText(_bare, most=70, pattern=LOGIN)]
Team = Annotated[str, _FromText(_bare, most=170, pattern=TEAM)]


def listed(words: Iterable[Any], last: str = "or") -> str:
    """A list as a person says it: `a`, `a or b`, `a, b or c`."""
    *first, final = [str(word) for word in words] or ["nothing"]
    return f"{', '.join(first)} {last} {final}" if first else final
