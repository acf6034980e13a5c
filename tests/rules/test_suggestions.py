"""Near names are looked for as long as anybody would mend so many mistakes."""

from rules.suggestions import MOST, Suggestions


def test_after_many_mistakes_nothing_is_looked_for_any_more() -> None:
    suggestions = Suggestions()
    made = [suggestions.near("titel", ["title"]) for _ in range(MOST + 2)]
    assert made == ["title"] * MOST + [None, None]
    assert suggestions.meant("titel", ["title"]) == ""


def test_both_ways_to_say_it_count_together() -> None:
    suggestions = Suggestions()
    said = [suggestions.meant("titel", ["title"]) for _ in range(MOST)]
    assert said == ["did you mean `title`?"] * MOST
    assert suggestions.near("titel", ["title"]) is None
