"""`/keep`: somebody is still at it."""

from bot.asking.command import Answered, Command, Request


class KeepCommand(
    Command,
    name="keep",
    examples=("/keep",),
    aliases={
        "": ("still-on-it",),
        "es": ("sigo",),
        "fr": ("garder",),
        "de": ("behalten",),
        "pt": ("manter",),
        "ja": ("継続",),
    },
):
    """Says that you are still at it: whatever waits for a sign of life begins to wait anew."""

    def obey(self, request: Request) -> Answered:
        """Nothing more: that somebody wrote is the sign of life which all conditions of time go by."""
        del request
        return []
