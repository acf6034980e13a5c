"""`/confirm`: what somebody else claims to have done is true."""

from bot.asking.command import Answered, Command, Request
from bot.asking.wishes import people_in
from bot.planning.unconfirmed import unconfirmed
from rules.goals.acknowledge import Acknowledge, Deserved


class ConfirmCommand(
    Command,
    name="confirm",
    examples=("/confirm", "/confirm @ada"),
    aliases={
        "": ("confirmed",),
        "es": ("confirmar",),
        "fr": ("confirmer",),
        "de": ("bestätigen",),
        "pt": ("confirmar",),
        "ja": ("確認",),
    },
    goals=(Acknowledge,),
):
    """Confirms what others claim by `/credit` to have done here; nobody confirms what is their own."""

    usage = "[@LOGIN]"
    may = "credit"

    def obey(self, request: Request) -> Answered:
        """They are credited with it."""
        named = {login.lower() for login in people_in(request)}
        if request.wish and not named:
            return request.refused("confirm-how", command=self.written)
        waiting = [one for one in unconfirmed(request.facts) if not named or one.login.lower() in named]
        if not waiting:
            return request.refused("nothing-to-confirm")
        others = [one for one in waiting if one.login.lower() != request.by.login.lower()]
        if not others:
            return request.refused("confirm-other", who=request.by.login)
        return [Acknowledge(Deserved(one.login, one.type, one.what)) for one in others]
