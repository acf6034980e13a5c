"""What is made of the answers before the App is registered."""

import pytest

from bot.setup.asked import PUBLIC_API, answers
from bot.setup.manifest import Plan

GOOD = {"url": "https://bot.example.org/"}


def test_the_least_that_must_be_said_is_where_it_is_reached() -> None:
    given = answers(GOOD, "Fingerpost 1a")
    assert (given.name, given.organization, given.url, given.api_url, given.keeps, dict(given.problems)) == (
        "Fingerpost 1a",
        "",
        "https://bot.example.org",
        PUBLIC_API,
        True,
        {},
    )


def test_everything_can_be_said() -> None:
    given = answers(
        {
            "url": "http://localhost:8000",
            "name": " Signs ",
            "organization": "@acme",
            "api_url": "https://git.example.org/api/v3/",
            "contents-write": "yes",
            "nothing-known": "yes",
            "keeps": "lines",
        },
        "unused",
    )
    back, optional = "http://127.0.0.1:8000", frozenset({"contents-write"})
    assert (given.plan(back), given.api_url, given.keeps, dict(given.problems)) == (
        Plan("Signs", "http://localhost:8000", back, "acme", optional),
        "https://git.example.org/api/v3",
        False,
        {},
    )


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("name", "x" * 35, "GitHub takes names of up to 34 characters; give a shorter one"),
        ("name", "<b>", "GitHub takes names of up to 34 characters; give a shorter one"),
        ("organization", "a/b", "not the name of an organisation"),
        ("organization", "-a", "not the name of an organisation"),
        ("api_url", "github", "not a web address"),
        ("api_url", "https://github.com", "that is GitHub's web site; its API is https://api.github.com"),
        ("url", "", "not a web address"),
        ("url", "http://bot.example.org", "the public address must begin with https://"),
        ("url", "javascript:alert(1)", "not a web address"),
    ],
)
def test_what_is_wrong_is_told_of_its_field(field: str, text: str, told: str) -> None:
    problems = answers(GOOD | {field: text}, "x" * 35 if field == "name" and not text else "Signs").problems
    assert (list(problems), problems[field].startswith(told)) == ([field], True)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000",
        "http://127.0.0.1",
        "https://192.168.0.7",
        "https://10.1.1.1:8443",
        "https://[fd00::1]",
        "https://bot",
        "https://bot.local",
        "https://bot.internal",
    ],
)
def test_an_address_that_github_cannot_reach_is_refused(url: str) -> None:
    assert list(answers({"url": url}, "Signs").problems) == ["url"]


@pytest.mark.parametrize("url", ["https://bot.example.org", "https://8.8.8.8", "https://[2600::1]:8443/bot"])
def test_one_that_it_can_reach_is_taken(url: str) -> None:
    assert answers({"url": url}, "Signs").url == url


@pytest.mark.parametrize(
    ("api_url", "problems"),
    [("https://api.acme.ghe.com", ["url"]), ("https://git.example.org/api/v3", [])],
)
def test_only_a_server_of_ones_own_reaches_what_is_within(api_url: str, problems: list[str]) -> None:
    assert list(answers({"url": "https://bot.internal", "api_url": api_url}, "Signs").problems) == problems
