"""Which of the community's pathways an item is on."""

from typing import Any

import pytest

from rules.facts import UNKNOWN, Facts
from rules.forms import Field, Form
from rules.globs import glob
from rules.home import HOME, Home, Way
from rules.way import all_needs_of_pathway, needs_of_pathway, pathway_of, pathways_of
from tests.rules.world import rulebook

IDEA = Form(path=".github/ISSUE_TEMPLATE/idea.yml", name="Pitch", fields=(Field(label="Media type"),))
HERE = Home(
    pathways=(
        Way("Writing", forms=("idea",)),
        Way("reviewing", counts="pull_request_review.submitted"),
        Way("translating", files=(glob("translations/**"), glob("!translations/drafts/**"))),
        Way("coding", files=(glob("site/**"),)),
    )
)


def issue(body: str = "", **more: Any) -> Facts:
    return Facts(**{"kind": "issue", "title": "A", "body": body, "labels": (), "forms": (IDEA,), **more})


def pull(*files: str, **more: Any) -> Facts:
    return Facts(**{"kind": "pull_request", "files": files, "labels": (), **more})


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (issue("### Media type\n\nArticle"), ("Writing",)),
        (issue("### Something else\n\nArticle"), ()),
        (issue("Media type: article"), ()),
        (issue(forms=UNKNOWN), ()),
        (pull("site/a.css", "translations/fr/x.md"), ("translating", "coding")),
        (pull("translations/drafts/x.md"), ()),
        (pull("README.md", labels=("PATH/Coding", "path/unheard-of")), ("coding",)),
        (pull("translations/fr/x.md", labels=("path/reviewing",)), ("reviewing", "translating")),
        (issue("### Media type\n\nTalk", labels=("path/coding", "path/writing")), ("Writing", "coding")),
        (Facts(kind="discussion", labels=(), body="### Media type"), ()),
    ],
)
def test_a_label_says_it_then_the_form_or_the_files_and_the_first_listed_comes_first(
    facts: Facts, found: tuple[str, ...]
) -> None:
    assert pathways_of(facts, HERE) == found
    assert pathway_of(facts, HERE) == (found[0] if found else "")


def test_where_there_are_no_pathways_nothing_has_to_be_known() -> None:
    assert pathways_of(Facts(), HOME) == ()
    assert needs_of_pathway(Facts(), HOME) == all_needs_of_pathway(HOME) == frozenset()


def test_what_is_needed_depends_on_the_item_and_on_the_file() -> None:
    assert all_needs_of_pathway(HERE) == {"kind", "labels", "body", "forms", "title", "files"}
    assert needs_of_pathway(issue("### Media type"), HERE) == {"kind", "labels", "body", "forms", "title"}
    assert needs_of_pathway(issue(), HERE) == {"kind", "labels", "body"}
    assert needs_of_pathway(pull(), HERE) == {"kind", "labels", "files"}
    only_labels = Home(pathways=(Way("talking"),))
    assert needs_of_pathway(pull(), only_labels) == needs_of_pathway(issue(), only_labels) == {"kind", "labels"}
    assert all_needs_of_pathway(only_labels) == {"kind", "labels"}


def test_the_rule_file_tells_the_ways_in_its_order() -> None:
    book = rulebook("""
        pathways:
          translating: {files: "i18n/**", about: Translate, credit: translation}
          writing: {form: [idea, pitch]}
          triaging: {counts: command.triage}
        rules: []
    """)
    assert book.home.pathways == (
        Way("translating", files=(glob("i18n/**"),), credit="translation"),
        Way("writing", forms=("idea", "pitch")),
        Way("triaging", counts="command.triage"),
    )
    assert book.pathways["translating"].credit == "translation"
