"""Languages and countries by their English names, for those who do not know the codes of the people file. Pure."""

from collections.abc import Mapping

from rules.countries import country_name
from rules.tongues import english_name

_SCRIPTS: Mapping[str, str] = {
    "arab": "Arabic",
    "cyrl": "Cyrillic",
    "latn": "Latin",
    "hans": "simplified",
    "hant": "traditional",
}


def language_name(tag: str) -> str:
    """A language's name by its tag, `pt-BR`: `Portuguese, Brazil`; empty where it has none here."""
    first, *further = tag.split("-")
    name = english_name(first)
    told = [_SCRIPTS.get(part.lower()) or country_name(part) for part in further]
    return ", ".join((name, *filter(None, told))) if name else ""


def named(code: str, name: str) -> str:
    """What a code stands for, with the code: `German (de)`; the code alone where nothing is known of it."""
    return f"{name} ({code})" if name else code
