"""`/confirm`: what somebody else claims to have done is true."""

from bot.asking.authority import ANYONE
from bot.asking.command import Answered, Command, Refused, Request
from bot.asking.steps import confirmed
from bot.asking.wishes import people_in
from rules.condition import known
from rules.goals.acknowledge import Acknowledge, Deserved
from rules.goals.record import Record
from rules.recognition import still_open


class ConfirmCommand(
    Command,
    name="confirm",
    examples=("/confirm", "/confirm @ada", "/confirm Policy agreed"),
    aliases={
        "": ("confirmed",),
        "es": ("confirmar",),
        "fr": ("confirmer",),
        "de": ("bestätigen",),
        "pt": ("confirmar",),
        "ja": ("確認",),
    },
    goals=(Acknowledge, Record),
):
    """Confirms what others claim by `/credit` to have done here; nobody confirms what is their own.

    A step of the pathway that is followed on the item (`checklist`) is confirmed by its name, by whoever has one of the
    roles that the step names.
    """

    usage = "[@LOGIN or STEP]"
    may = "credit"

    def may_for(self, wish: str, login: str) -> str:
        """Whoever may credit; who may confirm a step is said by the step."""
        del login
        return ANYONE if _names_no_person(wish) else self.may

    def obey(self, request: Request) -> Answered:
        """They are credited with it."""
        if _names_no_person(request.wish):
            step = confirmed(request) or request.refused("confirm-how", command=self.written)
            return step if isinstance(step, Refused) else [step]
        named = {login.lower() for login in people_in(request)}
        open_ones = still_open(request.facts.unconfirmed, known(request.facts.now))
        waiting = [one for one in open_ones if not request.wish or one.login.lower() in named]
        if not waiting:
            return request.refused("nothing-to-confirm")
        others = [one for one in waiting if one.login.lower() != request.by.login.lower()]
        if not others:
            return request.refused("confirm-other", who=request.by.login)
        return [Acknowledge(Deserved(one.login, one.type, one.what)) for one in others]


def _names_no_person(wish: str) -> bool:
    return bool(wish) and not wish.startswith("@")
