"""One entry of the people file: what may be written, and what is said of a mistake."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.people.tenures import named, tenures
from rules.countries import CountryError, country
from rules.diagnostics import nearest
from rules.facts import Away, Member
from rules.sections import LANGUAGE
from rules.words import LOGIN, as_list
from rules.zones import ZoneError, zone

MOST = 200
_REGION = "region:"
_DAY = r"(\d{4}-\d{2}-\d{2})"
_SPANS = (
    re.compile(rf"(?P<since>{_DAY})\s*(?:to|until|-|/)\s*(?P<until>{_DAY})"),
    re.compile(rf"(?:until|to)\s+(?P<until>{_DAY})"),
    re.compile(rf"(?:from|since)\s+(?P<since>{_DAY})"),
)
_SLIPS = {"jp": "ja", "cn": "zh", "cz": "cs", "dk": "da", "ua": "uk"}
"""Codes of countries that people take for codes of languages."""


def _wrong(message: str, advice: str) -> PydanticCustomError:
    return PydanticCustomError("people", "{said}", {"said": message, "help": advice})


def listed(value: Any) -> Any:
    """What stands alone, or nothing at all, as a list."""
    return () if value is None or value is False else as_list(value)


def _checked(read: Callable[[str], Any]) -> Callable[[str], str]:
    """A text that another part of the language must understand; its own words say why it does not."""

    def check(text: str) -> str:
        try:
            return str(read(text))
        except (CountryError, ZoneError) as error:
            raise _wrong(str(error), error.help) from None

    return check


def _language(tag: str) -> str:
    if tag.lower() in _SLIPS:
        raise _wrong(f"`{tag}` is no language", f"did you mean `{_SLIPS[tag.lower()]}`?")
    if not re.fullmatch(LANGUAGE, tag):
        raise _wrong(f"`{tag[:40]}` is no language's tag", "write it by BCP 47: de, pt-BR, zh-CN")
    return tag


def _covered(place: str) -> str:
    """A country, or a region by its name: two letters are always a country."""
    name = place.removeprefix(_REGION).strip()
    return _checked(country)(name) if len(name) == len("AT") and not place.startswith(_REGION) else name


def _written(value: Any) -> str:
    """A value as it is written; of lists and mappings nothing, for aliases make gigabytes of them."""
    return "" if isinstance(value, (list, tuple, dict)) else str(value).strip()


def _day(value: Any) -> date:
    text = _written(value)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _wrong(f"`{text[:40]}` is no day" if text else "this is no day", "write it as 2026-07-01") from None


def _away(value: Any) -> Away:
    """Days: `2026-07-01 to 2026-08-15`, `until 2026-08-15`, `{from: 2026-07-01}`, one day, or `true`."""
    if value is True:
        return Away()
    if isinstance(value, dict) and value and value.keys() <= {"from", "until"}:
        days = {key: _day(day) for key, day in value.items()}
        span = Away(since=days.get("from"), until=days.get("until"))
    elif isinstance(value, str):
        found = next((match for form in _SPANS if (match := form.fullmatch(value.strip()))), None)
        days = {key: _day(day) for key, day in found.groupdict().items()} if found else {}
        span = Away(**days) if found else Away(since=_day(value.strip()), until=_day(value.strip()))
    else:
        raise _wrong("these are no days", "write `away: 2026-07-01 to 2026-08-15`, or a list of such")
    if span.since and span.until and span.until < span.since:
        raise _wrong(f"it ends on {span.until}, before it begins", "write the first day, then the last one")
    return span


def _was(value: Any) -> Away | None:
    """The days of a role that somebody had: `2024-05-01 to 2026-08-15`, or only the last one."""
    if value is None:
        return None
    text = _written(value)
    found = _SPANS[0].fullmatch(text)
    if not (found or re.fullmatch(_DAY, text)):
        raise _wrong("these are no days", "write `former: {editor: 2024-05-01 to 2026-08-15}`")
    return _away(text if found else f"until {text}")


Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST)]
Day = Annotated[date, BeforeValidator(_day)]
Was = Annotated[Away | None, BeforeValidator(_was)]
Country = Annotated[Said, AfterValidator(_checked(country))]
Tag = Annotated[Said, AfterValidator(_language)]


class Entry(BaseModel):
    """One person. Keys that this version does not know are the community's own."""

    model_config = ConfigDict(extra="ignore", frozen=True, arbitrary_types_allowed=True)

    github: Annotated[str, StringConstraints(pattern=LOGIN), Field(validation_alias=AliasChoices("github", "login"))]
    id: Annotated[int, Field(strict=True, ge=1)] | None = None
    name: Said | None = None
    roles: Annotated[tuple[tuple[Said, Day | None], ...], BeforeValidator(named)] = ()
    former: Annotated[tuple[tuple[Said, Was], ...], BeforeValidator(named)] = ()
    seats: Annotated[tuple[Said, ...], BeforeValidator(listed)] = ()
    since: Day | None = None
    employer: Said | None = None
    languages: Annotated[tuple[Tag, ...], BeforeValidator(listed)] = ()
    topics: Annotated[tuple[Said, ...], BeforeValidator(listed)] = ()
    offers: Annotated[tuple[Said, ...], BeforeValidator(listed)] = ()
    country: Country | None = None
    timezone: Annotated[Said, AfterValidator(_checked(zone))] | None = None
    covers: Annotated[tuple[Annotated[Said, AfterValidator(_covered)], ...], BeforeValidator(listed)] = ()
    capacity: Annotated[int, Field(strict=True, ge=0, le=1_000)] | None = None
    away: Annotated[tuple[Annotated[Away, BeforeValidator(_away)], ...], BeforeValidator(listed)] = ()
    opted_out: Annotated[bool, Field(strict=True)] = False

    @model_validator(mode="after")
    def _within_bounds(self) -> Self:
        """Nobody has hundreds of languages."""
        for key, value in self:
            if isinstance(value, tuple) and len(value) > MOST:
                raise _wrong(f"{len(value)} {key} are too many", f"write {MOST} at most")
        return self

    def member(self) -> Member:
        """What the rules look at."""
        return Member(
            login=self.github.removeprefix("@"),
            id=self.id,
            name=self.name or "",
            roles=tuple(role for role, _ in self.roles),
            tenures=tenures(self.roles, self.since, self.former),
            seats=self.seats,
            employer=self.employer or "",
            languages=self.languages,
            topics=self.topics,
            country=self.country or "",
            zone=self.timezone or "",
            covers=self.covers,
            capacity=self.capacity,
            away=self.away,
            opted_out=self.opted_out,
        )


def slip(key: str) -> str:
    """The key that was probably meant by one that is none; empty for a key of the community's own."""
    near = nearest(key[:MOST], Entry.model_fields) if key not in Entry.model_fields else None
    alike = near is not None and key[:2].lower() == near[:2] and abs(len(key) - len(near)) < len("abc")
    return near if near and alike else ""
