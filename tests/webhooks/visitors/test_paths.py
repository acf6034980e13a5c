"""After signing in nobody is led to somebody else's site."""

import pytest

from webhooks.visitors.paths import own_path


@pytest.mark.parametrize(
    "to", ["/", "/health", "/rules/forest/paths", "/activity?before=7", "/items/a/b.c/1", "/x?to=%2F&y=%20"]
)
def test_our_own_addresses_are_kept(to: str) -> None:
    assert own_path(to) == to


@pytest.mark.parametrize(
    "to",
    [
        "",
        "health",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/a\\b",
        "/\t/evil.example",
        "/\n/evil.example",
        " /health",
        "/é",
        "/" + "a" * 500,
        "/sign-in?to=/",
        "/sign-out",
        "/#fragment",
    ],
)
def test_everything_else_leads_to_the_first_page(to: str) -> None:
    assert own_path(to) == "/"
