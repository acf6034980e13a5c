"""Each preset does what its page says, tried the way a community tries its own rules."""

import pytest

from bot.explaining.explain import Explainer, make_case
from bot.explaining.ruletests import RuleTest, judge, read_tests
from bot.messages import built_in
from rules.language import load
from rules.sayings import Sayings

CASES = """
- name: welcome, somebody new
  event: issues.opened
  given: {author: {login: ada, new: true}}
  then: [{label: first-contribution}, {comment: "Welcome, ada"}]
- name: welcome, somebody known
  event: pull_request.opened
  given: {author: {login: ada, new: false}}
  then: []
- name: triage, a new issue
  event: issues.opened
  then: [{label: needs-triage}]
- name: triage, an issue that somebody has already
  event: issues.opened
  given: {assignees: [ada]}
  then: []
- name: triage, taken on
  event: issues.assigned
  given: {assignees: [ada], labels: [needs-triage]}
  then: [{unlabel: needs-triage}]
- name: triage, closed
  event: issues.closed
  given: {labels: [needs-triage], state: closed}
  then: [{unlabel: needs-triage}]
- name: documentation, a page beside code
  event: pull_request.opened
  given: {files: [src/a.py, docs/a.txt], author: {login: ada, new: true}}
  then: [{label: documentation}]
- name: documentation, nothing but pages, by somebody new
  event: pull_request.opened
  given: {files: [README.md, docs/a.rst], author: {login: ada, new: true}}
  then: [{label: documentation}, {comment: "Thank you, ada"}]
- name: editorial, a draft
  event: pull_request.opened
  given: {draft: true}
  then: [{label: drafting}]
- name: editorial, ready to be read
  event: pull_request.ready_for_review
  given: {labels: [drafting]}
  then: [{label: in review}, {unlabel: drafting}]
- name: editorial, published
  event: pull_request.closed
  given: {labels: [in review], state: merged}
  then: [{unlabel: in review}]
- name: reviews, ready
  event: pull_request.opened
  then: [{label: ready for review}]
- name: reviews, changes wanted
  event: pull_request_review.submitted
  given: {labels: [ready for review], reviews: [{author: ben, state: changes_requested}]}
  then: [{label: changes wanted}, {unlabel: ready for review}]
- name: reviews, answered
  event: pull_request.synchronize
  given: {labels: [changes wanted]}
  then: [{unlabel: changes wanted}, {label: ready for review}]
- name: reviews, back to drafting
  event: pull_request.converted_to_draft
  given: {labels: [ready for review], draft: true}
  then: [{unlabel: ready for review}]
- name: translations, a page in another language
  event: pull_request.synchronize
  given: {files: [locales/de.json]}
  then: [{label: translation}]
- name: translations, a draft is not read yet
  event: pull_request.opened
  given: {files: [translations/de/a.md], draft: true}
  then: [{label: translation}]
- name: ambassadors, no question
  event: issues.opened
  given: {body: It breaks}
  then: []
"""


@pytest.mark.parametrize("test", read_tests(CASES), ids=lambda test: test.name)
def test_a_preset_does_what_its_page_says(test: RuleTest) -> None:
    name = test.name.partition(",")[0]
    explainer = Explainer(
        load(f"project: {{purpose: p}}\nextends: {name}\n", sayings=Sayings(built_in=built_in())), complete=True
    )
    outcome = judge(test, explainer.explain(make_case(test.event, test.given)))
    assert (outcome.missing, outcome.unexpected) == ((), ())
