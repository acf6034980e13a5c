import pytest

from tests.rules.world import finding, met

DOCS = ("docs/a.md", "docs/generated/b.md", "src/c.py")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("docs/**", True),
        ("'*.md'", False),
        ("['docs/**', '!docs/*', '!docs/*/*']", False),
        ("['docs/**', '!docs/generated/**']", True),
        ("{any: [web/**, src/*.py]}", True),
        ("{all: [docs/**, src/**]}", True),
        ("{all: [docs/**, web/**]}", False),
        ("{only: [docs/**, src/**]}", True),
        ("{only: docs/**}", False),
        ("{only: ['**', '!src/**']}", False),
        ("{any: src/**, only: docs/**}", False),
    ],
)
def test_changed_paths_fit_or_do_not(asked: str, answer: bool) -> None:
    assert met(f"files: {asked}", files=DOCS) is answer


@pytest.mark.parametrize(
    ("count", "answer"),
    [
        ("3", True),
        ('"3"', True),
        ('"= 3"', True),
        ('">= 3"', True),
        ('"<3"', False),
        ('"> 3"', False),
        ('"<= 3"', True),
    ],
)
def test_the_number_of_changed_paths_is_compared(count: str, answer: bool) -> None:
    assert met(f"files: {{count: {count}}}", files=DOCS) is answer


def test_the_number_of_those_that_fit_is_compared_where_globs_are_given() -> None:
    assert met("files: {any: docs/**, count: 2}", files=DOCS) is True
    assert met("files: {any: docs/**, count: 3}", files=DOCS) is False


def test_no_changed_path_fits_nothing() -> None:
    assert met("files: '**'", files=()) is False
    assert met("files: {only: '**'}", files=()) is False
    assert met("files: {count: 0}", files=()) is True


def test_the_answer_shows_the_paths_that_fit_or_else_all_and_five_at_most() -> None:
    many = tuple(f"docs/{number}.md" for number in range(7))
    assert finding("files: docs/**", files=DOCS).saw == ["docs/a.md", "docs/generated/b.md"]
    assert finding("files: web/**", files=DOCS).saw == list(DOCS)
    assert finding("files: docs/**", files=many).saw == [*many[:5], "… 7 in all"]


def test_the_answer_tells_what_was_asked() -> None:
    answer = finding("files: {any: [a, b], all: [c, d], only: e, count: '> 2'}", files=())
    assert answer.says == (
        "a changed path fits a or b and changed paths fit c and d and every changed path fits e and their number is > 2"
    )


def test_an_issue_changes_no_paths() -> None:
    assert finding("files: '**'", kind="issue").says == "files (which an issue does not have)"
