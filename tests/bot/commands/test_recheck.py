from typing import Any

RULES = {"rules": [{"name": "one", "on": ["issues.opened", "discussion.created"], "do": [{"label": "bug"}]}]}


def test_the_rules_for_new_items_are_asked_again(said: Any) -> None:
    came = said("/recheck", by="alice", file=RULES)
    assert (came.done, came.signs) == ([{"do": "label", "labels": ["bug"]}], ["+1"])


def test_those_of_another_kind_of_item_are_not(said: Any, item: Any) -> None:
    came = said("/recheck", by="tess", file=RULES, facts=item.but(kind="pull_request"))
    assert (came.done, came.signs) == ([], ["+1"])


def test_what_a_person_took_back_stays_so(said: Any, item: Any) -> None:
    came = said("/recheck", file=RULES, facts=item.but(undone=frozenset({("label", "bug")})))
    assert came.done == []


def test_a_stranger_cannot_have_them_asked(said: Any) -> None:
    came = said("/recheck", by="stranger", file=RULES)
    told = "**stranger**: `/recheck` is for whoever opened this, and for people who may `triage`."
    assert (came.done, came.told) == ([], told)
