"""Which open items suit somebody: by topics and languages, and never what is for speakers of another language."""

from hypothesis import given
from hypothesis import strategies as st

from bot.people.fitting import fitting
from rules.facts import Inviting

OPEN = tuple(
    Inviting(number=number, title="x", labels=labels)
    for number, labels in enumerate(
        [
            ("help wanted",),
            ("lang/fr", "editing"),
            ("topic/Editing",),
            ("lang/ja-JP", "good-first-issue"),
            ("editing", "lang/ja"),
        ]
    )
)
LABELS = st.lists(
    st.sampled_from(["help wanted", "editing", "topic/storage", "lang/ja", "lang/fr", "lang/"]), max_size=3
)


def numbers(topics: tuple[str, ...] = (), languages: tuple[str, ...] = ()) -> list[int]:
    return [one.number for one in fitting(OPEN, topics, languages)]


def test_what_suits_best_comes_first_and_another_language_suits_nobody() -> None:
    assert numbers(("EDITING",), ("ja", "en")) == [4, 2, 3]
    assert numbers(("editing",), ("de",)) == [2, 0]
    assert numbers(("good first issue",), ("pt-BR", "ja")) == [3, 4, 0]


def test_of_whom_nothing_is_known_everything_suits_in_the_order_in_which_it_was_found() -> None:
    assert (numbers(), numbers(("", "-"))) == ([0, 1, 2], [0, 1, 2])


@given(
    st.lists(LABELS, max_size=8), st.lists(st.sampled_from(["editing", "storage"])), st.lists(st.sampled_from(["ja"]))
)
def test_more_labels_of_ones_own_never_make_an_item_suit_less(
    labels: list[list[str]], topics: list[str], languages: list[str]
) -> None:
    items = [Inviting(number=number, title="x", labels=tuple(each)) for number, each in enumerate(labels)]
    chosen = {one.number for one in fitting(items, topics, languages)}
    better = [
        Inviting(number=one.number, title="x", labels=(*one.labels, *topics)) if one.number in chosen else one
        for one in items
    ]
    assert {one.number for one in fitting(better, topics, languages)} == chosen
