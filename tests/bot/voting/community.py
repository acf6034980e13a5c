"""A small community that decides: its rules, its people, and what they say."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.action import Action, Look
from bot.actions.comment import Say
from bot.actions.decide import ShowVote
from bot.plan import Occasion, make_plan
from bot.voting.holding import held
from rules.book import Rule, Rulebook
from rules.combine import All
from rules.facts import Board, Facts, Member, Person
from rules.language import load
from rules.votes import Posted, Remark, Talk, Vote

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RULES = """\
project: {purpose: p, people: people.yml}
roles:
  editor: {about: Edits, may: [triage]}
  ambassador: {about: Speaks for us, granted: by nomination, may: [nominate, vote]}
decisions:
  nomination: {voters: ambassador, excluding: [nominator, nominee], open_for: 7 days, passes_with: {net_support: 2}}
  consent: {voters: ambassador, open_for: 5 days, passes_with: {support: 1, objections: 0}, if_contested: vote}
  vote: {voters: ambassador, open_for: 14 days, passes_with: {in_favour: 66%, quorum: 50%}}
rules:
  - {name: Ask, id: ask, on: issues.opened, do: [{decide: consent}]}
"""
PEOPLE = tuple(Member(login=name, roles=("ambassador",)) for name in ("ada", "bo", "cy", "dee", "eve", "fay"))


def book(rules: str = RULES) -> Rulebook:
    return load(rules)


def issue(**known: Any) -> Facts:
    """An issue on which nobody has been asked to decide anything."""
    common: dict[str, Any] = {
        "kind": "issue", "repo": "acme/garden", "number": 7, "title": "A new bed", "body": "", "state": "open",
        "author": Person(login="gil"), "labels": (), "sections": {}, "votes": (), "talk": Talk(), "people": PEOPLE,
        "now": NOON, "board": Board(problem="none"), "undone": frozenset(),
    }  # fmt: skip
    return Facts(**{**common, **known})


def asked(do: str = "decide: consent", facts: Facts | None = None, rules: str = RULES) -> Vote:
    """The decision that a rule asks for, as it begins."""
    plan = make_plan(
        book(rules.replace("do: [{decide: consent}]", f"do: [{{{do}}}]")),
        facts or issue(),
        [Occasion("d1", "issues.opened", actor=Person(login="gil"))],
    )
    [action] = plan.actions
    assert isinstance(action, ShowVote)
    return action.vote


def remark(login: str, text: str, hours: float = 1, edited: float | None = None) -> Remark:
    at = NOON + timedelta(hours=hours)
    return Remark(login=login, text=text, at=at, edited_at=None if edited is None else NOON + timedelta(hours=edited))


def later(vote: Vote, *remarks: Remark, days: float = 0, reactions: tuple[Remark, ...] = (), **known: Any) -> Facts:
    """The issue so many days after the decision began, with what was said on it."""
    posted = Posted(id="IC_1", at=vote.begun_at, digest="", reactions=reactions)
    talk = Talk(remarks=remarks, posted={vote.key: posted})
    return issue(**{"votes": (vote,), "talk": talk, "now": NOON + timedelta(days=days), **known})


def look(facts: Facts, rules: str = RULES, values: Mapping[str, str] | None = None) -> Look:
    return Look(book(rules), Rule("Ask", "ask", 0, frozenset(), All(()), ()), 0, "d2", facts, values or {})


def told(facts: Facts, rules: str = RULES) -> tuple[list[ShowVote], list[str]]:
    """What shows the decisions by now, and the news."""
    found = list(held(book(rules), facts, "d2"))
    shown = [one for one in found if isinstance(one, ShowVote)]
    news = [one.body for one in found if isinstance(one, Say)]
    assert all(isinstance(one, Action) for one in found)
    return shown, news
