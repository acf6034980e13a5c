"""A check that was let pass, and for which commit."""

from rules.facts import UNKNOWN, Facts
from rules.override import letting_pass, passed_by


def test_it_counts_for_its_check_and_its_commit_alone() -> None:
    name = letting_pass("license", "c0ffee0000000000", "ada", "Dot <d@x> agreed")
    assert name == "override license at c0ffee000000 by ada: Dot d@x agreed"
    facts = Facts(recorded=frozenset({name.lower(), "need"}), commit="c0ffee0000000000")
    assert passed_by(facts, "License") == "ada: dot d@x agreed"
    assert (passed_by(facts, "links"), passed_by(facts.but(commit="beef"), "license")) == ("", "")


def test_what_is_not_known_lets_nothing_pass_and_a_long_reason_is_cut() -> None:
    assert (passed_by(Facts(commit="c"), "x"), passed_by(Facts(recorded=frozenset(), commit=UNKNOWN), "x")) == ("", "")
    assert len(letting_pass("license", "c0ffee", "ada", "because " * 50)) == 100
