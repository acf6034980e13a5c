"""`/path`: where somebody stands, and what comes next."""

from collections import Counter
from collections.abc import Iterator

from bot.asking.authority import who_may
from bot.asking.command import Answer, Answered, Command, Request
from bot.people.ladder import Climber, Rung, climber_of, earned, empty_seats, next_rungs
from bot.people.standing import entry_of
from bot.people.wanting import lines_of
from bot.taking.whom import bare_name_in, others_in
from rules.condition import known
from rules.decisions import decision_in
from rules.facts import Member
from rules.groups import is_listed
from rules.ladder import by_itself

MOST_RUNGS = 3


class PathCommand(
    Command,
    name="path",
    examples=("/path", "/path @ada"),
    aliases={
        "": ("ladder",),
        "es": ("camino",),
        "fr": ("parcours",),
        "de": ("weg",),
        "pt": ("caminho",),
        "ja": ("道",),
    },
):
    """Tells where you stand: what is counted of you, which role comes next, what is missing, who may nominate you.

    Of others it tells those who may nominate, where they ask: in a private repository nobody else reads it.
    """

    usage = "[@LOGIN]"
    reads = frozenset({"contributed", "people", "now"})

    def may_for(self, wish: str, login: str) -> str:
        """Anyone for themselves; of others it is told to those who may nominate them."""
        return "nominate" if others_in(wish, login) else self.may

    def obey(self, request: Request) -> Answered:
        """What the people file and the counts tell."""
        me = request.by.login
        if word := bare_name_in(request.wish, me):
            return request.refused("take-whom", name=word)
        whom = next(iter(others_in(request.wish, me)), me)
        number = request.by.id if whom == me and isinstance(request.by.id, int) else None
        entry = entry_of(whom, number, known(request.facts.people))
        if entry and entry.opted_out and whom != me:
            return request.refused("path-untold", who=whom)
        done = known(request.facts.contributed).get(whom.lower(), ())
        listed = is_listed(whom, request.facts.groups)
        climber = climber_of(entry, done, known(request.facts.now), listed)
        parts = ["\n".join(_now(request, whom, climber, entry)), *_next(request, whom, climber), *_seats(request)]
        return [Answer("\n\n".join(part for part in parts if part))]


def _now(request: Request, whom: str, climber: Climber, entry: Member | None) -> Iterator[str]:
    """Who they are here, and what is counted of them."""
    yield request.say("path" if whom == request.by.login else "path-of", who=whom)
    yield ""
    roles = ", ".join((*climber.held, *earned(request.book.roles, climber)))
    seats = ", ".join(entry.seats if entry else ())
    yield request.say("path-roles", roles=roles, seats=seats) if roles or seats else request.say("path-no-roles")
    done = climber.contributions
    if not done:
        yield request.say("path-nothing")
        return
    counts = Counter(one.pathway for one in done if one.pathway)
    pathways = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    yield request.say("path-counted", count=str(len(done)), day=f"{done[0].at:%Y-%m-%d}", pathways=pathways)


def _next(request: Request, whom: str, climber: Climber) -> Iterator[str]:
    """The next roles; of many only the first ones."""
    rungs = next_rungs(request.book.roles, climber)
    for rung in rungs[:MOST_RUNGS]:
        yield "\n".join(_rung(request, whom, rung))
    if not rungs and request.book.roles:
        yield request.say("path-top")


def _rung(request: Request, whom: str, rung: Rung) -> Iterator[str]:
    """One role: what it asks for, and how it is come by."""
    role = request.book.roles[rung.role]
    yield request.say("path-next", role=rung.role, about=role.about or "")
    yield from lines_of(rung.asks, request.language)
    yield ""
    if rung.ready and rung.asks:
        yield request.say("path-ready")
    if decision := decision_in(role.granted):
        able = ", ".join(who_may("nominate", request.facts, request.book))
        command = f"/nominate {whom} {rung.role}"
        yield request.say("path-decided", decision=decision, command=command, able=able)
    else:
        yield request.say("path-by-itself" if by_itself(role.granted) else "path-given")


def _seats(request: Request) -> Iterator[str]:
    """The seats that nobody has."""
    seats = empty_seats(request.book.roles, known(request.facts.people))
    if seats:
        yield request.say("path-seats", seats=", ".join(seats))
