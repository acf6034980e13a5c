import pytest

from rules.diagnostics import Diagnostic, RuleFileError, did_you_mean, lines_of, nearest


def shown(source: str, line: int, column: int, width: int = 1, help_: str = "") -> list[str]:
    found = Diagnostic(line, column, "error", "unknown-key", "unknown key `b`", help_, width)
    return found.render("pathways.yml", source).split("\n")


def test_a_diagnostic_shows_place_line_caret_and_help() -> None:
    assert shown("a: 1\nbb: 2\n", 2, 1, 2, "did you mean `a`?") == [
        "pathways.yml:2:1: error[unknown-key]: unknown key `b`",
        "  bb: 2",
        "  ^^",
        "  help: did you mean `a`?",
    ]


def test_without_help_and_outside_the_text_the_message_stands_alone() -> None:
    assert shown("a", 2, 1) == ["pathways.yml:2:1: error[unknown-key]: unknown key `b`"]
    assert shown("a", 0, 1) == ["pathways.yml:0:1: error[unknown-key]: unknown key `b`"]


@pytest.mark.parametrize(
    ("source", "line", "column", "width", "lines"),
    [
        ("a: b", 1, 4, 1, ["  a: b", "     ^"]),
        ("a: b", 1, 5, 3, ["  a: b", "      ^"]),
        ("a:\tb", 1, 4, 1, ["  a: b", "     ^"]),
        ("\ufeffa: b", 1, 4, 1, ["  a: b", "     ^"]),
        ("題: 名前 x", 1, 4, 2, ["  題: 名前 x", "      ^^^^"]),
        ("a\x1b[2J: b", 1, 8, 1, ["  a\ufffd[2J: b", "         ^"]),
        ("a\r\nb: c\r\n", 2, 4, 1, ["  b: c", "     ^"]),
        ("a\rb", 2, 1, 1, ["  b", "  ^"]),
        ("x" * 200, 1, 160, 1, ["  " + "x" * 160, "  " + " " * 159 + "^"]),
        ("x" * 200 + "yz", 1, 201, 1, ["  " + "x" * 79 + "yz", "  " + " " * 79 + "^"]),
        ("x" * 100, 1, 1, 300, ["  " + "x" * 100, "  " + "^" * 100]),
    ],
)
def test_the_caret_stands_under_its_character(
    source: str, line: int, column: int, width: int, lines: list[str]
) -> None:
    assert shown(source, line, column, width)[1:] == lines


def test_nothing_in_a_file_can_steer_the_terminal() -> None:
    found = Diagnostic(1, 1, "note", "code", "bad \x1b[31m\nvalue", "quote \u202e it")
    assert found.render("f", "x") == "f:1:1: note[code]: bad \ufffd[31m\ufffdvalue\n  x\n  ^\n  help: quote \ufffd it"


def test_lines_are_those_of_yaml() -> None:
    assert lines_of("a\nb\r\nc\rd\u2028e\x0cf\n") == ["a", "b", "c", "d\u2028e\x0cf", ""]


def test_the_error_holds_everything_in_the_order_of_the_file() -> None:
    later = Diagnostic(2, 1, "error", "b", "second")
    sooner = Diagnostic(1, 9, "error", "a", "first")
    error = RuleFileError([later, sooner])
    assert error.diagnostics == (sooner, later)
    assert str(error) == "line 1: first; line 2: second"


@pytest.mark.parametrize(
    ("word", "words", "near", "advice"),
    [
        ("titel", ["title", "body"], "title", "did you mean `title`?"),
        ("LABLE", ["Label"], "Label", "did you mean `Label`?"),
        ("xyz", ["title", "body"], None, "one of: title, body"),
        ("xyz", [], None, ""),
        ("xyz", [f"a{number}" for number in range(31)], None, ""),
        ("a1", [f"a{number:0999}" for number in range(101)], None, ""),
    ],
)
def test_the_nearest_word_is_offered_or_all_of_a_few(
    word: str, words: list[str], near: str | None, advice: str
) -> None:
    assert nearest(word, words) == near
    assert did_you_mean(word, words) == advice
