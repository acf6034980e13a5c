"""Explain: what the rules would do in a case that a person describes, and why. Pure, nothing is asked of GitHub.

Commands in a comment that is given are obeyed. What only history could tell (who undid what, what the bot's comment
says) counts as empty unless it is given, and a board that the rules name counts as seen. Everything else that is not
given is unknown, unless it is said that the description is complete.
"""

from dataclasses import dataclass, replace
from typing import Any

import orjson

from bot.events import Event, decode
from bot.explaining.asking import lines_of, occasion_of, with_people
from bot.explaining.assumed import assumed, board_of, completed, known_facts
from bot.explaining.deciding import with_decisions
from bot.explaining.given import FactsError, read_facts
from bot.hearing.routing import ABOUT_AN_ITEM
from bot.people.standing import placed
from bot.plan import Occasion, Plan, make_plan, rule_document, verdict_document
from bot.planning.stages import stage_of
from bot.planning.whole import repository_facts
from bot.voting.beginning import CannotBegin
from rules.book import Rule, Rulebook
from rules.diagnostics import did_you_mean, nearest
from rules.events import EVENTS, GITHUB_EVENTS, is_event, kind_of
from rules.facts import UNKNOWN, Card, Facts, Person
from rules.words import listed

CASE_KEYS = ("event", "facts", "payload")
_OF_A_PERSON = ("association", "new", "roles", "may")
_ONE_EVENT = "explain"
_LOOKS_AT = {
    "repository": "the rule looks at the repository as a whole",
    "elsewhere": "the rule looks at the organisation's own repository, once",
}
_LATER = "this version does not look at what the rule looks at"
_SOME_REPOSITORY = "owner/repository"
_LONGEST = 100


class CaseError(ValueError):
    """A case that cannot be explained; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is said of an item, and the event that makes the bot look at it.

    Attributes:
        lines: what is said by the event, where GitHub's payload tells it.
    """

    event: str
    facts: Facts
    url: str = ""
    lines: tuple[str, ...] = ()


class Explainer:
    """The rules of one file, ready to be asked about many cases."""

    def __init__(self, book: Rulebook, *, complete: bool = False) -> None:
        """Prepare what all cases have in common.

        Args:
            book: the rules.
            complete: whether what a case does not say is empty rather than unknown.
        """
        self._book = book
        self._complete = complete
        self._assumed = assumed(book, complete=complete)
        self._board_seen = board_of(book).problem is None

    def explain(self, case: Case) -> dict[str, Any]:
        """What the rules would do, as the document that `--json` prints.

        Raises:
            CaseError: a decision that it says to be open cannot be.
        """
        facts = self._settled(case)
        lines = case.lines or lines_of(case.event, facts)
        occasions = [occasion_of(_ONE_EVENT, case.event, facts, lines, self._book)]
        try:
            facts = with_decisions(with_people(facts, occasions[0]), _ONE_EVENT, self._book)
        except CannotBegin as error:
            raise CaseError(str(error)) from None
        plan = make_plan(self._book.of_items, facts, occasions, url=case.url)
        if facts.kind is UNKNOWN:  # no item is described, so the repository may be meant
            alone = [Occasion(_ONE_EVENT, case.event)]
            plan = plan.with_all_of(make_plan(self._book.of_repository, _whole(facts), alone))
        return _document(self._book, case.event, facts, plan)

    def _settled(self, case: Case) -> Facts:
        """The case's facts with what is assumed beside them."""
        said = known_facts(case.facts)
        if self._complete:
            people = [who for who in ("author", "actor") if who in said]
            said |= {who: completed(said[who], listed="people" in said) for who in people}
        labels = said.get("labels", () if self._complete else None)
        if "stage" not in said and labels is not None:
            carried = stage_of(None, labels, self._book)
            said |= {"stage": carried} if carried or self._complete or not self._board_seen else {}
        if "updated_at" in said:
            said.setdefault("human_at", said["updated_at"])  # the nearest to it where no timeline is given
        if isinstance(said.get("stage"), str):
            said["card"] = Card(id="", status=said["stage"])
        facts = self._assumed.but(**said)
        if facts.author is UNKNOWN or facts.people is UNKNOWN:
            return facts
        return facts.but(author=placed(facts.author, facts, self._book.roles))


def case_of(document: Any) -> Case:
    """The case that a line of a batch describes.

    Raises:
        CaseError: it cannot be used.
    """
    if not isinstance(document, dict):
        raise CaseError('a case is one JSON object: {"event": "issues.opened", "facts": {…}}')
    for key in document:
        if key not in CASE_KEYS and len(key) < _LONGEST and nearest(key, CASE_KEYS):
            raise CaseError(f"a case has no `{key}`; {did_you_mean(key, CASE_KEYS)}")
    if "event" not in document:
        raise CaseError('`event` is missing; name what happened: "event": "issues.opened"')
    facts = document.get("facts")
    try:
        given = read_facts({} if facts is None else facts)
    except FactsError as error:
        raise CaseError(str(error)) from None
    return make_case(document["event"], given, document.get("payload"))


