"""What becomes of each of GitHub's webhook examples, signed and posted to the whole program as an App receives them."""

from pathlib import Path

import pytest
import yaml

from bot.hearing.routing import USED
from rules.language import load
from tests.contract.examples import REMEMBERED, RULES, heard
from tests.contract.published import webhook_examples
from tests.contract.table import TABLE, expected, known, named, result_of

pytestmark = pytest.mark.contract

EVENTS = sorted(yaml.safe_load(TABLE.read_text("utf-8")))


def test_the_table_speaks_of_every_example_and_of_no_other() -> None:
    assert sorted(webhook_examples()) == EVENTS
    assert {event: sorted(named(event) - known(event)) for event in EVENTS} == {event: [] for event in EVENTS}


@pytest.mark.parametrize("event", EVENTS)
async def test_every_example_is_taken_and_leads_to_what_the_table_says(event: str, tmp_path: Path) -> None:
    became = [each async for each in heard(event, tmp_path)]
    assert {each.status for each in became} == {202}
    assert [result_of(each) for each in became] == expected(event)


@pytest.mark.parametrize("event", sorted(USED))
def test_something_is_done_for_every_event_that_is_used(event: str) -> None:
    done = [result["done"] for result in expected(event) if "done" in result]
    plans = [each for each in done if isinstance(each, list) and each]
    assert (bool(done), bool(plans)) == (True, event in REMEMBERED)


def test_the_rules_of_the_table_have_no_mistakes() -> None:
    assert load(RULES).diagnostics == ()
