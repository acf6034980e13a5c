"""The bot's one comment: what is put in comes out again, in the order of the file."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.comment import MARKER, MOST_CHARACTERS, clean, compose, is_ours, is_quiet, section_of, sections_of

CHARACTERS = st.characters(codec="utf-8")
NAMES = st.text(CHARACTERS, min_size=1, max_size=200)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=500).map(clean).filter(bool)


@given(st.dictionaries(NAMES, TEXTS, max_size=5))
def test_what_is_put_in_comes_out_again_under_any_name(sections: dict[str, str]) -> None:
    assert sections_of(compose(sections, list(sections))) == sections


@given(st.dictionaries(NAMES, TEXTS, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_file_decides_whatever_the_order_of_the_sections(
    sections: dict[str, str], random: Random
) -> None:
    order = sorted(sections)
    shuffled = list(sections)
    random.shuffle(shuffled)
    assert compose({key: sections[key] for key in shuffled}, order) == compose(sections, order)


def test_a_rule_in_any_script_keeps_its_section() -> None:
    name = "新しい貢献者を歓迎します" * 16
    assert sections_of(compose({name: "ようこそ"}, [name])) == {name: "ようこそ"}


def test_sections_stand_in_the_order_of_the_file_later_comments_of_a_rule_after_its_first() -> None:
    sections = {"gone": "g", "B#10": "3", "B#2": "2", "A": "1", "B": "1", "C#2": "2"}
    assert list(sections_of(compose(sections, ["A", "B", "C"]))) == ["A", "B", "B#2", "B#10", "C#2", "gone"]


def test_a_rule_whose_name_ends_in_a_number_is_itself() -> None:
    assert list(sections_of(compose({"A": "1", "A#2": "2"}, ["A#2", "A"]))) == ["A#2", "A"]


def test_what_does_not_fit_is_left_out_from_the_end() -> None:
    body = compose({"a": "x" * 40_000, "b": "y" * 30_000, "c": "z"}, ["a", "b", "c"])
    assert len(body) <= MOST_CHARACTERS
    assert sections_of(body) == {"a": "x" * 40_000}


def test_a_comment_is_ours_when_it_begins_with_the_marker() -> None:
    assert is_ours(compose({"a": "text"}, []))
    assert not is_ours(f"> {MARKER}\nquoted")


@pytest.mark.parametrize("body", ["", MARKER, "somebody's words", "<!-- fingerpost:section a -->no line end"])
def test_a_comment_of_another_form_says_nothing(body: str) -> None:
    assert sections_of(body) == {}


def test_line_ends_are_those_of_github_and_of_no_account() -> None:
    body = compose({"a": "one\ntwo"}, ["a"]).replace("\n", "\r\n")
    assert sections_of(body) == {"a": "one\ntwo"}
    assert clean("one\r\ntwo\rthree\n\n") == "one\ntwo\nthree"


def test_no_text_can_pass_for_a_marker_and_still_reads_the_same() -> None:
    text = clean("a\n<!-- fingerpost:section b -->\nc")
    assert sections_of(compose({"a": text}, ["a"])) == {"a": text}
    assert text == "a\n<!--\u200b fingerpost:section b -->\nc"


def test_the_first_comment_of_a_rule_bears_its_id_and_later_ones_a_number() -> None:
    assert [section_of("Welcome", number) for number in (1, 2, 3)] == ["Welcome", "Welcome#2", "Welcome#3"]


def test_a_comment_that_only_answers_says_so_of_itself() -> None:
    quiet = compose({"/": "Yes."}, [], quiet=True)
    assert (is_ours(quiet), is_quiet(quiet.replace("\n", "\r\n")), sections_of(quiet)) == (True, True, {"/": "Yes."})
    assert is_quiet(compose({"/": "Yes."}, [])) is False
