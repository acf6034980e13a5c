"""A backtest as a document: for JSON, the pages, the check and the terminal alike. Pure."""

from collections.abc import Sequence
from typing import Any

from bot.backtest.compare import Comparison, Tally
from bot.backtest.history import AS_EMPTY, AS_NOW, Heading
from bot.backtest.score import LabelScore
from rules.book import Rulebook

MOST_PEOPLE = 20


def report(heading: Heading, found: Comparison, scores: Sequence[LabelScore], book: Rulebook) -> dict[str, Any]:
    """What the new rules would have done beside the old ones.

    Args:
        heading: of the history.
        found: what came of both.
        scores: of the labels that the new rules put on.
        book: the new rules.
    """
    return {
        "repository": heading.repository,
        "since": heading.since.isoformat() if heading.since else None,
        "items": found.items,
        "changed": found.changed,
        "effects": [_tally(tally) for tally in found.tallies()],
        "surprises": [change.document() for change in found.surprises()],
        "pings": _pings(found),
        "labels": [score.document() for score in scores],
        "exceeded": exceeded(found, book),
        "shared": shared(found, book),
        "unsure": [{"rule": rule, "items": items} for rule, items in found.unsure.most_common()],
        "as_now": list(AS_NOW),
        "as_empty": list(AS_EMPTY),
        "not_played": not_played(book),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "do": tally.do,
        "target": tally.target,
        "old": tally.old,
        "new": tally.new,
        "gone": tally.gone,
        "come": tally.come,
        "examples": [change.document() for change in tally.examples],
    }


def _pings(found: Comparison) -> list[dict[str, Any]]:
    """Who would be called most often now, and whose number changed most, first."""
    most = sorted(found.pings.items(), key=lambda one: (-max(one[1]), one[0]))[:MOST_PEOPLE]
    return [
        {"login": login, "old": old, "new": new, "busiest_week": found.busiest_week.get(login, 0)}
        for login, (old, new) in most
    ]


def exceeded(found: Comparison, book: Rulebook) -> list[str]:
    """Where the rules would do more than their own `limits` allow whatever people have to do, each as a sentence."""
    allowed = book.limits.mentions_per_person_per_week
    return [
        f"{login} would be called {calls} times within a week; `limits` allow {allowed}"
        for login, calls in sorted(found.surest_week.items())
        if allowed is not None and calls > allowed
    ]


def shared(found: Comparison, book: Rulebook) -> list[str]:
    """Where they would do so only because nobody has anything on their hands in a play, each as a sentence."""
    allowed = book.limits.mentions_per_person_per_week
    return [
        f"{login} would be called {calls} times within a week, and `limits` allow {allowed}; {_relief(found, login)}"
        for login, calls in sorted(found.busiest_week.items())
        if allowed is not None and found.surest_week.get(login, 0) <= allowed < calls
    ]


def _relief(found: Comparison, login: str) -> str:
    people = len(found.sharing[login])
    if people > 1:
        return f"some of these calls could be shared among {people} people, by what each has on their hands"
    return "but they are passed over while they have as many open items as they take"


def not_played(book: Rulebook) -> list[str]:
    """The rules that wait for what a backtest does not play: schedules, commands, votes, and what looks elsewhere."""
    return [rule.name for rule in book.rules if rule.scope != "item" or (rule.on and not any(map(_played, rule.on)))]


def _played(event: str) -> bool:
    return event.partition(".")[0] in {"issues", "pull_request", "issue_comment", "pull_request_review", "stage"}
