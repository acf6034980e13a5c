"""No form is taken that was not made for whoever sends it: every door that takes one is tried."""

from typing import Any

import pytest

from webhooks.doors import DOORS
from webhooks.setup.hall import PATH as SETUP

FORMS = sorted(
    door.path.format(owner="forest", repo="paths", number="1")
    for door in DOORS
    if door.method == "post" and door.path != "/webhooks/github" and not door.path.startswith(SETUP)
)


async def fill(site: Any) -> str:
    """Two people who may write to a repository; one is signed in, of the other the token is given."""
    await site.item(1)
    site.sign_in("eve", forest__paths="write")
    theirs = await site.token("/")
    site.sign_in("ben", forest__paths="write")
    return str(theirs)


@pytest.mark.parametrize("path", FORMS)
async def test_without_ones_own_token_no_form_is_taken(site: Any, path: str) -> None:
    theirs = await fill(site)
    tokens = [{"other": "x"}, {"token": ""}, {"token": "0" * 64}, {"token": theirs}, {"token": "é"}]
    answers = [await site.client.post(path, data=fields) for fields in tokens]
    assert [answer.status_code for answer in answers] == [403] * len(tokens)
    assert "Nothing was changed" in answers[0].text


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "header",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ],
)
async def test_a_form_of_another_sites_page_is_refused_even_with_the_token(
    site: Any, path: str, header: dict[str, str]
) -> None:
    await fill(site)
    answer = await site.client.post(path, data={"token": await site.token("/")}, headers=header)
    assert answer.status_code == 403


@pytest.mark.parametrize("path", FORMS)
async def test_what_is_no_form_changes_nothing(site: Any, path: str) -> None:
    await fill(site)
    token = await site.token("/")
    many = "&".join(["a="] * 250)
    bodies = [
        (b"{}", "application/json"),
        (b"token=%ff", "application/x-www-form-urlencoded; charset=latin-1"),
        (f"token={token}&{many}".encode(), "application/x-www-form-urlencoded"),
    ]
    statuses = [
        (await site.client.post(path, content=body, headers={"content-type": media})).status_code
        for body, media in bodies
    ]
    assert statuses == [400, 403, 400]


async def test_what_is_too_large_is_refused_before_it_is_read_whole(site: Any) -> None:
    await fill(site)
    fields = {"token": await site.token("/"), "delivery": "d" * 2_000}
    answers = [await site.client.post(path, data=fields) for path in ("/health/drop", "/sign-out")]
    assert [(answer.status_code, "At most 1,000 bytes" in answer.text) for answer in answers] == [(413, True)] * 2


def test_there_are_forms_to_try() -> None:
    assert {"/health/drop", "/health/retry", "/sign-out"} <= set(FORMS)
