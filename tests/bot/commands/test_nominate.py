from datetime import UTC, datetime
from typing import Any

import pytest

from rules.facts import Member
from rules.votes import Talk

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FILE = {
    "roles": {
        "editor": {"may": "triage", "granted": "by consent"},
        "reader": {"granted": "automatically"},
        "steward": {"may": "everything"},
    },
    "decisions": {"consent": {"voters": "steward", "open_for": "5 days", "passes_with": {"support": 1}}},
}


@pytest.fixture
def asked(said: Any, item: Any) -> Any:
    people = (*item.people, Member(login="ida", roles=("editor",)))
    facts = item.but(votes=(), talk=Talk(), people=people, now=NOON)
    return lambda body, by="stella": said(body, by=by, facts=facts, file=FILE)


def test_a_decision_opens_on_whoever_is_named(asked: Any) -> None:
    came = asked("/nominate @bo Editor")
    [vote] = came.facts.votes
    assert (vote.decision, vote.nominee, vote.role, vote.nominator) == ("consent", "bo", "editor", "stella")
    assert (vote.question, came.signs) == ("bo is nominated as editor.", ["+1"])


def test_somebody_may_propose_themself(asked: Any) -> None:
    assert asked("/nominate me editor").facts.votes[0].nominee == "stella"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("/nominate", "Say who, and for which role: `/nominate WHO ROLE`."),
        ("/nominate @bo", "Say who, and for which role: `/nominate WHO ROLE`."),
        ("/nominate ??? editor", "Say who, and for which role: `/nominate WHO ROLE`."),
        ("/nominate @bo edittor", "There is no role `edittor`. Did you mean `editor`? People decide on: editor."),
        ("/nominate @bo steward", "Nobody decides on the role `steward`: the rules grant it in another way."),
        ("/nominate @bo reader", "Nobody decides on the role `reader`: the rules grant it in another way."),
        ("/nominate @Ida editor", "Ida has the role `editor` already."),
    ],
)
def test_what_cannot_be_decided_is_told(asked: Any, body: str, told: str) -> None:
    came = asked(body)
    assert (came.told, came.done) == (told, [])


def test_only_those_may_whom_a_role_allows_it(asked: Any) -> None:
    assert asked("/nominate @bo editor", by="tess").facts.votes == ()


def test_one_decision_is_open_at_a_time(asked: Any) -> None:
    came = asked("/nominate @bo editor\n/nominate @cy editor")
    assert [vote.nominee for vote in came.facts.votes] == ["bo"]
    assert came.told == "`/nominate`: the decision consent is open on this item, and there is one at a time."
