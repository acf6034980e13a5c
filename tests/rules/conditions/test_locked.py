from tests.rules.world import finding, met


def test_a_conversation_is_locked_or_not() -> None:
    assert met("locked: true", locked=True) is True
    assert met("locked: true", locked=False) is False
    assert met("locked: false", locked=False) is True


def test_the_answer_tells_what_was_asked() -> None:
    assert finding("locked: true", locked=False).says == "the conversation is locked"
    assert finding("locked: false", locked=True).says == "the conversation is not locked"
