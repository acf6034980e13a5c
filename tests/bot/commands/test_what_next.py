from typing import Any

from bot.messages import say
from rules.facts import Inviting, Member


def test_each_item_that_waits_is_named(said: Any, item: Any) -> None:
    waiting = (Inviting(number=3, title="Mend @all the *things*"), Inviting(number=4, title="Draw"))
    came = said("/what-next", by="newcomer", facts=item.but(inviting=waiting))
    head, *lines = came.answer.splitlines()
    assert (head, lines[2]) == ("**newcomer**, these wait for somebody:", "- #4 Draw")
    assert lines[1] == "- #3 Mend @\u200ball the \\*things\\*"


def test_there_may_be_nothing(said: Any, item: Any) -> None:
    came = said("/what-next", by="newcomer", facts=item.but(inviting=()))
    assert came.answer.startswith("**newcomer**, nothing here is marked as a good first issue at the moment.")
    assert came.signs == ["+1"]


def test_what_github_did_not_tell_is_said(said: Any) -> None:
    came = said("/what-next")
    told = say("not-known", command="/what-next")
    assert (came.answer, came.told) == ("", told)


def test_what_suits_whoever_asks_comes_first(said: Any, item: Any) -> None:
    waiting = tuple(
        Inviting(number=number, title="x", labels=("help wanted", label))
        for number, label in enumerate(("storage", "lang/fr", "editing"), 1)
    )
    people = (Member(login="Newcomer", topics=("Editing",), languages=("ja",)),)
    came = said("/what-next", by="newcomer", facts=item.but(inviting=waiting, people=people))
    assert came.answer.splitlines()[2:] == ["- #3 x", "- #1 x"]
