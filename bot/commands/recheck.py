"""`/recheck`: the rules are asked again."""

from bot.asking.authority import may
from bot.asking.command import Answered, Command, Request
from bot.hearing.causes import OPENED
from rules.condition import known


class RecheckCommand(
    Command,
    name="recheck",
    examples=("/recheck",),
    aliases={
        "": ("rerun",),
        "es": ("revisar",),
        "fr": ("revoir",),
        "de": ("prüfen",),
        "pt": ("rever",),
        "ja": ("再確認",),
    },
):
    """Has all rules asked again, as if the item had just been opened; what people took back stays so.

    Whoever opened the item may, and whoever may triage. “Re-run”, which GitHub shows beside the bot's checks to whoever
    may write, does the same for the checks alone.
    """

    weighs = frozenset({"triage"})
    reads = frozenset({"author"})
    events = OPENED

    def obey(self, request: Request) -> Answered:
        """Nothing by itself: the rules hear of it."""
        mine = known(request.facts.author).login.lower() == request.by.login.lower()
        if mine or may(request.by, "triage"):
            return []
        return request.refused("not-your-item", who=request.by.login, command=self.written)
