from tests.rules.world import finding, met


def test_plain_text_is_found_anywhere_whatever_its_case() -> None:
    assert met("title: Crash", title="A crash on start") is True
    assert met("title: crash", title="CRASHES") is True
    assert met("title: crash", title="It works") is False


def test_any_text_of_a_list_is_enough() -> None:
    assert met("title: [crash, hang]", title="It hangs") is True
    assert met("title: [crash, hang]", title="It works") is False


def test_the_answer_tells_the_title_and_what_was_asked() -> None:
    answer = finding("title: [crash, '/hang/i']", title="It hangs")
    assert (answer.condition, answer.met, answer.saw) == ("title", True, "It hangs")
    assert answer.says == "the title holds “crash” or /hang/i"
