import pytest

from rules.facts import Member, Review
from tests.rules.world import finding, met, told_of_rule

SAID = (
    Review(author="Alice", state="APPROVED"),
    Review(author="bob", state="APPROVED"),
    Review(author="carol", state="CHANGES_REQUESTED"),
    Review(author="dan", state="COMMENTED"),
)
PEOPLE = (Member(login="alice", roles=("Editor",)), Member(login="dan", roles=("editor", "maintainer")))
KNOWN = {"reviews": SAID, "people": PEOPLE, "teams": {"acme/docs": ("Bob",)}}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("approved: 2", True),
        ("approved: 1", True),
        ("approved: 3", False),
        ("approved: '= 1'", False),
        ("approved: '< 3'", True),
        ("changes_requested: 0", False),
        ("changes_requested: '>= 1'", True),
        ("approved: 2, changes_requested: 0", False),
        ("approved: 2, changes_requested: 1", True),
        ("approved: 1, by: alice", True),
        ("approved: 2, by: alice", False),
        ("approved: 1, by: [editor, bob]", True),
        ("approved: 2, by: [editor, '@bob']", True),
        ("approved: 1, by: maintainer", False),
        ("by: maintainer", True),
        ("by: '@maintainer'", False),
        ("by: [eve, '@dan']", True),
        ("approved: 1, by: acme/docs", True),
        ("changes_requested: 1, by: '@acme/docs'", False),
        ("changes_requested: 0, by: acme/docs", True),
    ],
)
def test_opinions_are_counted_of_all_or_of_some(asked: str, answer: bool) -> None:
    assert met(f"reviews: {{{asked}}}", kind="pull_request", **KNOWN) is answer


def test_who_is_meant_must_be_known_only_where_somebody_is() -> None:
    assert met("reviews: {approved: 2}", kind="pull_request", reviews=SAID) is True
    assert met("reviews: {by: '@alice'}", kind="pull_request", reviews=SAID) is True
    assert met("reviews: {by: editor}", kind="pull_request", reviews=SAID) is None
    assert met("reviews: {by: acme/docs}", kind="pull_request", reviews=SAID) is None


def test_the_answer_tells_the_counts_and_what_was_asked() -> None:
    told = finding("reviews: {approved: 2, changes_requested: 0, by: [editor, '@bob']}", **KNOWN)
    assert told.saw == {"approved": 2, "changes_requested": 0, "commented": 1, "dismissed": 0}
    assert told.says == "approvals by editor or @bob: 2, requests for changes by editor or @bob: 0"
    assert finding("reviews: {by: editor}", **KNOWN).says == "there is a review by editor"
    assert finding("reviews: {approved: 2}", **KNOWN).says == "approvals: 2"


def test_an_amount_of_another_form_is_told() -> None:
    advice = 'how many: 2, or a number to compare with: ">= 1"'
    message = "`two` does not have the form that `approved` takes"
    assert told_of_rule("when: {reviews: {approved: two}}") == [(4, 32, "wrong-form", message, advice)]
    ((_, column, code, _, _),) = told_of_rule("when: {reviews: {}}")
    assert (column, code) == (21, "empty")
