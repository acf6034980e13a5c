from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.escape import ZERO_WIDTH
from rules.template import NAMES, Slot, Template, TemplateError, template


def said(source: str, limit: int = 60_000, **values: str) -> str:
    return template(source).render(values, limit)


def test_values_stand_where_their_names_stood() -> None:
    assert said("Welcome, {author}! See {title}.", author="alice", title="A") == "Welcome, alice! See A."


def test_a_text_is_read_into_its_parts() -> None:
    assert template("Hi {author|mention}, {{x}}") == Template(
        "Hi {author|mention}, {{x}}", ("Hi ", Slot("author", "mention"), ", ", "{", "x", "}")
    )
    assert template("{ title } {field.Media type}").names == {"title", "field.Media type"}


def test_doubled_braces_are_braces() -> None:
    assert said("{{author}} and {{{author}}}", author="alice") == "{author} and {alice}"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{title}", f"\\*a\\* @{ZERO_WIDTH}b"),
        ("{title|text}", f"\\*a\\* @{ZERO_WIDTH}b"),
        ("{ title | code }", f"`*a* @{ZERO_WIDTH}b`"),
        ("{title|quote}", f"```text\n*a* @{ZERO_WIDTH}b\n```"),
        ("{author|mention}", "@alice"),
    ],
)
def test_a_filter_says_how_a_value_is_shown(source: str, shown: str) -> None:
    assert said(source, title="*a* @b", author="alice") == shown


@given(st.sampled_from(sorted(NAMES)), st.text(alphabet="{}|ae author.title!", min_size=1))
def test_a_value_that_looks_like_a_template_is_not_read_as_one(name: str, value: str) -> None:
    shown = template(f"{{{name}}}").render({name: value, "author": "SECRET", "title": value})
    assert name == "author" or "SECRET" not in shown


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("Hi {author}. Next: {stage}. Bye.", "Hi alice. Bye."),
        ("Hi {author}! Next: {stage}! Bye!", "Hi alice! Bye!"),
        ("Hi {author}? Next: {stage}? Bye?", "Hi alice? Bye?"),
        ("Hi… Next: {stage}… Bye", "Hi… Bye"),
        ('"Hi." "Next: {stage}." **Bye!** {stage}', '"Hi." **Bye!**'),
        ("ようこそ、{author}さん。次は{stage}です。どうぞ\uff01", "ようこそ、aliceさん。どうぞ\uff01"),
        ("「次は{stage}です。」はい。", "はい。"),
        ("Hi {author}\nNext: {stage}\nBye", "Hi alice\nBye"),
        ("Hi.\n\nNext: {stage}.\n\nBye.", "Hi.\n\nBye."),
        ("Hi.\nNext: {stage}.\n\nBye.", "Hi.\n\nBye."),
        ("Hi. Next: {stage}.\n\nBye.", "Hi.\n\nBye."),
        ("{stage}\n\nBye.", "Bye."),
        ("- one\n- {stage}\n- three", "- one\n- three"),
        ("- {stage}. Two.\n- three", "- Two.\n- three"),
        ("1. one\n2. {stage}\n3. {author}. {stage}", "1. one\n3. alice."),
        ("- [ ] {stage}\n- [x] {author}", "- [x] alice"),
        ("## {stage}\n> {stage}\nBye", "Bye"),
        ("See example.org, v1.2 and {stage}", ""),
        ("Hi {author} of {stage}.", ""),
        ("  indented {author}", "indented alice"),
    ],
)
def test_a_sentence_with_an_empty_value_is_left_out(source: str, left: str) -> None:
    assert said(source, author="alice", stage="") == left
    assert said(source, author="alice") == left


@pytest.mark.parametrize("blank", ["", " ", "\n", "\u200f", "\x00\t"])
def test_a_value_of_which_nothing_can_be_seen_is_empty(blank: str) -> None:
    assert said("Hi. It is {title}.", title=blank) == "Hi."
    assert template("lang/{language}").plain({"language": blank}) is None


def test_a_value_never_ends_a_sentence() -> None:
    assert said("About {title} by {author}. Bye.", title="One. Two! Three?\nFour") == "Bye."
    assert said("About {title} now. {author}", title="One. Two") == "About One\\. Two now."


def test_a_text_is_cut_at_the_end_of_a_line() -> None:
    assert said("one\ntwo\nthree", limit=8) == "one\ntwo"
    assert said("one {author|mention}", limit=5, author="alice") == ""


def test_a_text_of_thousands_of_lines_is_cut_in_one_pass() -> None:
    text = template("{title|quote}\n" * 40 + "a\n" * 9_000)
    shown = [text.render({"title": "y" * 60_000}) for _ in range(5)]
    assert [len(each) > 50_000 for each in shown] == [True] * 5


def test_a_name_takes_values_as_they_are() -> None:
    assert template("lang/{language}").plain({"language": "pt-BR"}) == "lang/pt-BR"
    assert template("{title|code}").plain({"title": "a\nb `c`"}) == "a b `c`"
    assert template("bug").plain({}) == "bug"
    assert template("lang/{language}").plain({}) is None


@pytest.mark.parametrize(
    ("source", "message", "advice"),
    [
        ("{autor}", "unknown value `{autor}`", "did you mean `author`?"),
        ("{field.}", "unknown value `{field.}`", "one of: " + ", ".join(NAMES)),
        ("{}", "unknown value `{}`", "write `{{` for a brace"),
        ("{author.login}", "unknown value `{author.login}`", "did you mean `author`?"),
        ("{author|metion}", "unknown filter `metion`", "did you mean `mention`?"),
        ("{author|}", "unknown filter ``", "one of: text, code, quote, mention"),
        ("{", "a lone `{`", "write `{{` for a brace"),
        ("a } b", "a lone `}`", "write `}}` for a brace"),
        ("{author\n}", "a lone `{`", "write `{{` for a brace"),
        ("{" + "a" * 121 + "}", "a lone `{`", "write `{{` for a brace"),
        ("{% for x in y %}", "unknown value `{% for x in y %}`", "one of: " + ", ".join(NAMES)),
        ("{title}" * 101, "more than 100 values in one text", ""),
    ],
)
def test_what_cannot_be_filled_in_is_refused_at_load(source: str, message: str, advice: str) -> None:
    with pytest.raises(TemplateError) as refused:
        template(source)
    assert (str(refused.value), refused.value.help) == (message, advice)


@given(st.text(alphabet="{}|. \n\\aé-1*!。", max_size=60))
def test_any_text_is_a_template_or_is_refused(source: str) -> None:
    with suppress(TemplateError):
        assert len(template(source).render({})) <= len(source)


@given(st.lists(st.sampled_from(["Hi", ".", " ", "!", "\n", "。", "- ", "1. ", "  ", "x", "\n\n"])).map("".join))
def test_a_text_without_values_is_said_as_it_is_written(source: str) -> None:
    assert said(source) == source.strip()


@pytest.mark.parametrize("piece", [".", ".)", " ", "\n ", "- ", "1. ", "。", "[", "*"])
def test_a_text_of_one_repeated_sign_ends(piece: str) -> None:
    source = piece * (20_000 // len(piece))
    assert said(source + "x{author}", author="y") == (source + "xy").strip()


@pytest.mark.parametrize("source", ["{title|mention}", "{field.Name|mention}", "{labels|mention}"])
def test_only_people_are_mentioned_and_never_what_somebody_wrote(source: str) -> None:
    with pytest.raises(TemplateError, match="is not a person whom a text may mention") as caught:
        template(source)
    assert caught.value.help == "one of: actor, assignee, author, reviewers"
