"""Where GitHub's pages are."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.github.addresses import app_settings_at, installing_at, new_app_at, new_file_at, web_of


@pytest.mark.parametrize(
    ("api", "web"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://git.example.org/api/v3", "https://git.example.org"),
        ("https://git.example.org:8443/api/v3", "https://git.example.org:8443"),
        ("https://api.acme.ghe.com", "https://acme.ghe.com"),
        ("http://127.0.0.1:4700", "http://127.0.0.1:4700"),
    ],
)
def test_the_pages_are_found_from_the_api(api: str, web: str) -> None:
    assert web_of(api) == web


def test_an_app_is_registered_for_oneself_or_for_an_organisation() -> None:
    assert (new_app_at("https://github.com", "", "s&t"), new_app_at("https://github.com", "acme", "s")) == (
        "https://github.com/settings/apps/new?state=s%26t",
        "https://github.com/organizations/acme/settings/apps/new?state=s",
    )


def test_a_file_is_filled_in_unless_it_is_too_long_for_an_address() -> None:
    short = urlsplit(new_file_at("https://github.com", "acme/site", "main", "a: b\n"))
    long = urlsplit(new_file_at("https://github.com", "acme/site", "a/b", "x" * 10_000))
    assert (short.path, parse_qs(short.query), long.path, parse_qs(long.query)) == (
        "/acme/site/new/main",
        {"filename": [".github/pathways.yml"], "value": ["a: b\n"]},
        "/acme/site/new/a/b",
        {"filename": [".github/pathways.yml"]},
    )


@pytest.mark.parametrize(
    ("api", "page", "install"),
    [
        ("https://api.github.com", "https://github.com/apps/signs", "https://github.com/apps/signs"),
        ("https://api.github.com", "https://elsewhere.example/apps/signs", "https://github.com/apps/signs"),
        ("https://api.acme.ghe.com", "https://acme.ghe.com/apps/signs", "https://acme.ghe.com/apps/signs"),
        ("https://ghe.example/api/v3", "", "https://ghe.example/github-apps/signs"),
    ],
)
def test_an_app_is_installed_from_its_own_page(api: str, page: str, install: str) -> None:
    assert installing_at(api, "signs", page) == f"{install}/installations/new"


def test_whose_an_app_is_says_where_its_settings_are() -> None:
    web = "https://ghe.example"
    assert (app_settings_at(web, "signs", ""), app_settings_at(web, "signs", "acme")) == (
        "https://ghe.example/settings/apps/signs",
        "https://ghe.example/organizations/acme/settings/apps/signs",
    )
