from rules.condition import Finding
from rules.evaluate import Verdict, Verdicts, judge
from tests.rules.world import facts, rule


def test_the_verdict_holds_the_rule_the_answer_and_each_reason() -> None:
    looked_at = rule("when: {title: crash, label: bug}")
    verdict = judge(looked_at, facts(title="A crash", labels=("docs",)))
    assert verdict == Verdict(
        looked_at,
        False,
        (
            Finding("label", False, ["docs"], "a label is bug"),
            Finding("title", True, "A crash", "the title holds “crash”"),
        ),
    )


def test_a_rule_without_when_always_holds() -> None:
    looked_at = rule("on: issues.opened")
    assert judge(looked_at, facts()) == Verdict(looked_at, True, ())


def test_a_condition_of_a_later_version_leaves_the_rule_open() -> None:
    looked_at = rule("when: {near: DE}")
    verdict = judge(looked_at, facts())
    assert looked_at.needs == frozenset()
    says = "near (this version does not act on it yet)"
    assert (verdict.matched, verdict.because) == (None, (Finding("near", None, None, says),))


def test_an_expression_is_asked_beside_the_conditions() -> None:
    looked_at = rule("when: {title: crash}\nif: title.size() > 5")
    assert judge(looked_at, facts(title="a crash")).matched is True
    assert judge(looked_at, facts(title="crash")).matched is False
    assert [part.condition for part in judge(looked_at, facts(title="crash")).because] == ["title", "if"]


def test_a_rule_is_asked_anew_only_where_a_fact_has_changed_that_it_hangs_on() -> None:
    looked_at, told = rule("when: {title: crash, label: bug}\ndo: [{assign: ada}]"), Verdicts()
    before = facts(title="A crash", labels=("docs",), assignees=())
    first = told.on(looked_at, before)
    assert told.on(looked_at, before.but(assignees=("ada",), labels=("docs",))) is first
    assert (first.matched, told.on(looked_at, before.but(labels=("docs", "bug"))).matched) == (False, True)
    assert told.on(looked_at, before).matched is False


def test_a_rule_hangs_on_the_facts_of_which_it_asks_a_part() -> None:
    assert rule("when: {author: {team: acme/docs, new: true}}").hangs_on == ("author", "kind", "teams")
    assert rule("when: {owners: {file: docs/OWNERS}}").hangs_on == ("documents", "files", "kind")
