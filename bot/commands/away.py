"""`/away`: somebody cannot be asked for a while."""

import re
from datetime import date

from bot.asking.command import Answered, Command, Request
from rules.condition import known
from rules.goals.leave import Absence, Leave

_DAY = re.compile(r"(?:.*\s)?(\d{4}-\d{2}-\d{2})\.?")


class AwayCommand(
    Command,
    name="away",
    examples=("/away until 2026-12-24", "/away"),
    aliases={
        "": ("ooo",),
        "es": ("ausente",),
        "fr": ("absent",),
        "de": ("abwesend",),
        "pt": ("ausente",),
        "ja": ("不在",),
    },
    goals=(Leave,),
):
    """Says that you are away, until the end of that day or until `/back`: meanwhile nobody is asked in vain."""

    usage = "[until YYYY-MM-DD]"

    def obey(self, request: Request) -> Answered:
        """No rule chooses them until then."""
        me, today = request.by.login, known(request.facts.now).date()
        if not request.wish:
            return [Leave(Absence(me))]
        day = last_day(request.wish)
        if day is None:
            return request.refused("away-when", command=self.written, example=f"/away until {today.year + 1}-01-06")
        if day < today:
            return request.refused("away-past", day=day.isoformat(), today=today.isoformat())
        return [Leave(Absence(me, day))]


def last_day(wish: str) -> date | None:
    """The day that a wish ends with; None where it is none of the calendar."""
    found = _DAY.fullmatch(wish.strip())
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
