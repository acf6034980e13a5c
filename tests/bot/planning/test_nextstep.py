"""What comes next for an item, in a few words; and that it fits several pathways."""

from typing import Any

import pytest

from bot.plan import Occasion, make_plan
from bot.planning.nextstep import next_step
from bot.planning.values import values_of
from rules.facts import UNKNOWN, Facts, Person
from rules.language import load

BOOK = load("""
project: {purpose: Tests}
roles: {editor: {}}
board:
  stages:
    Backlog: {owner: anyone}
    Drafting: {owner: author}
    Review: {owner: [editor, assignee]}
    Somewhere:
    Done: {done: true}
pathways:
  organising: {files: "events/**", steps: {Date set: {confirmed_by: editor}, Room found: {confirmed_by: editor}}}
  coding: {files: "site/**"}
rules: []
""")
BARE = load("project: {purpose: Tests}\nrules: []\n")


def pull(**more: Any) -> Facts:
    told = {
        "kind": "pull_request",
        "labels": (),
        "files": (),
        "state": "open",
        "draft": False,
        "author": Person(login="ada"),
    }
    return Facts(**{**told, **more})


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (pull(files=("events/1.md",), recorded=frozenset({"step: date set"}), stage="Review"), "Room found"),
        (pull(files=("site/a.css",), stage="Backlog"), "Backlog, and next to act: anybody"),
        (pull(stage="drafting"), "Drafting, and next to act: ada"),
        (pull(stage="Review", assignees=("ben", "cem")), "Review, and next to act: editor, ben, cem"),
        (pull(stage="Review", assignees=()), "Review, and next to act: editor"),
        (pull(stage="Review"), "Review, and next to act: editor"),
        (pull(stage="Drafting", author=UNKNOWN), "Drafting"),
        (pull(stage="Somewhere"), "Somewhere"),
        (pull(stage="Done"), "somebody reviews it"),
        (pull(files=UNKNOWN, draft=True), "finish the draft, then mark it as ready for review"),
        (pull(draft=UNKNOWN), ""),
        (pull(kind="issue"), ""),
        (pull(state="merged", stage="Drafting"), ""),
        (pull(state=UNKNOWN), "somebody reviews it"),
    ],
)
def test_the_next_step_is_the_pathways_then_the_stages_then_the_review(facts: Facts, says: str) -> None:
    assert next_step(facts, BOOK, "en") == says


def test_it_is_said_in_the_language_of_the_item_and_where_there_is_none_nothing_is() -> None:
    assert next_step(pull(stage="Backlog"), BOOK, "de") == "Backlog; jetzt am Zug: alle, die möchten"
    assert values_of(pull(files=("events/1.md", "site/a.css")), BOOK)["pathway"] == "organising"
    assert values_of(pull(), BARE)["next_step"] == "somebody reviews it"
    assert {"pathway", "next_step"}.isdisjoint(values_of(pull(kind="issue", files=UNKNOWN), BOOK))
    assert "pathway" not in values_of(pull(files=UNKNOWN), BOOK)


def said(text: str, messages: str = "{}", **more: Any) -> str:
    book = load(
        "project: {purpose: Tests}\n"
        f"translations: {{languages: [fr, de], files: {{a: 'i18n/{{lang}}.md'}}}}\nmessages: {messages}\n"
        'pathways: {translating: {files: "i18n/**"}, site: {files: "site/**"}, text: {files: "**/*.md"}}\n'
        f'rules: [{{name: R, on: pull_request.opened, do: [{{comment: {text}}}, {{label: "path/{{pathway}}"}}]}}]'
    )
    facts = pull(sections={}, undone=frozenset(), **more)
    plan = make_plan(book, facts, [Occasion("d1", "pull_request.opened")])
    (body,) = (action.keys()["body"] for action in plan.actions if action.do == "comment")
    (label,) = (action.keys()["labels"] for action in plan.actions if action.do == "label")
    assert label == ["path/translating"]
    return str(body)


def test_a_comment_on_pathways_names_the_others_that_fit() -> None:
    files = ("i18n/fr.md", "site/a.css")
    more = "This counts as **translating**; it also fits site, text."
    assert said("'You are on {pathway}.'", files=files) == f"You are on translating.\n\n{more}"
    assert said("'Next: {next_step}.'", files=files) == f"Next: somebody reviews it.\n\n{more}"
    assert said("Thank you!", files=files) == "Thank you!"
    assert said("'You are on {pathway}.'", files=("i18n/fr.po",)) == "You are on translating."


def test_it_is_said_in_the_language_of_the_text_around_it() -> None:
    files, more = ("i18n/fr.md", "site/a.css"), "This counts as **translating**; it also fits site, text."
    assert said("'Next: {next_step}.'", files=files) == f"Next: somebody reviews it.\n\n{more}"
    plural = "{hi: {fr: 'Ensuite : {next_step}.', en: 'Next: {next_step}.'}, ho: 'Next: {next_step}.'}"
    french = "Ceci compte comme **translating**\u00a0; cela correspond aussi à site, text."
    told = said("{say: hi, in: fr}", plural, files=files)
    assert told == f"Ensuite : quelqu\u2019un le relit.\n\n{french}"
    assert said("{say: hi, in: de}", plural, files=files).startswith("Next: somebody reviews it.")
    assert said("{say: ho, in: fr}", plural, files=files) == f"Next: somebody reviews it.\n\n{more}"
