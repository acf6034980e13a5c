from tests.rules.world import finding, met


def test_a_branch_fits_any_of_the_globs() -> None:
    assert met("base: [main, 'release/*']", base="release/2") is True
    assert met("base: [main, 'release/*']", base="release/2/fix") is False
    assert met("base: main", base="Main") is False


def test_the_last_glob_that_fits_decides() -> None:
    assert met("base: ['release/*', '!release/1']", base="release/1") is False
    assert met("base: ['!release/1', 'release/*']", base="release/1") is True
    assert met("base: '!main'", base="topic") is True


def test_the_answer_tells_the_branch_and_what_was_asked() -> None:
    answer = finding("base: [main, '!old']", base="topic")
    assert (answer.met, answer.saw, answer.says) == (False, "topic", "the base branch is main or !old")
