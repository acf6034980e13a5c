from typing import Any

import pytest

from bot.proposing.asked import branch_of
from rules.facts import Facts, Member
from rules.proposals import Proposal

FILE = "# Our people\n- github: Bob\n  languages: [en]\n- github: stella\n"
THERE = Proposal(repository="R_1", base="main", commit="c", text=FILE)


@pytest.fixture
def known(item: Facts) -> Facts:
    given = {"contents": "write", "pull_requests": "write"}
    return item.but(private=False, granted=given, proposals={branch_of("acme/garden", "/forget-me/0@bob"): THERE})


def test_anybody_may_ask_to_be_forgotten_and_is_told_what_stays(said: Any, known: Facts) -> None:
    came = said("/forget-me", by="bob", facts=known)
    assert (came.done, came.signs) == ([{"do": "forget", "login": "bob"}], ["+1"])
    assert ("What GitHub itself shows stays there" in came.answer, "people" in came.answer) == (True, False)


def test_a_pull_request_takes_the_entry_out_of_the_people_file(said: Any, known: Facts) -> None:
    came = said("/forget-me", by="bob", facts=known.but(people=(Member(login="Bob", id=3),)))
    proposal = {"do": "propose", "file": "people.yml", "title": "Take Bob out of people.yml"}
    assert (came.done, came.signs) == ([{"do": "forget", "login": "bob"}, proposal], ["+1"])
    assert came.answer.endswith("takes your entry out of `people.yml`. It goes once somebody merges it.")
    [there] = came.facts.proposals.values()
    assert there.head_text == "# Our people\n- github: stella\n"


def test_where_the_bot_may_not_they_hear_how_it_goes(said: Any, known: Facts) -> None:
    less = known.but(people=(Member(login="bob"),), granted={"contents": "read"})
    came = said("/forget-me", by="bob", facts=less)
    assert "The file `people.yml` has an entry of yours" in came.answer
