"""`/return`: somebody who stepped down wants to be back, and people decide."""

from bot.asking.command import Answer, Answered, Command, Request
from bot.people.returning import decision_of_return, roles_to_return_to
from bot.people.standing import entry_of
from rules.condition import known
from rules.facts import Member, Tenure
from rules.goals.decide import Asked, Decide
from rules.spoken import Spoken
from rules.template import literally


class ReturnCommand(
    Command,
    name="return",
    examples=("/return", "/return ambassador"),
    aliases={
        "": ("come-back",),
        "es": ("volver",),
        "fr": ("revenir",),
        "de": ("zurückkehren",),
        "pt": ("voltar",),
        "ja": ("復帰",),
    },
    goals=(Decide,),
):
    """Asks for the role back that you had: people decide on it, by consent where the rules know one.

    What you did is still counted, and the role begins again where it began.
    """

    usage = "[ROLE]"
    reads = frozenset({"people", "contributed"})

    def obey(self, request: Request) -> Answered:
        """The decision is open."""
        me, roles = request.by.login, request.book.roles
        entry = entry_of(me, request.by.id if isinstance(request.by.id, int) else None, known(request.facts.people))
        able = roles_to_return_to(entry, roles)
        chosen = [role for role in able if not request.wish or role.lower() == request.wish.lower()]
        if not able:
            return request.refused("return-none", who=me)
        if len(chosen) != 1:
            return request.refused("return-which", who=me, roles=", ".join(able), command=self.written)
        [role] = chosen
        decision = decision_of_return(role, roles, request.book.decisions)
        if not decision:
            return request.refused("role-not-decided", role=role)
        question = literally(request.say("return-question", who=me, role=role))
        asked = Asked.model_construct(decision=decision, question=question, nominee=literally(me), role=role)
        return [Decide(asked, Spoken(home=request.book.home)), Answer(_welcome(request, entry, role))]


def _welcome(request: Request, entry: Member | None, role: str) -> str:
    """Their history, as far as it is written down."""
    had = next((one for one in reversed(entry.tenures if entry else ()) if one.role == role), Tenure(role=role))
    done = known(request.facts.contributed).get(request.by.login.lower(), ())
    days = {"since": str(had.since or ""), "until": str(had.until or "")}
    return request.say("return", who=request.by.login, role=role, count=str(len(done) or ""), **days)
