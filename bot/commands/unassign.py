"""`/unassign`: somebody gives an item back."""

from bot.asking.command import Answered, Command, Request
from bot.taking.whom import bare_name_in, others_in, takers_in
from rules.goals.unassign import Unassign
from rules.goals.wait import Place, Wait
from rules.selector import Selector
from rules.template import literally


class UnassignCommand(
    Command,
    name="unassign",
    examples=("/unassign", "/unassign @ben"),
    aliases={
        "": ("release", "unclaim", "abandon"),
        "es": ("liberar", "soltar"),
        "fr": ("libérer",),
        "de": ("freigeben",),
        "pt": ("liberar",),
        "ja": ("辞退",),
    },
    goals=(Unassign, Wait),
):
    """Gives the item back, or your place in line for it; whoever may triage takes others off by `@login`."""

    usage = "[@LOGIN]"
    kinds = frozenset({"issue", "pull_request"})

    def may_for(self, wish: str, login: str) -> str:
        """Anyone for themselves; for others it is triage."""
        return "triage" if others_in(wish, login) else self.may

    def obey(self, request: Request) -> Answered:
        """They do not have it any more, and do not wait for it."""
        me = request.by.login
        if word := bare_name_in(request.wish, me):
            return request.refused("take-whom", name=word)
        leaving = takers_in(request.wish, me)
        users = tuple(literally(login) for login in leaving)
        places = [Wait(Place(login, waits=False)) for login in leaving]
        return [Unassign(Selector.model_construct(users=users)), *places]
