"""Countries: by code, by the names that people use, and what is said of what is none."""

import pytest

from rules.countries import CountryError, country, country_in, country_name


@pytest.mark.parametrize(("text", "code"), [("NO", "NO"), ("at", "AT"), (" jp ", "JP")])
def test_a_code_is_a_code_in_any_case(text: str, code: str) -> None:
    assert country(text) == code


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("UK", "did you mean GB?"),
        ("EL", "did you mean GR?"),
        ("Norwey", "did you mean NO?"),
        ("Czechia", "did you mean CZ?"),
        ("XX", "write the two letters of ISO 3166: AT, BR, JP"),
        ("Atlantis", "write the two letters of ISO 3166: AT, BR, JP"),
    ],
)
def test_what_is_no_code_is_told_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(CountryError) as caught:
        country(text)
    assert (str(caught.value), caught.value.help) == (f"`{text}` is no country's code", advice)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("NO", "NO"),
        ("Norway", "NO"),
        ("Austria (AT)", "AT"),
        ("Österreich", "AT"),
        ("日本", "JP"),
        ("भारत", "IN"),
        ("Somewhere (XX)", ""),
        ("united kingdom", "GB"),
        ("Bosnia & Herzegovina", "BA"),
        ("Côte d\u2019Ivoire", "CI"),
        ("", ""),
        ("_No response_", ""),
        ("I live NO far away", ""),
    ],
)
def test_an_answer_in_words_names_a_country(answer: str, code: str) -> None:
    assert country_in(answer) == code


@pytest.mark.parametrize(("code", "name"), [("AT", "Austria"), ("jp", "Japan"), ("XX", ""), ("Austria", "")])
def test_a_code_has_a_name(code: str, name: str) -> None:
    assert country_name(code) == name
