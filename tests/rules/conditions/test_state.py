from tests.rules.world import finding, met


def test_a_state_is_one_of_those_asked() -> None:
    assert met("state: open", state="open") is True
    assert met("state: [closed, merged]", state="merged") is True
    assert met("state: [closed, merged]", state="open") is False


def test_what_was_merged_is_not_just_closed() -> None:
    assert met("state: closed", state="merged") is False
    assert met("state: closed", state="closed") is True


def test_the_answer_tells_the_state_and_what_was_asked() -> None:
    answer = finding("state: [closed, merged]", state="open")
    assert (answer.saw, answer.says) == ("open", "the state is closed or merged")
