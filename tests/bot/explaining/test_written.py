"""A case from the texts that somebody writes."""

from typing import Any

import orjson
import pytest

from bot.explaining.explain import Case, CaseError
from bot.explaining.written import Misstated, facts_in, json_in, read_case
from rules.facts import Facts, Person

PAYLOAD: dict[str, Any] = {
    "action": "opened",
    "repository": {"id": 1, "node_id": "R", "full_name": "acme/widgets"},
    "issue": {"number": 7, "node_id": "I", "title": "A crash", "user": {"login": "alice"}, "labels": []},
}


def test_what_is_written_counts_more_than_what_github_sent() -> None:
    case = read_case("issues.opened", "title: Mine\nlabels: [bug]", orjson.dumps(PAYLOAD).decode())
    assert (case.facts.title, case.facts.number, case.facts.labels) == ("Mine", 7, ("bug",))


@pytest.mark.parametrize("nothing", ["", "  \n", "# labels: [bug]\n\n  # no more"])
def test_texts_that_say_nothing_are_not_there(nothing: str) -> None:
    bare = Case("issues.opened", Facts(kind="issue", draft=False))
    assert read_case("issues.opened", nothing, " \n") == bare


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("labels: [bug]\ntitel: x", "line 2: there is no fact `titel`"),
        ("author: {login: ada,\n  new: 3}", "line 2: `author.new` takes true or false, not 3"),
        ("a: [", "line 1: "),
        ("- 1", "line 1: facts are names with values, not a list"),
    ],
)
def test_mistakes_in_facts_have_their_place(facts: str, told: str) -> None:
    with pytest.raises(Misstated) as caught:
        facts_in(facts.encode())
    assert str(caught.value).startswith(told)
    assert [found.severity for found in caught.value.diagnostics] == ["error"]


def test_facts_may_be_json_that_yaml_would_refuse() -> None:
    assert facts_in(b'{"title": "\\ud83d\\ude00", "author": "ada"}') == Facts(title="😀", author=Person(login="ada"))


@pytest.mark.parametrize(
    ("event", "payload", "told"),
    [
        ("issues.opend", "", "unknown event `issues.opend`; did you mean `issues.opened`?"),
        ("issues.opened", "{", "this is not JSON: "),
        ("issues.opened", "[]", "a payload is the JSON object that GitHub sent"),
        ("issues.closed", orjson.dumps(PAYLOAD).decode(), "the payload is of issues.opened, not of issues.closed"),
    ],
)
def test_what_is_no_case_is_refused_with_a_sentence(event: str, payload: str, told: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(event, "", payload)
    assert str(caught.value).startswith(told)


def test_json_is_read_as_it_is() -> None:
    assert json_in(b'{"a": [1, null]}') == {"a": [1, None]}
