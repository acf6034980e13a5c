from rules.evaluate import judge
from tests.rules.world import facts, rulebook

BOARD = """
    board: {stages: {Drafting: {}, In review: {}}}
    rules:
      - name: A rule
        when: {stage: %s}
"""


def at(stages: str, stage: str | None) -> bool | None:
    (rule,) = rulebook(BOARD % stages).rules
    return judge(rule, facts(stage=stage)).matched


def test_one_of_the_stages_is_enough_whatever_its_case() -> None:
    assert at("[drafting, In review]", "Drafting") is True
    assert at("in REVIEW", "In review") is True
    assert at("Drafting", "In review") is False


def test_none_means_at_no_stage() -> None:
    assert at("none", None) is True
    assert at("none", "Drafting") is False
    assert at("Drafting", None) is False


def test_a_discussion_stands_at_no_stage_at_all() -> None:
    (rule,) = rulebook(BOARD % "none").rules
    (answer,) = judge(rule, facts(kind="discussion")).because
    assert (answer.met, answer.says) == (False, "stage (which a discussion does not have)")


def test_the_answer_tells_the_stage_and_what_was_asked() -> None:
    (rule,) = rulebook(BOARD % "[Drafting, none]").rules
    (answer,) = judge(rule, facts(stage="In review")).because
    assert (answer.saw, answer.says) == ("In review", "the stage is Drafting or none")
