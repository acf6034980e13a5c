"""Looks at those who have a role anew: whether they stay, whether a term of theirs has ended. Pure.

Nobody loses anything by this. Whoever was counted with little is asked how they are, in an issue for them and their
team; a month later, where that is still open and nothing has changed, their rest is proposed. Whoever is away, or new
in the role, is left in peace, and what was not counted for long enough is nobody's fault.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.action import Action, HeldBack, Look
from bot.actions import VERBS
from bot.messages import say, words
from bot.people.ladder import Ask, asks_of, climber_of, either_of, months, passed
from bot.people.leaving import leaving
from bot.people.parting import parting
from bot.people.standing import absence_of
from bot.people.wanting import lines_of
from bot.planning.values import values_of
from bot.proposing.asked import Asked, branch_of
from rules.book import Rule, Rulebook
from rules.condition import known
from rules.durations import Duration
from rules.facts import UNKNOWN, Facts, Member
from rules.goals.open_issue import OpenIssue, Wanted
from rules.ladder import Requirement
from rules.scope import REPOSITORY
from rules.sections import Role
from rules.template import literally
from rules.tending import STAYS, TERM, WHEN, name_of

SPAN = timedelta(days=180)
"""How long is looked back where the rule file says no time."""
LATELY = timedelta(days=31)
"""How long ago a term may have ended that is still spoken of: those of long ago are over, and were not this bot's."""
GRACE = 1
"""Months between the question and the proposal."""
MOST_CALLED = 10
MOST_AT_ONCE = 20
"""How many people are spoken of at one time; the next time goes on with the others."""
_FROM_HISTORY = frozenset({"", "pull_request_review.submitted", "issues.opened", "pull_request.opened"})
"""What a pathway may count that GitHub's history tells; the rest is known since the bot counts."""


@dataclass(frozen=True, slots=True)
class Tended:
    """Somebody who has a role that people look at anew."""

    role: str
    look: Role
    member: Member
    rule: Rule
    book: Rulebook
    facts: Facts

    @property
    def now(self) -> datetime:
        """The present."""
        return known(self.facts.now)

    @property
    def today(self) -> date:
        """The day that it is where the community lives."""
        return self.now.astimezone(self.book.home.zone).date()

    @property
    def since(self) -> date | None:
        """The first day in the role, where somebody wrote it down."""
        return next((one.since for one in self.member.tenures if one.role == self.role and not one.over), None)

    def say(self, message: str, **values: str) -> str:
        """What a message says, in the community's own language."""
        return say(message, self.book.project.language, who=self.member.login, role=self.role, **values)

    def seen(self, cause: str, cycle: str = "") -> Look:
        """One look of the rule at this person; what belongs to another cycle is another thing."""
        rule = replace(self.rule, id=f"{self.rule.id}:{self.member.login.lower()}{cycle}")
        return Look(self.book, rule, 0, cause, self.facts, values_of(self.facts, self.book))

    def issue(self, cause: str, title: str, *body: str) -> Iterator[Action | HeldBack]:
        """An issue for the person and the team, once for each cause; `title` is the message that names it."""
        text = "\n\n".join(part for part in (*body, f"{self.called} {self.say('review-together')}".strip()) if part)
        named = words(title, self.book.project.language, who=self.member.login, role=self.role)
        wanted = Wanted.model_construct(title=literally(named), body=literally(text))
        yield from VERBS["open_issue"].plan(OpenIssue(wanted), self.seen(cause))

    @property
    def called(self) -> str:
        """The role's team, else a few of the others who have the role."""
        others = [one.login for one in known(self.facts.people) if self.role in one.roles and one != self.member]
        names = [self.look.team] if self.look.team else others[:MOST_CALLED]
        return " ".join(f"@{name}" for name in names)


def tended(book: Rulebook, facts: Facts, event: str | None) -> Iterator[Action | HeldBack]:
    """What is to be done now for those who have a role; nothing where the event is no time to look at them."""
    for key, deal in ((STAYS, _review), (TERM, _end_of_term)):
        left = MOST_AT_ONCE
        for one in _those(book, facts, key) if event == WHEN[key] else ():
            found = list(deal(one)) if left else []
            left -= any(isinstance(each, Action) for each in found)
            yield from found


def asked_by_tending(book: Rulebook, facts: Facts) -> Iterator[Asked]:
    """The changes of the people file that may have to be proposed on a day of review."""
    for one in _those(book, facts, STAYS):
        begun, path = _begun(one), book.project.people
        if begun and path and _waited(one, begun):
            item, key = f"{known(facts.repo)}#{known(facts.number)}", f"{_resting(one, begun).rule.id}/0"
            yield Asked(branch_of(item, key), known(facts.repo), path)


def _those(book: Rulebook, facts: Facts, key: str) -> Iterator[Tended]:
    """Those who have a role that people look at anew, in the order of the files."""
    if facts.kind != REPOSITORY or facts.people is UNKNOWN:
        return
    rules = {rule.name: rule for rule in book.rules}
    for name, role in book.roles.items():
        rule = rules.get(name_of(name, key))
        for member in facts.people if rule else ():
            if rule and name in member.roles:
                yield Tended(name, role, member, rule, book, facts)


