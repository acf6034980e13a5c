from textwrap import dedent
from typing import Any

import pytest

from rules.facts import UNKNOWN
from tests.rules.world import facts, rulebook, told

FILE = """
    pathways: {Translating: {files: "i18n/**"}, coding: {files: "site/**"}, writing: {form: idea}}
    rules: [{name: A rule, when: {pathway: ASKED}}]
"""


def answer(asked: str, **known: Any) -> tuple[Any, Any, str]:
    (rule,) = rulebook(FILE.replace("ASKED", asked)).rules
    found = rule.when.check(facts(**{"kind": "pull_request", "labels": (), **known})).parts[0]
    return found.met, found.saw, found.says


@pytest.mark.parametrize(
    ("asked", "files", "met", "saw"),
    [
        ("translating", ("i18n/fr.md",), True, "Translating"),
        ("[coding, writing]", ("site/a.css",), True, "coding"),
        ("coding", ("site/a.css", "i18n/fr.md"), False, "Translating, and it fits coding"),
        ("translating", ("site/a.css", "i18n/fr.md"), True, "Translating, and it fits coding"),
        ("none", ("README.md",), True, "none"),
        ("none", ("site/a.css",), False, "coding"),
    ],
)
def test_the_first_pathway_that_fits_is_the_items_own(asked: str, files: tuple[str, ...], met: bool, saw: str) -> None:
    assert answer(asked, files=files)[:2] == (met, saw)


def test_what_is_not_known_is_named_and_what_the_item_cannot_have_is_not_missed() -> None:
    assert answer("coding") == (None, None, "the pathway is coding (files not known)")
    assert answer("[coding, writing]", kind="issue", body="Hello", files=UNKNOWN) == (
        False,
        "none",
        "the pathway is coding or writing",
    )


def test_what_it_reads_are_the_facts_that_put_items_on_pathways() -> None:
    (rule,) = rulebook(FILE.replace("ASKED", "coding")).rules
    assert rule.when.needs == {"kind", "labels", "files", "body", "forms", "title"}


@pytest.mark.parametrize(
    ("asked", "advice"), [("codding", "did you mean `coding`?"), ("zumba", "add it under `pathways`")]
)
def test_a_pathway_that_the_file_does_not_have_is_an_error(asked: str, advice: str) -> None:
    (found,) = told("project: {purpose: Growing food together}\n" + dedent(FILE.replace("ASKED", asked)))
    assert found[2:] == ("unknown-pathway", f"unknown pathway `{asked}`", advice)


def test_where_the_bases_are_not_here_their_pathways_may_be() -> None:
    file = "extends: acme/rules\nrules: [{name: A rule, when: {pathway: cooking}, do: [{label: x}]}]"
    assert [each.severity for each in rulebook(file).diagnostics] == ["warning"]
