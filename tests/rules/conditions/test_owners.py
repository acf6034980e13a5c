import pytest

from tests.rules.world import finding, met

TEXT = "*.md @Alice\n/docs/ @acme/docs\n/docs/legal/\n"


@pytest.mark.parametrize(
    ("asked", "files", "answer"),
    [
        ("'@alice'", ("README.md",), True),
        ("alice", ("README.md",), True),
        ("'@alice'", ("docs/a.md",), False),
        ("'@acme/docs'", ("src/a.py", "docs/a.md"), True),
        ("[bob, ACME/docs]", ("docs/a.md",), True),
        ("bob", ("docs/a.md",), False),
        ("none", ("README.md", "docs/legal/a.md"), True),
        ("none", ("src/a.py",), True),
        ("None", ("src/a.py",), True),
        ("none", ("README.md",), False),
        ("none", (), False),
        ("{any: alice}", ("README.md",), True),
    ],
)
def test_a_changed_path_belongs_to_one_of_them(asked: str, files: tuple[str, ...], answer: bool) -> None:
    assert met(f"owners: {asked}", kind="pull_request", files=files, codeowners=TEXT) is answer


def test_another_file_may_tell() -> None:
    known = {"kind": "pull_request", "files": ("a.md",), "documents": {"OWNERS": TEXT, "docs/EMPTY": ""}}
    assert met("owners: {any: '@alice', file: OWNERS}", **known) is True
    assert met("owners: {file: OWNERS}", **known) is True
    assert met("owners: {file: docs/EMPTY}", **known) is False
    assert met("owners: {file: unread}", **known) is None
    assert met("owners: alice", **known) is None


def test_the_answer_tells_the_owners_and_what_was_asked() -> None:
    told = finding("owners: ['@bob', none]", files=("a.md", "docs/b"), codeowners=TEXT)
    assert (told.saw, told.says) == (["@acme/docs", "@alice"], "a changed path belongs to @bob or none")
    other = finding("owners: {file: OWNERS}", files=(), documents={"OWNERS": TEXT})
    assert (other.saw, other.says) == ([], "a changed path belongs by OWNERS to somebody")
