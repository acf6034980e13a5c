"""`/pause`: the bot leaves the item alone."""

from bot.asking.command import Answered, Command, Request
from bot.planning.pause import LABEL
from rules.goals.label import Label
from rules.template import literally


class PauseCommand(
    Command,
    name="pause",
    examples=("/pause",),
    aliases={
        "es": ("pausa",),
        "de": ("pausieren",),
        "pt": ("pausar",),
        "fr": ("suspendre",),
        "ja": ("一時停止",),
    },
    goals=(Label,),
):
    """Has the bot leave the item alone, until `/resume`; what people ask by a command is done all the same."""

    may = "everything"

    def obey(self, request: Request) -> Answered:
        """It carries the label that says so to everybody."""
        del request
        return [Label((literally(LABEL),))]