def make_case(event: Any, given: Facts, payload: Any = None) -> Case:
    """The case of an event, the facts that a person gives and GitHub's payload; a person's word counts more.

    Raises:
        CaseError: the event does not exist, or the payload is not of this event.
    """
    name = check_event(event)
    sent = None if payload is None else _event_of(name, payload, alone=not known_facts(given))
    said = {} if sent is None else known_facts(sent.facts) | {"actor": sent.actor}
    told = known_facts(given)
    kinds = kind_of(name)
    if "kind" in told and told["kind"] not in kinds:
        raise CaseError(f"`kind` cannot be {told['kind']}: {name} is about {listed(sorted(kinds))}")
    if len(kinds) == 1:
        said["kind"] = next(iter(kinds))
    people: dict[str, Any] = {
        who: _both(said[who], told[who]) for who in ("author", "actor") if who in said and who in told
    }
    facts: dict[str, Any] = {**said, **told, **people}
    if facts.get("kind") in {"issue", "discussion"}:
        facts.setdefault("draft", False)
    return Case(name, Facts(**facts), sent.url if sent else "", sent.lines if sent else ())


def check_event(event: Any) -> str:
    """The event's name.

    Raises:
        CaseError: there is no such event, or it happens only with an action.
    """
    if not isinstance(event, str) or not is_event(event):
        shown = str(event)[:_LONGEST]
        advice = did_you_mean(shown, EVENTS) or "write GitHub's event and action: issues.opened"
        raise CaseError(f"unknown event `{shown}`; {advice}")
    if actions := GITHUB_EVENTS.get(event):
        examples = listed(f"{event}.{action}" for action in actions[:3])
        raise CaseError(f"`{event}` comes with an action: {examples}{' …' if actions[3:] else ''}")
    return event


def _event_of(name: str, payload: Any, *, alone: bool) -> Event | None:
    """What a payload says; None where it speaks of no item and need not, because facts are given beside it."""
    if not isinstance(payload, dict):
        raise CaseError("a payload is the JSON object that GitHub sent")
    family, _, action = name.partition(".")
    sent = payload.get("action")
    if isinstance(sent, str) and sent != action:
        raise CaseError(f"the payload is of {family}.{sent}, not of {name}")
    subject = ABOUT_AN_ITEM.get(family, "")
    missing = [part for part in ("repository", subject) if part and not isinstance(payload.get(part), dict)]
    if missing and not alone:
        return None
    if missing and subject:
        raise CaseError(f"the payload holds no `{missing[0]}`; give the whole of what GitHub sent for {name}")
    try:
        return decode(_ONE_EVENT, name, orjson.dumps({"installation": {"id": 0}, **payload}))
    except orjson.JSONEncodeError:
        raise CaseError("the payload nests too deep") from None
    except ValueError as error:
        raise CaseError(str(error)) from None


def _both(sent: Person, told: Person) -> Person:
    """Somebody as GitHub and as a person describe them."""
    if sent.login.lower() != told.login.lower():
        return told
    return replace(sent, **{name: value for name in _OF_A_PERSON if (value := getattr(told, name)) is not UNKNOWN})


def _whole(facts: Facts) -> Facts:
    """What is said of the repository in which the item would be."""
    said = {name: getattr(facts, name) for name in ("private", "opened", "people", "forms", "documents")}
    repo = _SOME_REPOSITORY if facts.repo is UNKNOWN else facts.repo
    return repository_facts(repo, facts.now, **said)


def _document(book: Rulebook, event: str, facts: Facts, plan: Plan) -> dict[str, Any]:
    verdicts = {verdict.rule.id: verdict for verdict in plan.verdicts}
    held_back = [held.document() for held in plan.held_back]
    held_back += [
        {"do": word, "rule": verdict.rule.name, "why": "this version does not act on it yet"}
        for verdict in plan.verdicts
        if verdict.matched
        for word in verdict.rule.later
    ]
    return {
        "item": {name: _plain(getattr(facts, name)) for name in ("kind", "repo", "number", "title")},
        **plan.document(),
        "rules": [
            verdict_document(verdicts[rule.id]) if rule.id in verdicts else waits(rule, event) for rule in book.rules
        ],
        "held_back": held_back,
    }


def waits(rule: Rule, event: str) -> dict[str, Any]:
    """A rule that this event does not concern, or not here."""
    because = {"condition": "on", "met": False, "saw": event, "says": f"the event is {listed(sorted(rule.on))}"}
    if rule.hears(event):
        because |= {"condition": "for_each", "saw": "item", "says": _LOOKS_AT.get(rule.scope, _LATER)}
    return {**rule_document(rule), "matched": False, "because": [because]}


def _plain(value: Any) -> Any:
    return None if value is UNKNOWN else value
