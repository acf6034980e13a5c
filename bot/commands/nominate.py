"""`/nominate`: somebody should get a role, and people decide."""

from bot.asking.command import Answered, Command, Request
from bot.asking.wishes import people_in
from rules.condition import known
from rules.decisions import decision_in
from rules.diagnostics import nearest
from rules.goals.decide import Asked, Decide
from rules.spoken import Spoken
from rules.template import literally


class NominateCommand(
    Command,
    name="nominate",
    examples=("/nominate @ada ambassador",),
    aliases={
        "es": ("nominar",),
        "fr": ("proposer",),
        "de": ("vorschlagen",),
        "pt": ("nomear",),
        "ja": ("推薦",),
    },
    goals=(Decide,),
):
    """Proposes somebody for a role that people decide on; the decision opens in a comment of its own."""

    usage = "WHO ROLE"
    may = "nominate"

    def obey(self, request: Request) -> Answered:
        """The decision is open."""
        nominee, _, wish = request.wish.partition(" ")
        people, roles = people_in(_only(request, nominee)), request.book.roles
        name = next((role for role in roles if role.lower() == wish.strip().lower()), None)
        if not people or not wish:
            return request.refused("nominate-how", command=self.written)
        if name is None:
            near = nearest(wish.strip()[:40], roles)
            able = ", ".join(role for role, look in roles.items() if decision_in(look.granted))
            return request.refused("no-such-role", role=wish.strip()[:40], near=near or "", roles=able)
        decision = decision_in(roles[name].granted)
        if not decision:
            return request.refused("role-not-decided", role=name)
        if _has(people[0], name, request):
            return request.refused("has-the-role", who=people[0], role=name)
        asked = Asked.model_construct(decision=decision, question=None, nominee=literally(people[0]), role=name)
        return [Decide(asked, Spoken(home=request.book.home))]


def _only(request: Request, wish: str) -> Request:
    return Request(wish, request.facts, request.book, request.by, request.language)


def _has(login: str, role: str, request: Request) -> bool:
    members = known(request.facts.people)
    return any(member.login.lower() == login.lower() and role in member.roles for member in members)
