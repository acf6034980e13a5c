"""`/back`: somebody can be asked again."""

from bot.asking.command import Answered, Command, Request
from rules.goals.leave import Absence, Leave


class BackCommand(
    Command,
    name="back",
    examples=("/back",),
    aliases={
        "es": ("presente",),
        "fr": ("présent",),
        "de": ("wieder-da",),
        "pt": ("voltei",),
        "ja": ("戻りました",),
    },
    goals=(Leave,),
):
    """Says that you are back, after `/away`; dates that stand in the people file are changed there."""

    def obey(self, request: Request) -> Answered:
        """They may be chosen again."""
        return [Leave(Absence(request.by.login, over=True))]
