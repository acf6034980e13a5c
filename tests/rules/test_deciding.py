"""What `check` says of `decisions`, and what a decision keeps of its terms."""

from fractions import Fraction

import pytest

from rules.decisions import share
from rules.diagnostics import RuleFileError
from rules.language import load

HEAD = "project: {purpose: p}\nroles: {editor: {about: Edits, granted: by consent}}\n"
CONSENT = "consent: {voters: editor, open_for: 5 days, passes_with: {support: 1, objections: 0}, if_contested: vote}"
VOTE = "vote: {voters: [editor], open_for: 2 weeks, passes_with: {in_favour: 66%, quorum: 50%}}"
RULES = "rules: [{name: A, do: [{decide: consent}]}]\n"


def found(decisions: str, rules: str = RULES) -> list[tuple[str, str]]:
    try:
        return [(each.code, each.message) for each in load(f"{HEAD}decisions: {decisions}\n{rules}").diagnostics]
    except RuleFileError as error:
        return [(each.code, each.message) for each in error.diagnostics if each.severity == "error"]


def test_decisions_that_fit_together_are_kept_with_their_terms() -> None:
    book = load(f"{HEAD}decisions: {{{CONSENT}, {VOTE}}}\n{RULES}")
    assert book.decisions["consent"].terms == {"support": "1", "objections": "0"}
    assert book.decisions["vote"].terms == {"in_favour": "66%", "quorum": "50%"}
    assert (book.decisions["consent"].voters.role, book.home.voting) == (("editor",), frozenset({"people"}))


@pytest.mark.parametrize(
    ("decisions", "finding"),
    [
        (f"{{{CONSENT}}}", ("unknown-decision", "there is no decision `vote`")),
        (f"{{{VOTE}}}", ("unknown-decision", "there is no decision `consent`")),
        (
            "{consent: {voters: editor, open_for: 5 days, passes_with: {quorum: 50%, support: 1}}}",
            ("decision", "quorum and support are no way to decide"),
        ),
        (
            "{consent: {voters: editor, open_for: 5 days, passes_with: {objections: 0}}}",
            ("decision", "objections is no way to decide"),
        ),
        (
            "{consent: {voters: editor, open_for: 5 days, passes_with: {net_support: 2}, if_contested: consent}}",
            ("decision", "only a decision with `support` and `objections` can be contested"),
        ),
        (
            (
                "{consent: {voters: editor, open_for: 5 days, passes_with: {support: 1}, if_contested: more}, "
                "more: {voters: editor, open_for: 5 days, passes_with: {support: 1}, if_contested: consent}}"
            ),
            ("decision", "this leads back to itself: consent → more → consent"),
        ),
        (
            "{consent: {voters: ambassador, open_for: 5 days, passes_with: {support: 1}}}",
            ("unknown-role", "unknown role `ambassador`"),
        ),
        (
            "{consent: {voters: {count: 1}, open_for: 5 days, passes_with: {support: 1}}}",
            ("nobody", "nobody is meant by this"),
        ),
        (
            "{consent: {voters: editor, open_for: soon, passes_with: {support: 1}}}",
            ("duration", "`soon` is no span of time"),
        ),
    ],
)
def test_a_decision_that_cannot_be_taken_is_told(decisions: str, finding: tuple[str, str]) -> None:
    assert finding in found(decisions)


def test_a_role_is_granted_by_a_decision_that_exists() -> None:
    granted = 'project: {purpose: p}\nroles: {editor: {about: Edits, granted: "the boss says so"}}\nrules: []\n'
    with pytest.raises(RuleFileError) as error:
        load(granted)
    assert "unknown-decision" in [each.code for each in error.value.diagnostics]


@pytest.mark.parametrize(("text", "value"), [("66%", Fraction(66, 100)), (" 33.3 % ", Fraction(333, 1000)), ("0%", 0)])
def test_a_share_is_exact(text: str, value: Fraction) -> None:
    assert share(text) == value
