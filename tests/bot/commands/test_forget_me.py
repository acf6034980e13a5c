from typing import Any

from rules.facts import Facts, Member


def test_anybody_may_ask_to_be_forgotten_and_is_told_what_stays(said: Any) -> None:
    came = said("/forget-me", by="bob")
    assert (came.done, came.signs) == ([{"do": "forget", "login": "bob"}], ["+1"])
    assert ("What GitHub itself shows stays there" in came.answer, "people" in came.answer) == (True, False)


def test_whoever_has_an_entry_in_the_people_file_hears_how_it_goes(said: Any, item: Facts) -> None:
    came = said("/forget-me", by="Bob", facts=item.but(people=(Member(login="bob"),)))
    assert "The file `people.yml` has an entry of yours" in came.answer
