"""`/step-down`: somebody gives back a role or a seat, with thanks."""

from collections.abc import Iterator

from bot.asking.command import Answer, Answered, Command, Request
from bot.messages import say, words
from bot.people.ladder import climber_of
from bot.people.leaving import LEAVES, Leaving, leaving, only_theirs
from bot.people.parting import parting
from bot.people.standing import entry_of
from rules.condition import known
from rules.escape import label
from rules.facts import Member
from rules.goals.propose import Propose
from rules.goals.record import Record
from rules.groups import is_listed

MOST_LISTED = 50
_LONGEST = 80


class StepDownCommand(
    Command,
    name=LEAVES,
    examples=("/step-down", "/step-down ambassador", "/step-down meetings"),
    aliases={
        "": ("resign",),
        "es": ("dejar-el-rol",),
        "fr": ("passer-la-main",),
        "de": ("abgeben",),
        "pt": ("deixar-o-papel",),
        "ja": ("退任",),
    },
    goals=(Record, Propose),
):
    """Gives back your roles and seats, or the one that you name: no reason is asked for, and you may return.

    You are told what is to be handed over: open items, reviews, seats, and what only you cover or speak. A seat becomes
    a need at once. Nothing is taken from you behind your back: what is assigned to you stays so until somebody acts.
    """

    usage = "[ROLE or SEAT]"
    reads = frozenset({"duties", "people", "now", "contributed"})

    def obey(self, request: Request) -> Answered:
        """They are thanked, and what they leave is on a list; each seat is a need."""
        me = request.by.login
        entry = entry_of(me, request.by.id if isinstance(request.by.id, int) else None, known(request.facts.people))
        if entry is None or not (entry.roles or entry.seats):
            return request.refused("step-down-none", who=me)
        done = known(request.facts.contributed).get(me.lower(), ())
        climber = climber_of(entry, done, known(request.facts.now), is_listed(me, request.facts.groups))
        left = leaving(entry, request.wish, request.book.roles, climber)
        if not (left.roles or left.seats):
            mine = ", ".join((*entry.roles, *entry.seats))
            return request.refused("step-down-which", who=me, what=request.wish[:60], mine=mine)
        needs = [Record(f"need: {label(seat, _LONGEST)}") for seat in left.seats]
        return [Answer(_told(request, entry, left)), *needs, *_proposed(request, entry, left)]


def _told(request: Request, entry: Member, left: Leaving) -> str:
    """Thanks, what is to be handed over, what happens next."""
    what = ", ".join((*left.roles, *left.seats))
    duties = [*_duties(request, entry, left)]
    more = len(duties) - MOST_LISTED
    lines = [f"- {line}" for line in duties[:MOST_LISTED]]
    lines += [f"- {request.say('duty-more', more=str(more))}"] if more > 0 else []
    parts = (
        request.say("step-down", who=request.by.login, what=what),
        request.say("step-down-rest", role=", ".join(left.rests)),
        "\n".join([request.say("step-down-list"), "", *lines]) if lines else request.say("step-down-clear"),
        request.say("step-down-file" if request.may_propose else "step-down-by-hand", what=what),
        request.say("step-down-back", command="/return") if left.roles else "",
    )
    return "\n\n".join(part for part in parts if part)


def _proposed(request: Request, entry: Member, left: Leaving) -> Iterator[Propose]:
    """The change of their entry, as a pull request."""
    path = request.book.project.people
    if path:
        what, language = ", ".join((*left.roles, *left.seats)), request.book.project.language
        told = {"who": entry.login, "what": what, "command": f"/{LEAVES}"}
        title, body = words("step-down-title", language, **told), say("step-down-proposed", language, **told)
        today = known(request.facts.now).astimezone(request.book.home.zone).date()
        yield parting(path, entry, left, today, title, body)


def _duties(request: Request, entry: Member, left: Leaving) -> Iterator[str]:
    """What they have on their hands, line by line."""
    yield from (request.say("duty-seat", seat=seat) for seat in left.seats)
    for duty in known(request.facts.duties).get(request.by.login.lower(), ()):
        message = "duty-review" if duty.review else "duty-assigned"
        yield request.say(message, number=str(duty.number), title=duty.title)
    if left.roles:
        yield from (request.say("duty-only", what=what) for what in only_theirs(entry, known(request.facts.people)))
