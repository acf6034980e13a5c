"""Languages by their names."""

import pytest

from rules.tongues import english_name, tongues_in


@pytest.mark.parametrize(
    ("answer", "tags"),
    [
        ("Deutsch", ["de"]),
        ("German, or rather Swiss German", ["de", "gsw"]),
        ("Português (Brasil)", ["pt-BR"]),
        ("ESPAÑOL / français", ["es", "fr"]),
        ("简体中文", ["zh-CN"]),
        ("हिन्दी में", ["hi"]),
        ("Tiếng Việt", ["vi"]),
        ("Germanic", []),
        ("", []),
        ("x" * 300 + " German", []),
    ],
)
def test_an_answer_names_languages_in_english_or_in_their_own_words(answer: str, tags: list[str]) -> None:
    assert tongues_in(answer) == tags


def test_a_code_has_an_english_name() -> None:
    assert (english_name("DE"), english_name("tlh")) == ("German", "")
