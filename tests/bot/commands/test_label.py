from typing import Any

import pytest


def test_each_label_that_is_named_is_put_on(said: Any) -> None:
    came = said("/label bug, good first issue,, bug", by="tess")
    assert (came.done, came.signs) == ([{"do": "label", "labels": ["bug", "good first issue"]}], ["+1"])


def test_a_label_that_is_there_is_nothing_to_do_and_was_understood(said: Any, item: Any) -> None:
    came = said("/label Bug", facts=item.but(labels=("bug",)))
    assert (came.done, came.signs, came.told) == ([], ["+1"], "")


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("stage/Published", "The label `stage/Published` has a command of its own: `/stage Published`."),
        ("Fingerpost: pause", "The label `Fingerpost: pause` has a command of its own: `/pause`."),
        ("", "Say which one you mean."),
        (" , \u200e,", "Say which one you mean."),
    ],
)
def test_a_label_that_stands_for_something_else_is_not_put_on_this_way(said: Any, label: str, told: str) -> None:
    came = said(f"/label {label}", by="tess")
    assert (came.done, came.signs, came.told) == ([], ["confused"], told)


def test_what_a_person_took_off_before_goes_on_when_another_asks_for_it(said: Any, item: Any) -> None:
    facts = item.but(undone=frozenset({("label", "bug")}), flapping=frozenset({("label", "bug")}))
    assert said("/label bug", facts=facts).done == [{"do": "label", "labels": ["bug"]}]


def test_braces_in_a_name_are_only_braces(said: Any) -> None:
    assert said("/label {title}").done == [{"do": "label", "labels": ["{title}"]}]
