"""`open_issue`: once for each item, never to tell of what is private, with a form's questions."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.action import Name, Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.open_issue import AssignOpened, CreateIssue
from bot.plan import Occasion, make_plan
from rules.facts import Facts, Person
from rules.forms import Field, Form
from rules.language import load

FORM = Form(
    path=".github/ISSUE_TEMPLATE/talk.yml",
    name="Talk",
    title="[Talk] ",
    labels=("talk",),
    fields=(Field(label="Where"),),
)


@pytest.fixture
def here(issue: Facts) -> Facts:
    return issue.but(opened=frozenset(), private=False, forms=(FORM,))


def planned(do: str, facts: Facts) -> CreateIssue:
    text = f"project: {{purpose: Tests}}\nrules: [{{name: R, do: [{{open_issue: {do}}}]}}]\n"
    [action] = make_plan(load(text), facts, [Occasion("d1", None)]).actions
    assert isinstance(action, CreateIssue)
    return action


def test_it_is_opened_once_for_each_item(decide: Callable[..., Any], here: Facts) -> None:
    do = [{"open_issue": {"title": "Describe {title}", "labels": ["docs", "docs"], "assign": "bob"}}]
    wanted = {"do": "open_issue", "title": "Describe A crash", "labels": ["docs"], "assignees": ["bob"]}
    assert decide(do, here) == ([wanted], [])
    assert decide(do, here.but(opened=frozenset({"r/0"}))) == ([], [])
    action = planned("{title: x}", here)
    assert action.applied_to(here).opened == frozenset({"r/0"})
    assert (action.targets, action.describe()) == (("r/0",), "open “x”")


def test_its_text_refers_to_the_item_and_escapes_what_others_wrote(here: Facts) -> None:
    action = planned("{title: x, body: 'About {title}.'}", here.but(title="@ann <b>"))
    assert action.body.splitlines() == [
        "About @\u200bann &lt;b&gt;.",
        "",
        "Opened for #7.",
        "<!-- fingerpost:opened acme/garden#7 r/0 -->",
    ]


def test_a_form_brings_its_title_its_labels_and_its_questions(here: Facts) -> None:
    action = planned("{form: talk, labels: new}", here)
    assert (action.title, action.labels) == ("[Talk] Talk", ("talk", "new"))
    assert action.body.startswith("### Where\n\n_No response_\n\nOpened for #7.\n")


@pytest.mark.parametrize(
    ("value", "facts", "why"),
    [
        ({"repo": "acme/shed"}, {"private": True}, "nothing of a private repository may appear in another one"),
        ({"repo": "other/shed"}, {}, "other/shed belongs to another account"),
        ({"form": "none"}, {}, "there is no issue form none"),
        ({"for_each": "region"}, {}, "this version opens one for each item only, not for each region"),
        ({"title": "{milestone}"}, {}, "a value in its title is empty"),
    ],
)
def test_it_is_held_back_with_the_reason(
    decide: Callable[..., Any], here: Facts, value: dict[str, Any], facts: dict[str, Any], why: str
) -> None:
    do = [{"open_issue": {"title": "x", **value}}]
    assert decide(do, here.but(**facts)) == ([], [f"open_issue: {why}"])


def test_an_issue_that_a_rule_opened_leads_to_no_further_one(decide: Callable[..., Any], here: Facts) -> None:
    made = here.but(author=Person(login="fingerpost[bot]", bot=True), body=planned("{title: x}", here).body)
    why = "open_issue: this issue was itself opened by a rule, and one would lead to another without end"
    assert decide([{"open_issue": {"title": "x"}}], made) == ([], [why])
    copied = made.but(author=here.author)
    assert len(decide([{"open_issue": {"title": "x"}}], copied)[0]) == 1


def test_its_own_repository_by_name_is_no_other_one(decide: Callable[..., Any], here: Facts) -> None:
    do = [{"open_issue": {"title": "x", "repo": "Acme/Garden"}}]
    wanted = {"do": "open_issue", "title": "x", "labels": [], "assignees": []}
    assert decide(do, here.but(private=True)) == ([wanted], [])


def test_it_is_written_with_labels_and_then_people(signed: dict[str, Any], target: Target) -> None:
    action = CreateIssue(**signed, key="r/0", title="x", body="b", labels=("bug", "new"), assignees=("bob", "ghost"))
    [write] = VERBS["open_issue"].writes([action], target)
    given = {"repositoryId": "R_2", "title": "x", "body": "b", "labelIds": ["label:bug"]}
    then = AssignOpened(("user:bob",))
    assert write == Write("createIssue", given, (action,), select="issue { id }", creates=1, then=then)
    assert then.writes({"issue": {"id": "I_9"}}) == [
        Write("addAssigneesToAssignable", {"assignableId": "I_9", "assigneeIds": ["user:bob"]}, ())
    ]


def test_in_another_repository_names_are_those_of_that_one(signed: dict[str, Any], target: Target) -> None:
    action = CreateIssue(**signed, key="r/0", title="x", body="b", labels=("bug",), repository="acme/shed")
    there, label = Name("repository", "acme/shed"), Name("label_of", "acme/shed:bug")
    assert VERBS["open_issue"].names(action) == [there, label]
    assert action.document()["repo"] == "acme/shed"
    assert action.describe() == "open “x” in acme/shed"
    why = "the App sees no repository acme/shed: is it installed there?"
    assert list(VERBS["open_issue"].writes([action], target)) == [Refusal(action, "r/0", why)]
    [write] = VERBS["open_issue"].writes([action], Target(target.item, {there: "R_9", label: "L_9"}))
    assert isinstance(write, Write)
    assert (write.input["repositoryId"], write.input["labelIds"]) == ("R_9", ["L_9"])
