"""What `say: NAME` may say: the community's files first, then `messages`, then what comes with the program."""

import pytest

from rules.bases import Base
from rules.diagnostics import RuleFileError
from rules.language import load
from rules.sayings import FOLDER, LONGEST, MOST, Sayings, message_file, speaks
from rules.template import MAX_VALUES, template

HEAD = "project: {purpose: p}\n"
RULE = "rules: [{name: R, on: issues.opened, do: [{comment: {say: hello}}]}]\n"
BUILT_IN = {"hello": {tag: template(text) for tag, text in {"en": "Hello.", "de": "Hallo.", "pt": "Olá."}.items()}}
LOCKED = """
project: {purpose: Theirs, accepts_from: acme/x}
messages: {hello: {en: Law.}}
rules: [{name: R, on: issues.opened, locked: true, do: [{comment: {say: hello}}]}]
"""


def said(text: str, **files: str) -> dict[str, str]:
    """What a message says, by language, where these files lie beside a rule file."""
    by_path = {f"{FOLDER}/{name.replace('_', '.', 1).replace('_', '-')}.md": held for name, held in files.items()}
    message = load(f"{HEAD}{text}{RULE}", sayings=Sayings(by_path, BUILT_IN)).messages["hello"]
    return {tag: each.source for tag, each in message.items()} if isinstance(message, dict) else {"": message.source}


def wrong(files: dict[str, str | None]) -> list[tuple[str, int, int, str, str, str]]:
    """What is wrong with message files."""
    by_path = {f"{FOLDER}/{name}": text for name, text in files.items()}
    try:
        found = load(HEAD + RULE, sayings=Sayings(by_path, BUILT_IN)).diagnostics
    except RuleFileError as error:
        found = error.diagnostics
    told = [each for each in found if each.base]
    return [(one.base.rpartition("/")[2], one.line, one.column, one.severity, one.code, one.message) for one in told]


def test_what_comes_with_the_program_is_said_where_the_community_says_nothing() -> None:
    assert said("") == {"en": "Hello.", "de": "Hallo.", "pt": "Olá."}


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ("messages: {hello: Hi.}\n", {}, {"": "Hi."}),
        ("messages: {hello: {en: Hi.}}\n", {}, {"en": "Hi."}),
        ("messages: {hello: {it: Ciao.}}\n", {}, {"en": "Hello.", "de": "Hallo.", "pt": "Olá.", "it": "Ciao."}),
        ("", {"hello_en": "Hi.\n"}, {"en": "Hi."}),
        ("", {"hello_pt_BR": "Oi."}, {"en": "Hello.", "de": "Hallo.", "pt": "Olá.", "pt-BR": "Oi."}),
        ("messages: {hello: {en: Hi., de: Na.}}\n", {"hello_en": "Ho."}, {"en": "Ho.", "de": "Na."}),
        ("messages: {hello: Hi.}\n", {"hello_fr": "Salut."}, {"en": "Hi.", "fr": "Salut."}),
    ],
)
def test_a_file_counts_more_than_the_rule_file_and_that_more_than_the_program(
    text: str, files: dict[str, str], expected: dict[str, str]
) -> None:
    assert said(text, **files) == expected


def test_what_was_said_before_may_be_said_beside_it() -> None:
    files = {f"{FOLDER}/other.en.md": "Other.", f"{FOLDER}/README.md": "About these messages."}
    book = load(HEAD + RULE, sayings=Sayings(files, BUILT_IN))
    assert (sorted(book.messages), book.rules[0].needs >= {"labels", "title"}) == (["hello", "other"], True)


