"""What a rule asks to be proposed, filled in: a stranger's values stay values, and only valid ones are taken."""

from typing import Any

import pytest

from bot.action import Look
from bot.commands import COMMANDS
from bot.hearing.calls import Call, Heard
from bot.planning.occasion import Occasion
from bot.planning.values import values_of
from bot.proposing.asked import Asked, asked_by_people, asked_by_rules, branch_of, place_of
from bot.proposing.change import CannotChange, Change
from bot.proposing.entries import Wanted, wanted
from rules.facts import Facts, Person
from rules.forms import Field, Form
from rules.goals.propose import Propose
from rules.language import load

FORM = Form(
    path=".github/ISSUE_TEMPLATE/join.yml",
    name="Join",
    fields=(
        Field(label="Your languages", id="languages"),
        Field(label="What you can do!"),
        Field(label="Offers", id="offers", type="checkboxes", options=("speaker", "mentor")),
        Field(label="Country", id="country", type="dropdown", options=("Austria", "Japan")),
        Field(label="Group", id="name"),
    ),
)


def issue(**told: str) -> Facts:
    body = "\n\n".join(f"### {label}\n\n{text}" for label, text in told.items())
    return Facts(
        kind="issue", repo="acme/site", number=7, title="Join", body=body, labels=(), author=Person(login="eli"),
        forms=(FORM,),
    )  # fmt: skip


def filled(do: str, facts: Facts | None = None, people: str = "people.yml") -> Wanted:
    text = f"project: {{purpose: p, people: {people}}}\nrules: [{{name: R, do: [{{propose: {do}}}]}}]\n"
    book, facts = load(text), facts or issue()
    goal = book.rules[0].goals[0][1]
    assert isinstance(goal, Propose)
    return wanted(goal.value, Look(book, book.rules[0], 0, "d1", facts, values_of(facts, book)))


def change(do: str, facts: Facts | None = None, people: str = "people.yml") -> Change:
    found = filled(do, facts, people)
    assert found.left_out == ()
    return found.change


MINE = 'file: people.yml, add: {github: "{author}", languages: "{field.Your languages}", country: "{field.Country}"}'


@pytest.mark.parametrize(
    ("languages", "country", "made"),
    [
        ("ja", "Japan", {"languages": ("ja",), "country": "JP"}),
        ("Japanese, Deutsch and English", "日本", {"languages": ("ja", "de", "en"), "country": "JP"}),
        ("- German (de)\n- fr; pt-BR", "_No response_", {"languages": ("de", "fr", "pt-BR")}),
        ("me@post.example", "AT", {"country": "AT"}),
        ("de\x00, de", "AT", {"languages": ("de",), "country": "AT"}),
    ],
)
def test_answers_become_what_a_people_file_holds(languages: str, country: str, made: dict[str, Any]) -> None:
    told = issue(**{"Your languages": languages, "Country": country})
    assert change(f"{{{MINE}}}", told) == Change(of={"github": "eli"}, set=made, new=True)


def test_what_is_no_valid_value_is_left_out_and_why_is_told() -> None:
    found = filled(f"{{{MINE}}}", issue(**{"Your languages": "roles: [x]", "Country": "UK"}))
    assert found.change == Change(of={"github": "eli"}, set={"country": "GB"}, new=True)
    assert found.left_out == ("languages: `roles: [x]` is no language's tag; write it by BCP 47: de, pt-BR, zh-CN",)


def test_numbers_lists_and_mappings_keep_their_kinds() -> None:
    do = "{file: people.yml, of: {github: '@{author}'}, set: {capacity: 3, opted_out: true}, add: {roles: [editor, {guide: 2026-03-01}], seats: chair}, remove: {topics: [a, b]}}"  # noqa: E501 - a rule on one line
    assert change(do) == Change(
        of={"github": "@eli"},
        set={"capacity": 3, "opted_out": True},
        add={"roles": ("editor", {"guide": "2026-03-01"}), "seats": ("chair",)},
        remove={"topics": ("a", "b")},
    )


