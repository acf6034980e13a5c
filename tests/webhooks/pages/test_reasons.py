"""The reasons of a look: which answers strangers read, and which may have come from the people file."""

from typing import Any

import pytest

from bot.store.decisions import Decision
from webhooks.pages.reasons import Reason, look_shown


def finding(condition: str, says: str, *parts: dict[str, Any], met: bool | None = True) -> dict[str, Any]:
    return {"condition": condition, "met": met, "saw": "x", "says": says, "parts": parts}


def shown(one: dict[str, Any], *, insider: bool) -> Reason:
    document = {"rules": [{"name": "R", "line": 1, "matched": True, "because": [one]}]}
    [rule] = look_shown(Decision("1#1", 0, (), document), insider=insider).rules
    [reason] = rule.because
    return reason


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("country", "the country is AT"),
        ("region", "the region is Nordics"),
        ("language", "the language is de"),
        ("author", "the author is new here and in the role editor"),
        ("author", "the author is allowed to triage"),
        ("actor", "the event comes from in the role editor"),
        ("reviews", "approvals by editor: 2"),
    ],
)
def test_what_the_people_file_may_have_told_is_for_insiders(condition: str, says: str) -> None:
    one = finding(condition, says)
    assert shown(one, insider=True) == Reason("yes", says, "x", ())
    assert shown(one, insider=False) == Reason("unknown", says, "", ())


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("author", "the author is new here"),
        ("actor", "the event comes from ada"),
        ("pathway", "the pathway is writing"),
        ("reviews", "approvals: 2"),
        ("title", "the title holds “by somebody in the role of a fool”"),
    ],
)
def test_what_github_shows_is_for_everybody(condition: str, says: str) -> None:
    one = finding(condition, says)
    assert shown(one, insider=False) == shown(one, insider=True) == Reason("yes", says, "x", ())


def test_what_is_made_of_a_hidden_answer_is_hidden_too() -> None:
    label, country = finding("label", "it has docs"), finding("country", "the country is AT", met=False)
    neither = finding("not", "none of", finding("any", "any of", label, country))
    answers = {insider: shown(neither, insider=insider) for insider in (True, False)}
    assert [(one.mark, one.parts[0].mark, [part.mark for part in one.parts[0].parts]) for one in answers.values()] == [
        ("yes", "yes", ["yes", "no"]),
        ("unknown", "unknown", ["yes", "unknown"]),
    ]


def test_of_one_part_alone_only_that_is_shown() -> None:
    one = finding("all", "all of", finding("title", "the title holds “crash”", met=None))
    assert shown(one, insider=False) == Reason("unknown", "the title holds “crash”", "", ())
