"""Countries by their codes of ISO 3166, `AT`, as the time zone database lists them, and by their names."""

import difflib
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

_CODE = re.compile(r"\(([A-Z]{2})\)")
_CLEAN = re.compile(r"[^\w]+")
_OTHERWISE: Mapping[str, tuple[str, ...]] = {
    "AE": ("uae",),
    "AT": ("österreich",),
    "BA": ("bosnia and herzegovina", "bosna i hercegovina"),
    "BE": ("belgië", "belgique"),
    "BG": ("българия",),
    "BR": ("brasil",),
    "CD": ("dr congo", "democratic republic of the congo"),
    "CF": ("central african republic",),
    "CG": ("republic of the congo",),
    "CH": ("schweiz", "suisse", "svizzera"),
    "CI": ("ivory coast",),
    "CM": ("cameroun",),
    "CN": ("中国", "中國"),
    "CV": ("cabo verde",),
    "CZ": ("czechia", "česko", "česká republika"),
    "DE": ("deutschland",),
    "DK": ("danmark",),
    "DZ": ("algérie", "الجزائر"),
    "EE": ("eesti",),
    "EG": ("مصر",),
    "ES": ("españa",),
    "FI": ("suomi",),
    "GB": ("uk", "united kingdom", "great britain", "britain", "england", "scotland", "wales"),
    "GR": ("el", "hellas", "ελλάδα"),
    "HR": ("hrvatska",),
    "HU": ("magyarország",),
    "IE": ("éire",),
    "IL": ("ישראל",),
    "IN": ("भारत", "bharat"),
    "IR": ("ایران",),
    "IS": ("ísland",),
    "IT": ("italia",),
    "JP": ("日本",),
    "KP": ("north korea",),
    "KR": ("south korea", "republic of korea", "korea", "한국", "대한민국"),
    "LT": ("lietuva",),
    "LV": ("latvija",),
    "MA": ("maroc", "المغرب"),
    "MM": ("myanmar", "burma"),
    "MO": ("macao",),
    "MX": ("méxico",),
    "NL": ("the netherlands", "holland", "nederland"),
    "NO": ("norge", "noreg"),
    "PE": ("perú",),
    "PH": ("pilipinas",),
    "PL": ("polska",),
    "RO": ("românia",),
    "RS": ("srbija", "србија"),
    "RU": ("russian federation", "россия"),
    "SA": ("السعودية",),
    "SE": ("sverige",),
    "SI": ("slovenija",),
    "SK": ("slovensko",),
    "SN": ("sénégal",),
    "SZ": ("eswatini", "swaziland"),
    "TH": ("ประเทศไทย", "ไทย"),
    "TL": ("timor leste",),
    "TR": ("türkiye",),
    "TW": ("台灣", "臺灣", "台湾"),
    "UA": ("україна",),
    "US": ("usa", "united states of america"),
    "VN": ("viet nam", "việt nam"),
}
"""Names beside those of the database, some countries' own among them, and codes that look right and are none."""


class CountryError(ValueError):
    """A text that is no country's code.

    Attributes:
        help: what to write instead.
    """

    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.help = help_


def country(text: str) -> str:
    """The code that a text is, in capitals.

    Raises:
        CountryError: it is none.
    """
    code = text.strip().upper()
    if code in _names():
        return code
    meant = country_in(text) or _near(text)
    advice = f"did you mean {meant}?" if meant else "write the two letters of ISO 3166: AT, BR, JP"
    raise CountryError(f"`{text[:40]}` is no country's code", advice)


def codes() -> tuple[str, ...]:
    """All codes, in their order."""
    return tuple(_names())


def country_name(code: str) -> str:
    """A country's English name by its code; empty for what is none."""
    return _names().get(code.upper(), "")


def country_in(text: str) -> str:
    """The country that an answer names, by code (`AT`, `Austria (AT)`) or by name; empty for none."""
    code, in_brackets = text.strip().upper(), _CODE.search(text)
    if code in _names():
        return code
    if in_brackets and in_brackets[1] in _names():
        return in_brackets[1]
    return _by_name().get(_plain(text), "")


def _near(text: str) -> str:
    """The country that a misspelt name is nearest to; two letters are not enough to tell."""
    near = difflib.get_close_matches(_plain(text[:40]), _by_name(), n=1, cutoff=0.8) if len(text) > len("UK") else []
    return _by_name()[near[0]] if near else ""


def _plain(name: str) -> str:
    return _CLEAN.sub(" ", name.lower()).strip()


@cache
def _names() -> Mapping[str, str]:
    """The names by code."""
    text = resources.files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {code: name.strip() for code, name in lines}


@cache
def _by_name() -> Mapping[str, str]:
    others = {_plain(name): code for code, names in _OTHERWISE.items() for name in names}
    return {**{_plain(name): code for code, name in _names().items()}, **others}