def test_a_form_becomes_an_entry_by_the_ids_of_its_questions() -> None:
    told = {
        "Your languages": "de",
        "What you can do!": "all",
        "Offers": "- [X] speaker\n- [x] mentor",
        "Country": "Japan",
    }
    facts = issue(**told, Group="Oslo, by x@y.example")
    assert change("{file: groups.yml, add: form}", facts) == Change(
        of={"languages": "de"},
        set={"what_you_can_do": "all", "offers": ("speaker", "mentor"), "country": "Japan", "name": "Oslo, by"},
        new=True,
    )
    one = {**told, "Offers": "- [X] speaker\n- [ ] mentor"}
    assert change("{file: groups.yml, add: form}", issue(**one)).set["offers"] == "speaker"


def test_a_form_of_people_names_somebody() -> None:
    with pytest.raises(CannotChange, match="the entry names nobody"):
        filled("{file: people.yml, add: form}", issue(**{"Your languages": "de"}))
    with pytest.raises(CannotChange, match="it was not written with a form"):
        filled("{file: groups.yml, add: form}", issue())


@pytest.mark.parametrize(
    ("do", "why"),
    [
        ("{file: g.yml, set: {a: b}}", "no entry is named; write `of: {github: LOGIN}`"),
        ("{file: g.yml, of: {name: '{field.Group}'}, set: {a: b}}", "a value by which the entry is found is empty"),
        ("{file: g.yml, of: {name: x}, set: {a: '{field.Group}'}}", "all values are empty"),
        ("{file: g.yml, add: {a: '{field.Group}'}}", "all values are empty"),
        (
            "{file: people.yml, of: {github: ada}, set: {country: UK}}",
            "country: `UK` is no country's code; did you mean GB?",
        ),
        (
            "{file: people.yml, add: {github: 'a b'}}",
            "github: it does not have the right form; each entry begins with `- github: LOGIN`",
        ),
    ],
)
def test_too_little_is_told(do: str, why: str) -> None:
    with pytest.raises(CannotChange) as refused:
        filled(do)
    assert str(refused.value) == why


def test_a_mapping_without_a_value_and_a_country_that_is_covered() -> None:
    do = '{file: people.yml, add: {login: "@{author}", covers: [Japan, DACH], roles: [{editor: "{field.Group}"}], id: "12", capacity: x}}'  # noqa: E501 - a rule on one line
    found = filled(do)
    assert found.change == Change(of={"github": "eli"}, set={"covers": ("JP", "DACH"), "id": 12}, new=True)
    assert found.left_out == ("capacity: a whole number belongs there",)


def test_what_somebody_asks_for_again_is_the_same_change_wherever_they_ask() -> None:
    assert {"label", "step-down"} <= COMMANDS.keys()
    heard = Heard((Call("label", "x", "label"), Call("step-down", "", "step-down")))
    book = load("project: {purpose: p, people: people.yml}\nrules: []\n")
    ada, ben = (Occasion("c1", actor=Person(login=login), heard=heard) for login in ("ada", "ben"))
    [asked] = asked_by_people(book, [ada], "acme/site")
    assert asked == Asked(branch_of("acme/site", "/step-down/1@ada"), "acme/site", "people.yml")
    assert asked.branch.rpartition("-")[0] == "fingerpost/step-down"
    assert [each.branch == asked.branch for each in asked_by_people(book, [ada, ben], "acme/site")] == [True, False]


def test_each_rule_and_item_has_a_branch_of_its_own() -> None:
    names = {branch_of(item, key) for item in ("a/b#1", "a/b#2", "a/c#1") for key in ("Join us!/0", "Join us!/1", "/0")}
    assert len(names) == 9
    assert branch_of("A/b#1", "join US!/0") == branch_of("a/B#1", "Join us!/0")
    assert [branch_of("a/b#1", key).rpartition("-")[0] for key in ("Join us!/0", "日本/0")] == [
        "fingerpost/1-join-us",
        "fingerpost/1",
    ]


def test_the_file_lies_where_the_rules_say_that_people_are() -> None:
    book = load(
        "project: {purpose: p, people: people.yml}\nrules: [{name: R, do: [{propose: {file: g.yml, add: form}}]}]\n"
    )
    other = load("project: {purpose: p}\nrules: [{name: S, do: [{label: x}]}]\n").rules
    [asked] = asked_by_rules(book, (*other, *book.rules), "acme/site", 7)
    assert asked == Asked(branch_of("acme/site#7", "R/0"), "acme/site", "g.yml")
    assert place_of(book, "people.yml", "acme/site") == "acme/site"
