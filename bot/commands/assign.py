"""`/assign`: somebody takes an item."""

from bot.asking.command import Answered, Command, Refused, Request
from bot.messages import say
from bot.taking.gate import not_to_be_had, too_much
from bot.taking.whom import bare_name_in, others_in, takers_in
from rules.book import Rulebook
from rules.condition import known
from rules.facts import UNKNOWN, Person
from rules.goals.assign import Assign
from rules.goals.wait import Place, Wait
from rules.selector import Selector
from rules.takers import in_line
from rules.template import Template, literally, template

OFFERED = 2
MOST_IN_LINE = 20


class AssignCommand(
    Command,
    name="assign",
    examples=("/assign", "/assign @ben"),
    aliases={
        "": ("claim", "take"),
        "es": ("asignar", "tomar"),
        "fr": ("assigner", "prendre"),
        "de": ("zuweisen", "übernehmen"),
        "pt": ("atribuir", "pegar"),
        "ja": ("担当",),
    },
    goals=(Assign, Wait),
):
    """Gives you the item; where somebody has it, you stand in line and are told when it is free.

    Whoever may triage gives it to others by `@login`, whatever the limits say.
    """

    usage = "[@LOGIN]"
    kinds = frozenset({"issue", "pull_request"})
    reads = frozenset({"claimants", "labels", "state", "now", "people"})

    def asks(self, book: Rulebook) -> frozenset[str]:
        """What else is to be had is good to know for whoever comes too late."""
        return super().asks(book) | {"inviting"}

    def may_for(self, wish: str, login: str) -> str:
        """Anyone for themselves; for others it is triage."""
        return "triage" if others_in(wish, login) else self.may

    def obey(self, request: Request) -> Answered:
        """They have it, or their place in the line."""
        facts, me = request.facts, request.by.login
        takers = takers_in(request.wish, me)
        if word := bare_name_in(request.wish, me):
            return request.refused("take-whom", name=word)
        if lost := [login for login in takers if known(facts.claimants).get(login.lower(), 0) is None]:
            return request.refused("take-nobody", name=lost[0])
        having = {login.lower(): login for login in known(facts.assignees)}
        if me.lower() in having and takers == (me,):
            return []
        if refused := not_to_be_had(request):
            return refused
        if takers != (me,):
            return [given(request, takers)]
        if having:
            return too_late(request, next(iter(having.values())))
        return too_much(request) or [given(request, takers)]


def given(request: Request, takers: tuple[str, ...]) -> Assign:
    """That these people have the item."""
    return Assign(Selector.model_construct(users=tuple(_named(login, request) for login in takers)))


def too_late(request: Request, holder: str) -> Refused:
    """That somebody else was first; there is a place in the line, and there is other work."""
    me, waiting = request.by.login, in_line(request.facts.takers)
    keys = [one.key for one in waiting]
    there = me.lower() in keys
    place = keys.index(me.lower()) + 1 if there else len(keys) + 1
    full = place > MOST_IN_LINE
    lines = [say("take-late", request.language, who=me, holder=holder, place="" if full else str(place))]
    inviting = request.facts.inviting
    if offers := () if inviting is UNKNOWN else inviting[:OFFERED]:
        told = [say("what-next-line", request.language, number=str(one.number), title=one.title) for one in offers]
        lines += [say("take-offers", request.language), "\n".join(told)]
    return Refused("\n\n".join(lines), () if there or full else (Wait(Place(me)),))


def _named(login: str, request: Request) -> Template:
    """A login; the author's as a value, for those whom nobody names are not asked about their own items."""
    author = request.facts.author
    own = isinstance(author, Person) and author.login.lower() == login.lower()
    return template("{author}") if own else literally(login)
