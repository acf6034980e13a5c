import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.spoken import lines_added, lines_said


def test_each_line_of_a_paragraph_is_said() -> None:
    assert lines_said("Thanks!\n/assign\n\n  /label bug, docs  \nbye") == (
        "Thanks!",
        "/assign",
        "/label bug, docs",
        "bye",
    )


@pytest.mark.parametrize(
    "comment",
    [
        "> /assign",
        "> what she wrote,\n/assign",  # GitHub shows it as part of the quotation
        "> > /assign",
        "```\n/assign\n```",
        "~~~sh\n/assign",
        "    /assign",
        "`\n/assign\n`",
        "<!-- /assign -->",
        "<!--\n/assign\n-->",
        "see <!--\n/assign\n--> there",
        "<details>\n/assign\n</details>",
        "- /assign",
        "1. /assign",
        "# /assign",
        "/assign\n====",
        "| a |\n| - |\n| /assign |",
        "\\/assign",
        "`/assign`",
        "**/assign**",
        "please /assign",
    ],
)
def test_what_is_quoted_or_shown_as_code_or_hidden_is_no_line_of_its_own(comment: str) -> None:
    assert "/assign" not in lines_said(comment)


def test_a_reply_by_mail_repeats_nothing() -> None:
    mail = "/unassign\n\nOn Mon, 2 Nov 2026 at 09:12, Ada wrote:\n\n> /assign\n>\n> > /close\n\n—\nAda"
    assert lines_said(mail) == ("/unassign", "On Mon, 2 Nov 2026 at 09:12, Ada wrote:", "—", "Ada")


def test_an_edited_comment_says_only_what_is_new() -> None:
    assert lines_added("/assign\nhello", "hello\n/assign\n/label bug\n/assign") == ("/label bug", "/assign")


def test_lines_end_as_every_system_ends_them() -> None:
    assert lines_said("/assign\r\n/keep\r\rbye\n") == ("/assign", "/keep", "bye")


@given(st.text(alphabet=st.sampled_from("/assign >`-<!\\\n\r\t#|*1.é\0[]()"), max_size=300))
def test_any_comment_is_read_and_no_line_is_empty_or_longer_than_it(comment: str) -> None:
    lines = lines_said(comment)
    assert all(line == line.strip() and 0 < len(line) <= len(comment) for line in lines)
    assert lines_added(comment, comment) == ()
