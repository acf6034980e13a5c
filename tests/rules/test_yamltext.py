import pytest

from rules.diagnostics import RuleFileError
from rules.yamltext import MAX_BYTES, decode
from tests.rules.world import Told, told

HIDDEN = "a line separator that editors do not show"
HIDDEN_HELP = r'delete it, or write it in quotes as "\u2028"'
NOT_ALLOWED = "a character that YAML does not allow"
NOT_ALLOWED_HELP = "delete it; most editors do not show it"
NOT_UTF8 = "this is not UTF-8 text"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (b"a: 1", "a: 1"),
        ("a: é".encode(), "a: é"),
        ("\ufeffa: é".encode(), "a: é"),
        ("\ufeffa: 1", "a: 1"),
        ("a: \U0001f600\t\r\n", "a: \U0001f600\t\r\n"),
        ("a: 100%\nb: x", "a: 100%\nb: x"),
    ],
)
def test_a_text_is_taken_without_its_byte_order_mark(source: bytes | str, text: str) -> None:
    assert decode(source) == text


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        (
            "a: 1\n%YAML 1.2\n",
            (2, 1, "directive", "YAML directives (%) are not supported", "quote a value that begins with %"),
        ),
        (
            "%TAG ! x\n",
            (1, 1, "directive", "YAML directives (%) are not supported", "quote a value that begins with %"),
        ),
        ("a: 1\r%x", (2, 1, "directive", "YAML directives (%) are not supported", "quote a value that begins with %")),
        ("a: x\u2028y", (1, 5, "character", HIDDEN, HIDDEN_HELP)),
        ("a: x\u2029y", (1, 5, "character", HIDDEN, HIDDEN_HELP)),
        ("a: 1\r\nb: é\x85y", (2, 5, "character", HIDDEN, HIDDEN_HELP)),
        ("é: é\nb: \x07", (2, 4, "character", NOT_ALLOWED, NOT_ALLOWED_HELP)),
        ("a: x\ufeffy", (1, 5, "character", NOT_ALLOWED, NOT_ALLOWED_HELP)),
        ("a: \x7f", (1, 4, "character", NOT_ALLOWED, NOT_ALLOWED_HELP)),
        ("a: \x00", (1, 4, "character", NOT_ALLOWED, NOT_ALLOWED_HELP)),
        (b"a: x\nb: \xff", (2, 4, "encoding", NOT_UTF8, "save the file as UTF-8")),
        ("\ufeffé: ".encode() + b"\xe9", (1, 4, "encoding", NOT_UTF8, "save the file as UTF-8")),
        ("a: b".encode("utf-16"), (1, 1, "encoding", NOT_UTF8, "save the file as UTF-8")),
        ("a: \ud800", (1, 4, "encoding", NOT_UTF8, "save the file as UTF-8")),
    ],
)
def test_what_is_not_the_text_of_a_rule_file_is_refused_at_its_place(source: bytes | str, finding: Told) -> None:
    assert told(source) == [finding]


@pytest.mark.parametrize("source", [b"x" * (MAX_BYTES + 1), "x" * (MAX_BYTES + 1)])
def test_a_file_of_more_than_a_mebibyte_is_refused(source: bytes | str) -> None:
    advice = "make it smaller: lists and messages say once what rules repeat, `extends` takes rules from another file"
    assert told(source) == [(1, 1, "too-large", "the file has 1,048,577 bytes, the limit is 1,048,576", advice)]


def test_bytes_are_counted_and_not_characters() -> None:
    assert decode("#" * MAX_BYTES) == "#" * MAX_BYTES
    with pytest.raises(RuleFileError, match="the file has 1,048,578 bytes"):
        decode("é" * (MAX_BYTES // 2 + 1))