def _end_of_term(one: Tended) -> Iterator[Action | HeldBack]:
    """A notice once a term has ended; the next one begins on the same day."""
    ended = _last_end(one.look.term, one.since, one.today) if one.look.term else None
    if one.since and ended and one.today - ended <= LATELY:
        body = one.say("term-body", since=str(one.since), day=str(ended))
        yield from one.issue(f"{ended}", "term-title", body)


def _last_end(term: Duration, since: date | None, today: date) -> date | None:
    """The day on which the latest term ended; None where the first one goes on, or nobody knows since when."""
    whole = (today - since) // term.span if since and term.span >= timedelta(days=1) else 0
    return since + whole * term.span if since and whole > 0 else None


def _review(one: Tended) -> Iterator[Action | HeldBack]:
    """The question how somebody is; a month later the proposal that they rest."""
    asks, begun = _lacking(one), _begun(one)
    window = _window(one.look.stays_if) if one.look.stays_if else SPAN
    if asks and (begun is None or months(begun, one.today.replace(day=1)) >= max(GRACE + 1, window.days // 30)):
        yield from _ask_how_they_are(one, asks)
    elif asks and begun and _waited(one, begun):
        yield from _rest(one, begun)


def _lacking(one: Tended) -> list[Ask]:
    """What is asked of somebody to stay, where it is not there; nothing where it is, or nobody can tell."""
    asked = one.look.stays_if
    known_of = {} if one.facts.contributed is UNKNOWN else one.facts.contributed
    done = known_of.get(one.member.login.lower())
    if asked is None or done is None or _left_in_peace(one, _window(asked)):
        return []
    climber = climber_of(one.member, done, one.now)
    held = passed(one.book.roles, one.member.roles)
    asks = [_as_sure(ask, one, _window(asked)) for ask in asks_of(asked, climber, held)]
    return asks if any(ask.met is False for ask in asks) else []


def _waited(one: Tended, begun: date) -> bool:
    """Whether people had a month to talk about it, and did not close the matter."""
    closed = set() if one.facts.undone is UNKNOWN else one.facts.undone
    asked = f"{one.rule.id}:{one.member.login}/0/{begun:%Y-%m}".lower()
    return bool(one.look.otherwise) and begun < one.today.replace(day=1) and ("open_issue", asked) not in closed


def _resting(one: Tended, begun: date) -> Look:
    """The look in which the rest of somebody is proposed, once for each time that it was talked about."""
    return one.seen(f"{begun:%Y-%m}", f"@{begun:%Y-%m}")


def _rest(one: Tended, begun: date) -> Iterator[Action | HeldBack]:
    """The change of the people file, for people to decide on."""
    climber = climber_of(one.member, (), one.now)
    left = leaving(one.member, one.role, one.book.roles, climber)
    told = {"role": ", ".join(left.rests), "from": one.role, "who": one.member.login, "command": "/return"}
    language, path = one.book.project.language, one.book.project.people or ""
    message = "rest-title" if left.rests else "step-down-title"
    title, body = words(message, language, what=one.role, **told), say("rest-body", language, **told)
    goal, look = parting(path, one.member, left, one.today, title, body), _resting(one, begun)
    if missing := goal.missing(look.facts):
        yield look.held_back(goal.word, f"not known: {', '.join(missing)}")
    else:
        yield from VERBS[goal.word].plan(goal, look)


def _ask_how_they_are(one: Tended, asks: Sequence[Ask]) -> Iterator[Action | HeldBack]:
    counted = "\n".join((one.say("review-body"), "", *lines_of(asks, one.book.project.language)))
    then = one.say("review-then", rest=one.look.otherwise) if one.look.otherwise else ""
    yield from one.issue(f"{one.today:%Y-%m}", "review-title", counted, one.say("review-talk"), then)


def _begun(one: Tended) -> date | None:
    """The month in which people were asked to talk about it last."""
    beginning = f"{one.rule.id}:{one.member.login}/0/".lower()
    found = [key.removeprefix(beginning) for key in known(one.facts.opened) if key.startswith(beginning)]
    return max((date.fromisoformat(f"{month}-01") for month in found), default=None)


def _window(asked: Requirement) -> timedelta:
    """The time of which contributions count."""
    spans = [one.within.span for one in (asked, asked.any) if one and one.within]
    return max(spans, default=SPAN)


def _left_in_peace(one: Tended, window: timedelta) -> bool:
    """Whether somebody is away, or has not had the role for as long as is looked back."""
    new = one.since is not None and one.today - one.since < window
    return new or absence_of(one.member, one.now, one.book.home.zone) is not None


def _as_sure(ask: Ask, one: Tended, window: timedelta) -> Ask:
    """What is asked, as far as it can be told: nobody lacks what was not counted all the time."""
    if ask.either:
        either = tuple(_as_sure(part, one, window) for part in ask.either)
        return replace(ask, either=either, met=either_of(either))
    pathway = next((look for name, look in one.book.pathways.items() if name.lower() == ask.name.lower()), None)
    if ask.of != "pathway" or pathway is None or (pathway.counts or "") in _FROM_HISTORY:
        return ask
    since = one.facts.counted_since
    long = since is not UNKNOWN and one.now - since >= window
    return ask if long or ask.met else replace(ask, met=None)
