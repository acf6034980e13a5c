"""`/need`: what somebody misses here."""

from bot.asking.command import Answered, Command, Request
from rules.escape import label
from rules.goals.record import Record

_LONGEST = 80


class NeedCommand(
    Command,
    name="need",
    examples=("/need", "/need a reviewer who reads Korean"),
    aliases={"es": ("falta",), "fr": ("besoin",), "de": ("brauche",), "pt": ("preciso",), "ja": ("必要",)},
    goals=(Record,),
):
    """Says that you need this too, or what is missing here; it is kept with the item, and counted."""

    usage = "[WHAT]"

    def obey(self, request: Request) -> Answered:
        """The item is remembered as a need."""
        what = label(request.wish.replace("<", " ").replace(">", " "), _LONGEST)
        return [Record(f"need: {what}" if what else "need")]
