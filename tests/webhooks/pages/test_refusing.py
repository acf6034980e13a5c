"""Where there is nothing, and where something broke, a browser shows a page and a program reads JSON."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from webhooks.pages.boards import reading

HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/nowhere", "/items/forest", "/static/none.css", "/<b>"])
async def test_an_address_that_is_none_is_a_page_with_a_way_on(site: Any, path: str) -> None:
    answer = await site.get(path, accept=HTML)
    page = site.parse(answer.text)
    assert (answer.status_code, page.one("h1").text) == (404, "There is no such page")
    assert page.one("main").one("a").attributes["href"] == "/"


async def test_an_address_that_only_takes_forms_says_so(site: Any) -> None:
    answer = await site.get("/health/retry", accept=HTML)
    assert (answer.status_code, site.parse(answer.text).one("h1").text) == (405, "There is nothing to see here")


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/health/retry", 405)])
async def test_programs_read_json(site: Any, path: str, status: int) -> None:
    answer = await site.get(path, accept="application/json")
    assert (answer.status_code, list(answer.json())) == (status, ["message"])


async def test_what_breaks_is_a_page_too_and_says_nothing_of_the_reason(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Any) -> None:
        raise RuntimeError("the secret is ghs_abc")

    monkeypatch.setattr(reading, "version", broken)
    with capture_logs() as logs:
        answer = await site.get("/")
    assert (answer.status_code, site.parse(answer.text).one("h1").text) == (500, "Something went wrong here")
    assert ("ghs_abc" in answer.text, [(log["event"], log["path"]) for log in logs]) == (False, [("page failed", "/")])
