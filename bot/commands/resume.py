"""`/resume`: the bot looks after the item again."""

from bot.asking.command import Answered, Command, Request
from bot.planning.pause import LABEL
from rules.goals.unlabel import Unlabel
from rules.template import literally


class ResumeCommand(
    Command,
    name="resume",
    examples=("/resume",),
    aliases={
        "": ("unpause",),
        "es": ("reanudar",),
        "fr": ("reprendre",),
        "de": ("fortsetzen",),
        "pt": ("retomar",),
        "ja": ("再開",),
    },
    goals=(Unlabel,),
):
    """Has the bot look after the item again, after `/pause`."""

    may = "everything"

    def obey(self, request: Request) -> Answered:
        """It does not carry the label any more."""
        del request
        return [Unlabel((literally(LABEL),))]