@pytest.mark.parametrize(
    ("tags", "language", "found"),
    [
        (("en", "pt"), "pt-BR", "pt"),
        (("pt-BR", "en"), "PT", "pt-BR"),
        (("pt-BR",), "pt-PT", ""),
        (("pt", "pt-BR"), "pt-br", "pt-BR"),
        (("en",), "", ""),
    ],
)
def test_which_text_does_for_a_language(tags: tuple[str, ...], language: str, found: str) -> None:
    assert speaks(tags, language) == found


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (f"{FOLDER}/hello.en.md", ("hello", "en")),
        (f"{FOLDER}/ask-received.zh-Hans-CN.md", ("ask-received", "zh-Hans-CN")),
        (f"{FOLDER}/hello.md", None),
        (f"{FOLDER}/old/hello.en.md", None),
        ("docs/hello.en.md", None),
        (f"{FOLDER}/hello.english.md", None),
    ],
)
def test_which_files_are_messages(path: str, named: tuple[str, str] | None) -> None:
    assert message_file(path) == named


def test_an_unknown_value_is_told_at_its_line_and_column() -> None:
    text = "Hello {author}.\n\nYour {lable} and {stage|loud}.\nA lone {.\n"
    assert wrong({"hello.en.md": text}) == [
        ("hello.en.md", 3, 6, "error", "template", "unknown value `{lable}`"),
        ("hello.en.md", 4, 8, "error", "template", "a lone `{`"),
    ]


def test_what_cannot_be_a_message_is_told() -> None:
    assert wrong(
        {"a.en.md": None, "b.en.md": "x" * (LONGEST + 1), "c.en.md": " \n", "d.md": "x", "README.md": "{x}"}
    ) == [
        ("a.en.md", 1, 1, "error", "limit", "this message is too long, or no text"),
        ("b.en.md", 1, 1, "error", "limit", "this message is too long, or no text"),
        ("c.en.md", 1, 1, "error", "limit", "nothing stands in this file"),
        ("d.md", 1, 1, "warning", "unknown-message", "this file is no message"),
    ]
    assert wrong({"a.en.md": "{title}" * 101}) == [
        ("a.en.md", 1, 1, "error", "template", "more than 100 values in one text")
    ]


def test_a_message_whose_file_is_broken_is_not_missed_besides() -> None:
    files = {f"{FOLDER}/greeting.en.md": "{x}"}
    rules = RULE.replace("say: hello", "say: greeting").replace("}]}]", "}, {comment: {say: hello}}]}]")
    with pytest.raises(RuleFileError) as caught:
        load(HEAD + rules, sayings=Sayings(files, BUILT_IN))
    assert [found.code for found in caught.value.diagnostics] == ["template"]


def test_of_very_many_mistakes_the_first_are_told() -> None:
    assert len(wrong({"a.en.md": "{lable}\n" * 2_000})) == 100


def test_too_much_text_is_told_once() -> None:
    files: dict[str, str | None] = {f"m{n}.en.md": "x" * LONGEST for n in range(26)}
    assert wrong(files) == [("messages", 1, 1, "error", "limit", "these messages are too long")]


def test_too_many_files_are_told_once() -> None:
    files: dict[str, str | None] = {f"m{n}.en.md": "{x}" for n in range(MOST + 1)}
    assert wrong(files) == [("messages", 1, 1, "error", "limit", "201 files are too many")]


def test_what_a_locked_rule_says_no_file_changes() -> None:
    bases = {"acme/law": Base(LOCKED)}
    text = "project: {purpose: Ours}\nextends: acme/law\n"
    files = {f"{FOLDER}/hello.en.md": "Mine.", f"{FOLDER}/other.en.md": "Mine."}
    with pytest.raises(RuleFileError) as caught:
        load(text, bases, sayings=Sayings(files))
    (found,) = caught.value.diagnostics
    assert (found.base, found.code) == (f"{FOLDER}/hello.en.md", "locked")
    book = load(text, bases, sayings=Sayings({f"{FOLDER}/other.en.md": "Mine."}, BUILT_IN))
    assert book.saying("hello") == template("Law.")


def test_what_is_wrong_with_a_message_as_a_whole_is_told_at_its_beginning() -> None:
    many = "{author}\n" * (MAX_VALUES + 1)
    assert wrong({"hello.en.md": many}) == [
        ("hello.en.md", 1, 1, "error", "template", f"more than {MAX_VALUES} values in one text")
    ]
