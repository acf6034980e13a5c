from tests.rules.world import finding, met


def test_a_branch_fits_any_of_the_globs() -> None:
    assert met("head: [main, 'release/*']", head="release/2") is True
    assert met("head: [main, 'release/*']", head="release/2/fix") is False
    assert met("head: main", head="Main") is False


def test_the_last_glob_that_fits_decides() -> None:
    assert met("head: ['release/*', '!release/1']", head="release/1") is False
    assert met("head: ['!release/1', 'release/*']", head="release/1") is True
    assert met("head: '!main'", head="topic") is True


def test_the_answer_tells_the_branch_and_what_was_asked() -> None:
    answer = finding("head: [main, '!old']", head="topic")
    assert (answer.met, answer.saw, answer.says) == (False, "topic", "the head branch is main or !old")
