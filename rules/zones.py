"""Time zones by name, `Europe/Berlin`, as the IANA database has them."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rules.diagnostics import nearest


class ZoneError(ValueError):
    """A text that names no time zone.

    Attributes:
        help: what to write instead.
    """

    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.help = help_


def zone(name: str) -> ZoneInfo:
    """The time zone of a name.

    Raises:
        ZoneError: there is none.
    """
    known = _known()
    if name not in known:
        near = nearest(name, known)
        advice = f"did you mean `{near}`?" if near else "write a continent and a city: Europe/Berlin"
        raise ZoneError(f"there is no time zone `{name}`", advice)
    return ZoneInfo(name)


@cache
def _known() -> frozenset[str]:
    """The names that this machine knows; looking them up reads hundreds of files."""
    return frozenset(available_timezones())
