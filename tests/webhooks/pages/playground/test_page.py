"""The playground: rules are typed, looked at, and tried on a case; nothing of it is kept."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.store.schema import metadata
from webhooks.pages.playground import answer

PAGE = "/playground"
CRASH = """project: {purpose: Signs.}
rules:
  - {name: Crash, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
"""
TITLE = "title: A crash"
FIVE = (
    "error line 1, column 1: the file has 5,000,000 bytes, the limit is 1,048,576 make it smaller: lists and messages "
    "say once what rules repeat, extends takes rules from another file"
)


def written(page: Any, name: str) -> str:
    """What stands in a text field."""
    [field] = [one for one in page.every("textarea") if one.attributes["name"] == name]
    return "".join(field.children).removeprefix("\n")


async def sent(site: Any, path: str, **fields: str) -> Any:
    """The page that answers a form."""
    answer = await site.send(path, **{"rules": CRASH, "event": "issues.opened", "whole": "on", "do": "plan"} | fields)
    assert answer.status_code == 200
    return site.parse(answer.text)


async def test_rules_to_begin_with_and_a_case_stand_there_with_their_plan(site: Any, texts: Any) -> None:
    site.come_home()
    page = await site.read(PAGE)
    assert page.one(cls="findings").one(cls="fine").text == "6 rules, nothing wrong."
    assert texts(page.one(cls="plan").every(cls="deed"))[:2] == ["+first-contribution", "+bug"]


async def test_mistakes_are_told_with_their_place_and_their_lines_are_marked(site: Any, texts: Any) -> None:
    site.come_home()
    page = await sent(site, PAGE, rules=CRASH.replace("label", "lable"))
    (finding,) = page.every(cls="finding")
    assert finding.text == "error line 3, column 66: unknown verb lable did you mean label?"
    assert finding.one("a").attributes["href"] == "#line-3"
    assert texts(page.one(cls="numbers").every("span", "error")) == ["3"]
    assert page.one(cls="plan").one(cls="none").text.startswith("The rules cannot be used as they are.")


async def test_what_was_typed_stands_there_again_with_its_plan_and_reasons(site: Any, texts: Any) -> None:
    site.come_home()
    page = await sent(site, PAGE, facts=TITLE)
    assert [written(page, name) for name in ("rules", "facts", "payload")] == [CRASH, TITLE, ""]
    assert texts(page.one(cls="plan").every(cls="deed")) == ["+bug"]
    assert texts(page.one("ul", "rules").every("li")) == [
        "✓ holds: Crash line 3 ✓ holds: the title holds “crash” seen: A crash",
        "✓ holds: the title holds “crash” seen: A crash",
    ]


async def test_what_is_not_told_is_unknown_unless_it_is_said_to_be_empty(site: Any, texts: Any) -> None:
    site.come_home()
    fields = {"rules": CRASH, "event": "issues.opened", "do": "plan"}
    answer = await site.send(PAGE, **fields)
    page = site.parse(answer.text)
    assert texts(page.one("ul", "rules").every(cls="name")) == ["? cannot be told: Crash line 3"]
    assert [one.attributes for one in page.every("input") if one.attributes["name"] == "whole"] == [
        {"type": "checkbox", "name": "whole"}
    ]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"event": "issues.opend"}, "unknown event `issues.opend`; did you mean `issues.opened`?"),
        ({"payload": "{"}, "this is not JSON: unexpected end of data: line 1 column 2 (char 1)"),
        ({"payload": "x" * 1_048_577}, "what GitHub sent is longer than a MiB: leave out what no rule asks for"),
    ],
)
async def test_what_is_wrong_with_a_case_is_told_in_place_of_the_plan(
    site: Any, fields: dict[str, str], told: str
) -> None:
    site.come_home()
    assert (await sent(site, PAGE, **fields)).one(cls="plan").one(cls="failure").text == told


async def test_mistakes_in_the_facts_are_told_with_their_place(site: Any, texts: Any) -> None:
    site.come_home()
    page = await sent(site, PAGE, facts="title: A crash\ntitel: x")
    assert texts(page.one(cls="plan").every(cls="finding")) == [
        "error line 2, column 1: there is no fact titel did you mean title?"
    ]


async def test_an_example_takes_the_place_of_the_case_and_leaves_the_rules(site: Any) -> None:
    site.come_home()
    page = await sent(site, PAGE, do="example", example="5", payload="{}")
    assert (written(page, "rules"), written(page, "payload")) == (CRASH, "")
    assert written(page, "facts").startswith("title: Say how a map is printed\n")
    assert page.one(cls="plan").one("h3").text == "At pull_request.closed"


@pytest.mark.parametrize("number", ["99", "-1", "x", "", "9" * 40])
async def test_an_example_that_is_none_changes_nothing(site: Any, number: str) -> None:
    site.come_home()
    page = await sent(site, PAGE, do="example", example=number, facts=TITLE)
    assert (written(page, "facts"), page.one(cls="plan").one("h3").text) == (TITLE, "At issues.opened")


async def test_a_file_of_five_megabytes_is_refused_with_a_sentence_and_one_of_seven_is_not_read(
    site: Any, texts: Any
) -> None:
    site.come_home()
    page = await sent(site, PAGE, rules="a" * 5_000_000)
    assert texts(page.every(cls="finding")) == [FIVE]
    answer = await site.send(PAGE, rules="a" * 7_000_000)
    assert (answer.status_code, site.parse(answer.text).one("h1").text) == (413, "That is too large")


async def test_more_findings_and_lines_than_anybody_reads_are_counted_only(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "MOST_FINDINGS", 2)
    monkeypatch.setattr(answer, "MOST_NUMBERED", 13)
    site.come_home()
    rules = CRASH + "".join(f"  - {{name: n{n}, on: nothing, do: [{{label: l}}]}}\n" for n in range(20))
    page = await sent(site, PAGE, rules=rules)
    findings = page.one(cls="findings")
    assert (len(findings.every("li")), findings.one(cls="note").text) == (2, "18 more findings not shown here.")
    assert len(page.one(cls="numbers").every("span")) == 13


async def test_while_somebody_types_only_what_is_said_of_it_is_answered(site: Any, texts: Any) -> None:
    site.come_home()
    token = await site.token(PAGE)
    answer = await site.send(f"{PAGE}/check", token=token, rules=CRASH, event="issues.opened", facts=TITLE, whole="on")
    part = site.parse(answer.text)
    assert [one.tag for one in part.every()][:1] == ["section"]
    assert part.one(cls="findings").attributes["data-told"] == "1 rule, nothing wrong."
    assert texts(part.every(cls="deed")) == ["+bug"]
    assert (answer.headers["cache-control"], part.every("textarea")) == ("no-store", [])


HOSTILE = "</textarea><script>alert(1)</script>\u202e{{ 7 * 7 }}"


async def test_whatever_is_typed_is_only_text(site: Any) -> None:
    site.come_home()
    fields = dict.fromkeys(("rules", "event", "facts", "payload"), HOSTILE)
    page = await sent(site, PAGE, **fields)
    shown = HOSTILE.replace("\u202e", "")
    assert [written(page, name) for name in ("rules", "facts", "payload")] == [shown] * 3
    assert [one.attributes.get("src", "")[:8] for one in page.every("script")] == ["/static/"] * 2


async def test_hostile_names_in_rules_that_can_be_used_are_only_text(site: Any, texts: Any) -> None:
    site.come_home()
    rules = CRASH.replace("name: Crash", f"name: '{HOSTILE}'").replace("bug", '"<img src=x>"')
    page = await sent(site, PAGE, rules=rules, facts=TITLE)
    assert texts(page.one(cls="plan").every(cls="deed")) == ["+<img src=x>"]
    assert page.every("img") == []


async def test_what_is_typed_is_kept_nowhere(site: Any) -> None:
    site.come_home()

    def everything(connection: sa.Connection) -> list[int]:
        tables = metadata.sorted_tables
        return [connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in tables]

    before = await site.store.read(everything)
    await sent(site, PAGE, facts=TITLE)
    assert (await site.store.read(everything), [*site.desk.settings.home.glob("history/*")]) == (before, [])


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/check"])
async def test_a_form_without_its_token_is_refused(site: Any, path: str) -> None:
    site.come_home()
    answer = await site.send(path, token="", rules=CRASH)
    assert (answer.status_code, site.parse(answer.text).one("h1").text) == (403, "This form is out of date")


@pytest.mark.parametrize("path", [PAGE, "/playground/forest/paths"])
async def test_strangers_are_told_why_they_see_nothing(site: Any, path: str) -> None:
    await site.item(1)
    answers = [await site.get(path), await site.send(path, token="x"), await site.send(f"{path}/check", token="x")]
    assert [answer.status_code for answer in answers] == [403] * 3
    assert site.parse(answers[0].text).one("h1").text == "Nobody can sign in here yet"
