"""The cookbook's rules are right, act, and do what the words beside them say."""

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest

from bot.explaining.explain import Explainer, make_case
from bot.explaining.ruletests import RuleTest, judge, read_tests
from rules.diagnostics import Diagnostic, RuleFileError
from rules.language import load

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "cookbook.md").read_text(encoding="utf-8")
PARTS = {
    part.partition("\n")[0]: "".join(re.findall(r"^```yaml\n(.*?)^```$", part, re.MULTILINE | re.DOTALL))
    for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
}
FILES = {
    name: text if text.startswith("project:") else f"project: {{purpose: p}}\n{text}" for name, text in PARTS.items()
}
CASES = """
- name: A community that publishes, a draft
  event: pull_request.opened
  given: {files: [chapters/one.md], draft: false, author: {login: ada, new: false}}
  then_includes: [{stage: Initial review}]
- name: A community that publishes, changes are wanted
  event: pull_request_review.submitted
  given: {stage: Initial review, reviews: [{author: ben, state: changes_requested}]}
  then_includes: [{stage: Revision}]
- name: A community that publishes, new work
  event: pull_request.synchronize
  given: {stage: Revision, files: [chapters/one.md]}
  then: [{stage: Initial review}]
- name: Small ones, a picture among pages
  event: pull_request.opened
  given: {files: [docs/map.png], additions: 400, deletions: 200, author: {login: "dependabot[bot]"}}
  then: [{label: needs-alt-text}, {label: large}, {label: dependencies}, {label: documentation}]
- name: Small ones, a leak
  event: issues.opened
  given: {title: An exploit, author: {login: ada}}
  then: [{label: security}, {comment: "ada, please report this privately"}]
"""


@pytest.mark.parametrize("name", FILES)
def test_each_part_is_a_file_without_mistake_in_which_everything_acts(name: str) -> None:
    found = load(FILES[name]).diagnostics
    assert [str(each) for each in found if each.severity != "note" or each.code == "not-yet"] == []


def test_each_whole_rule_file_that_a_page_shows_is_right() -> None:
    shown = [
        (page.name, text)
        for page in sorted(DOCS.glob("*.md"))
        if page.name != "errors.md"  # which shows what is wrong
        for text in re.findall(
            r"^ *```yaml\n((?: *#.*\n)? *project:.*?)^ *```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
    ]
    mistakes = [(name, str(each)) for name, text in shown for each in _errors(text)]
    assert ("presets.md" in dict(shown), mistakes) == (True, [])


def _errors(text: str) -> list[Diagnostic]:
    try:
        load(f"{textwrap.dedent(text)}\n{'' if 'rules:' in text or 'extends:' in text else 'rules: []'}")
    except RuleFileError as wrong:
        return [each for each in wrong.diagnostics if each.severity == "error"]
    return []


@pytest.mark.parametrize("test", read_tests(CASES), ids=lambda test: test.name)
def test_a_recipe_does_what_the_words_beside_it_say(test: RuleTest) -> None:
    explainer = Explainer(load(FILES[test.name.partition(",")[0]]), complete=True)
    outcome: Any = judge(test, explainer.explain(make_case(test.event, test.given)))
    assert (outcome.missing, outcome.unexpected) == ((), ())
