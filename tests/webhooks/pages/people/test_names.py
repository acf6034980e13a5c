"""Languages by their English names."""

import pytest

from webhooks.pages.people.names import language_name, named


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "German"),
        ("PT-br", "Portuguese, Brazil"),
        ("zh-Hant-TW", "Chinese, traditional, Taiwan"),
        ("es-419", "Spanish"),
        ("gsw", "Swiss German"),
        ("aa", "Afar"),
        ("zu", "Zulu"),
        ("nb", "Norwegian Bokmål"),
        ("tlh", ""),
        ("tlh-DE", ""),
        ("", ""),
    ],
)
def test_a_tag_has_a_name(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_what_has_no_name_is_told_by_its_code_alone() -> None:
    assert (named("de", "German"), named("tlh", "")) == ("German (de)", "tlh")
