import pytest

from tests.rules.world import finding, met


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("acme/docs-web", True),
        ("acme/*", True),
        ("other/*", False),
        ("docs-*", True),
        ("acme", False),
        ("[docs-*, '!docs-web']", False),
        ("['!docs-print']", True),
        ("['!acme/*', docs-web]", True),
    ],
)
def test_a_repository_is_named_with_or_without_its_owner(asked: str, answer: bool) -> None:
    assert met(f"repo: {asked}", repo="acme/docs-web") is answer


def test_the_answer_tells_the_repository_and_what_was_asked() -> None:
    answer = finding("repo: [docs-*, web]", repo="acme/app")
    assert (answer.saw, answer.says) == ("acme/app", "the repository is docs-* or web")
